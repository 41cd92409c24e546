from dataclasses import replace
from typing import Any

import pytest

from bot.model.errors import TellUser
from bot.model.event import Direction, Status
from bot.model.feed import Tier
from bot.model.story import Source, Stated, Story
from bot.model.watch import Watch, Why
from bot.watches.match import compile_watches
from tests.bot.watches.stories import (
    AT,
    CURBS,
    KNOWN,
    TARIFF,
    additional,
    rate,
    said,
    story,
)

SEED = story(CURBS, TARIFF)


def takes(rule: str, told: Story) -> bool:
    return bool(why(rule, told))


def why(rule: str, told: Story) -> tuple[Why, ...]:
    matches = compile_watches([Watch("w", "W", "", rule, version=3)], KNOWN).match(told)
    assert all((match.watch, match.version) == ("w", 3) for match in matches)
    return matches[0].why if matches else ()


@pytest.mark.parametrize(
    "rule",
    [
        "from:CN",
        "from:china",
        "from:Chinese",
        "from:中国",
        "from:Washington to:CN",
        "country:US",
        "from:CN type:export_control to:US",
        'type:"export control"',
        "type:EXPORT-CONTROL",
        "product:critical_minerals",
        "product:=gallium",
        'product:"Rare earths"',
        "action:suspend status:in_force",
        "direction:liberalising",
        "from:USMCA type:import_tariff",
        "tier:wire",
        'source:"harbor wire"',
        "rate<50 from:US",
        "previous=57",
        "change>=10 type:import_tariff",
        "from:EU OR from:CN",
        "from:CN NOT status:considered",
        "type:import_tariff NOT from:CN",
    ],
)
def test_the_seed_story_is_taken(rule: str) -> None:
    assert takes(rule, SEED)


@pytest.mark.parametrize(
    "rule",
    [
        "to:EU",
        "from:EU",
        "product:steel",
        "product:=critical_minerals",
        "product:rare_earth_magnets",
        "type:entity_listing",
        "tier:official",
        'source:"Harbor"',
        "rate>47",
        "rate!=47",
        "previous<57",
        "change>10",
        "instrument:IEEPA",
        "from:CN NOT type:export_control",
        "direction:mixed",
    ],
)
def test_the_seed_story_is_not_taken(rule: str) -> None:
    assert not takes(rule, SEED)


def test_two_facts_of_two_measures_are_not_facts_of_one() -> None:
    assert takes("from:CN type:export_control", SEED)
    assert not takes("from:CN type:import_tariff", SEED)
    assert not takes("from:CN rate>=40", SEED)


def test_every_satisfied_clause_says_what_satisfied_it() -> None:
    assert why("from:china product:critical_minerals NOT to:EU", SEED) == (
        Why("from:china", "CN", CURBS.evidence.quote),
        Why("product:critical_minerals", "rare_earths, gallium", CURBS.evidence.quote),
    )
    assert why("rate>=40 (tier:wire OR tier:official)", SEED) == (
        Why("rate>=40", "47%", "57 to 47"),
        Why("tier:wire", "wire (Harbor Wire)"),
    )


def test_a_measure_borrows_what_no_measure_claims() -> None:
    bare = replace(CURBS, implementing=(), products=(), instruments=())
    told = story(bare, implementing=("CN",), products=("gallium",), instruments=("Section 301",))
    assert why('from:CN product:gallium instrument:"section 301"', told) == (
        Why("from:CN", "CN"),
        Why("product:gallium", "gallium"),
        Why('instrument:"section 301"', "Section 301"),
    )


def test_a_measure_does_not_borrow_what_another_claims() -> None:
    assert not takes("type:import_tariff product:gallium", SEED)
    assert not takes("type:export_control rate>0", SEED)


def test_a_measure_borrows_only_rates_that_still_hold() -> None:
    figures = (Stated(rate(25), ("a/1",)), Stated(rate(90), ("a/2",), key=False))
    told = story(replace(TARIFF, figures=()), figures=figures)
    assert takes("rate=25", told)
    assert not takes("rate=90", told)


def test_the_instrument_is_compared_whole() -> None:
    told = story(replace(TARIFF, instruments=("Section 301",)))
    assert takes('instrument:"SECTION 301"', told)
    assert not takes('instrument:"Section 30"', told)


def test_mixed_is_said_of_the_whole_story() -> None:
    told = replace(SEED, direction=Direction.MIXED)
    assert takes("direction:mixed", told)
    assert takes("direction:liberalising", told)
    assert not takes("direction:restrictive", told)


