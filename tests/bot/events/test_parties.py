"""Who acts and who is meant."""

import pytest

from bot.events.parties import parties
from bot.events.party import Role
from tests.bot.events.reading import phrases, view

# Where a ruling of the house differs: a place is named, too, with the role of a place.
OTHERWISE = {"c02"}


@pytest.mark.parametrize(
    "phrase",
    [one for one in phrases("country") if one["id"] not in OTHERWISE],
    ids=lambda phrase: phrase["id"],
)
def test_a_labelled_sentence_names_its_countries(phrase: dict[str, object]) -> None:
    assert sorted({one.code for one in parties(view(str(phrase["text"])))}) == phrase["expect"]


@pytest.mark.parametrize(
    ("text", "acting", "meant"),
    [
        ("China will levy 15% on American chicken.", {"CN"}, {"US"}),
        ("Tariffs were imposed by Canada on goods from China, Vietnam and Thailand.",
         {"CA"}, {"CN", "VN", "TH"}),
        ("Brussels raised duties on Russian fertilisers.", {"EU"}, {"RU"}),
        ("The U.S. tariff hits Brazil.", {"US"}, {"BR"}),
        ("Japan curbs exports to South Korea.", {"JP"}, {"KR"}),
        ("Iraq and Serbia pay 35%.", set(), {"IQ", "RS"}),
        ("BEIJING - India opened a probe into imports from Malaysia.", {"IN"}, {"MY"}),
        ("EU delays countermeasures against US tariffs.", {"EU", "US"}, {"US"}),
        ("Brazil's farm ministry banned imports of Spanish ham.", {"BR"}, {"ES"}),
        ("商务部对原产于加拿大的进口油菜籽征收反倾销税", {"CN"}, {"CA"}),
        ("墨西哥国会通过法案", {"MX"}, set()),
    ],
)  # fmt: skip
def test_a_party_has_the_role_of_its_clause(text: str, acting: set[str], meant: set[str]) -> None:
    found = parties(view(text))
    assert {one.code for one in found if one.role is Role.ACTS} == acting
    assert {one.code for one in found if one.role is Role.MEANT} == meant


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Talks were held in Malaysia.", Role.PLACE),
        ("KINSHASA - The ban ends.", Role.PLACE),
        ("The duty covers all countries except Mexico.", Role.SPARED),
        ("They signed a deal with Japan.", Role.PARTNER),
        ("The minister said from New Delhi that it will rise.", Role.PLACE),
    ],
)
def test_a_place_is_no_party_to_a_measure(text: str, role: Role) -> None:
    assert [one.role for one in parties(view(text))] == [role]
