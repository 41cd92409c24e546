"""Instruments in canonical form, and legal keys."""

import pytest

from bot.events.figures.codes import codes
from tests.bot.events.reading import phrases, view


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("under Sections 201 and 301", {"Section 201", "Section 301"}),
        ("so-called “Section 301” probes", {"Section 301"}),
        ("E.O. 14,257 as amended by EO 14358", {"EO 14257", "EO 14358"}),
        ("90 Fed. Reg. 48,726 and 88 FR 73458", {"90 FR 48726", "88 FR 73458"}),
        ("15 CFR part 744", {"15 CFR 744"}),
        ("Regulation (EU) 2023/956", {"Regulation (EU) 2023/956"}),
        ("Council Regulation (EU) No 833/2014", {"Regulation (EU) No 833/2014"}),
        ("MOFCOM Announcement No. 61 of 2025", {"MOFCOM Announcement 61/2025"}),
        ("MOFCOM announcements Nos. 55, 61 and 62 of 2025",
         {f"MOFCOM Announcement {n}/2025" for n in (55, 61, 62)}),
        ("商务部公告2025年第62号", {"MOFCOM Announcement 62/2025"}),
        ("in WTO dispute DS597", {"WTO dispute DS597"}),
        ("HS 7208, 7211 and 7225", {"HS 7208", "HS 7211", "HS 7225"}),
        ("ECCN 3A090 and 4A090", {"ECCN 3A090", "ECCN 4A090"}),
        ("on its unreliable entity list", {"Unreliable Entity List"}),
        ("added to the Entity List", {"Entity List"}),
        ("Section 8 housing, HS 2022 codes, he said 14257 jobs", set()),
    ],
)  # fmt: skip
def test_an_instrument_is_canonical(text: str, canonical: set[str]) -> None:
    assert {code.canonical for code in codes(view(text)) if code.canonical} == canonical


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Executive Order 14257", "us:eo:14257"),
        ("FR Doc. 2025-19001", "us:fr:2025-19001"),
        ("90 FR 48726", "us:frcite:90-48726"),
        ("Proclamation 10908", "us:proc:10908"),
        ("Regulation (EU) 2021/821", "eu:celex:32021R0821"),
        ("Regulation (EU) No 833/2014", "eu:celex:32014R0833"),
        ("Decision (CFSP) 2014/512", "eu:celex:32014D0512"),
        ("商务部 海关总署公告2025年第55号", "cn:mofcom:2025-55"),
        ("case A-570-967", "us:case:A-570-967"),
        ("Inv. No. 731-TA-1729", "us:usitc:731-TA-1729"),
        ("Docket No. USTR-2025-0004", "us:docket:USTR-2025-0004"),
        ("RIN 0694-AJ90", "us:rin:0694-AJ90"),
        ("CSMS # 65829726", "us:csms:65829726"),
        ("SOR/2025-119", "ca:sor:2025-119"),
        ("WT/DS638", "wto:ds:638"),
    ],
)
def test_a_legal_key_groups_items(text: str, key: str) -> None:
    assert key in {code.key for code in codes(view(text))}


@pytest.mark.parametrize("text", ["HS 7208", "ECCN 3A090", "15 CFR 744"])
def test_what_many_measures_cite_is_no_key(text: str) -> None:
    assert [code.key for code in codes(view(text))] == [None]


NOTHING = [one for one in phrases("legal") if not one["expect"]]


@pytest.mark.parametrize("phrase", NOTHING, ids=lambda phrase: phrase["id"])
def test_bare_numbers_are_no_instruments(phrase: dict[str, object]) -> None:
    assert codes(view(str(phrase["text"]))) == []