def test_any_source_gives_a_tier() -> None:
    official = Source("fr/1", "Federal Register", Tier.OFFICIAL, "title", None, AT)
    told = replace(SEED, sources=(*SEED.sources, official))
    assert why("tier:official", told) == (Why("tier:official", "official (Federal Register)"),)


@pytest.mark.parametrize("comparison", ["=5", "!=5", "<5", "<=5", ">5", ">=5"])
@pytest.mark.parametrize("number", ["rate", "previous", "change"])
def test_what_is_not_stated_satisfies_no_comparison(number: str, comparison: str) -> None:
    assert not takes(number + comparison, story(CURBS))


@pytest.mark.parametrize(
    ("figure", "rule", "taken"),
    [
        (rate(10, upper=41), "rate>=41", True),
        (rate(10, upper=41), "rate<=10", True),
        (rate(10, upper=41), "rate>41", False),
        (rate(25, 10), "change=15", True),
        (rate(10, 25), "change=15", True),
        (rate(10, unit="percentage_points"), "change>=10", True),
        (rate(10, unit="percentage_points"), "rate>0", False),
        (rate(477, unit="USD/tonne"), "rate>=25", False),
        (rate(477, 400, unit="USD/tonne"), "change>0", False),
        (additional(10), "rate=10", True),
        (additional(10), "change>0", False),  # on top of what was not said, so no change is stated
        (rate(12.5), "rate=12.5%", True),
    ],
)
def test_numbers_are_percent_and_changes_are_points(figure: Any, rule: str, taken: bool) -> None:
    assert takes(rule, story(replace(TARIFF, figures=(figure,)))) is taken


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("from:Chian", "At column 6: there is no country Chian; did you mean CN (China)?"),
        (
            "to:(US OR Atlantis)",
            "At column 11: there is no country Atlantis in the vocabulary; write",
        ),
        (
            "product:rare earths gallium",
            'a name of several words stands in quotation marks; write product:"rare earths".',
        ),
        ("from:BRICS", "At column 6: there is no country BRICS in the vocabulary; write an ISO "),
        ("from:CN,US", "At column 6: write several values as from:(CN OR US)."),
        ('hs:"8541 8542"', "At column 4: write several values as hs:(8541 OR 8542)."),
        ("action:increase", "At column 8: there is no action increase; did you mean raise?"),
        ("direction:up", "At column 11: there is no direction up; did you mean restrictive?"),
        ("product:galium", "At column 9: there is no product galium; did you mean gallium?"),
        ("type:export_contrl", "At column 6: there is no type export_contrl; did you mean export"),
        ("status:xyzzy", "At column 8: there is no status xyzzy; there are in_force, adopted,"),
        ("rate>=many", "At column 7: many is not a number that rate can be compared with"),
        ("rate>=-5", "At column 7: -5 is not a number"),
        ("rate>=1e5", "At column 7: 1e5 is not a number"),
        ("rate>=٣", "At column 7: ٣ is not a number"),
    ],
)
def test_an_unknown_value_is_refused_with_its_column(rule: str, sentence: str) -> None:
    with pytest.raises(TellUser) as refused:
        why(rule, SEED)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith("The rule of watch w cannot be read.")


def test_a_place_is_found_by_code_name_or_accented_name() -> None:
    for name in ("TR", "turkey", "Turkiye", "TÜRKIYE"):
        assert KNOWN.codes(name, alone=False) == frozenset({"TR"})
    assert KNOWN.codes("cote d'ivoire", alone=False) == frozenset({"CI"})


def test_a_bloc_is_its_members_unless_it_is_asked_for_alone() -> None:
    german = story(replace(CURBS, implementing=("DE",)))
    assert takes("from:EU", german)
    assert takes("from:G7", german)
    assert not takes("from:=EU", german)
    assert takes("from:=EU", story(replace(CURBS, implementing=("EU",))))
    assert takes('from:"European Union"', german)


def test_watches_answer_in_their_own_order() -> None:
    watches = [Watch(slug, "", "", rule) for slug, rule in (("b", "from:CN"), ("a", "to:US"))]
    never = Watch("never", "", "", "to:DE")
    matches = compile_watches([watches[0], never, watches[1]], KNOWN).match(SEED)
    assert [match.watch for match in matches] == ["b", "a"]


def test_a_later_status_is_what_a_watch_sees() -> None:
    ended = replace(CURBS, status=Status.ENDED, evidence=said("the curbs lapsed"))
    assert why("status:ended", story(ended)) == (Why("status:ended", "ended", "the curbs lapsed"),)
