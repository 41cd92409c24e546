"""Who puts the lead measure in place, and whom it is aimed at."""

import pytest

from tests.bot.events.reading import official, told


@pytest.mark.parametrize(
    ("title", "text", "source", "by", "on"),
    [
        (
            "Initiation of a safeguard investigation",
            "The authority opens a safeguard investigation into imports of paper.",
            "Ministry of Commerce of Thailand",
            ("TH",),
            (),
        ),
        (
            "Special port fees for vessels of Norway",
            "Vessels owned in Norway shall pay port fees.",
            "Ministry of Transport of Egypt",
            ("EG",),
            ("NO",),
        ),
        (
            "Addressing threats by the Government of Chile",
            "Articles of Chile are subject to an additional duty of 15 percent.",
            "The White House",
            ("US",),
            ("CL",),
        ),
    ],
)
def test_an_authority_acts_in_what_it_publishes(
    title: str, text: str, source: str, by: tuple[str, ...], on: tuple[str, ...]
) -> None:
    lead = official(title, text, source).lead
    assert (lead.implementing, lead.affected) == (by, on)


@pytest.mark.parametrize(
    ("title", "by"),
    [
        ("Statement on U.S. tariffs on Brazilian coffee", "US"),
        ("India raises its duty on Norwegian salmon", "IN"),
        ("China's export controls on tungsten", "CN"),
    ],
)
def test_an_authority_does_not_act_where_another_is_the_owner(title: str, by: str) -> None:
    assert official(title, "", "Ministry of Foreign Affairs of Peru").lead.implementing == (by,)


@pytest.mark.parametrize(
    ("title", "text", "by", "on"),
    [
        ("Chile and Peru sign trade deal", "", ("CL", "PE"), ("CL", "PE")),
        ("Japan and India agree to cut tariffs", "", ("IN", "JP"), ("IN", "JP")),
        ("US, Vietnam lower tariffs", "", ("US", "VN"), ("US", "VN")),
        (
            "US and Norway agree on lower tariff",
            "The United States will cut its duty on Norwegian salmon to 10%.",
            ("US",),
            ("NO",),
        ),
        ("US extends tariff truce with Mexico", "", ("US",), ("MX",)),
        ("Canada cuts tariffs on goods from Chile and Peru", "", ("CA",), ("CL", "PE")),
        ("Export controls on cobalt begin in Zambia", "", ("ZM",), ()),
        ("Kenya's 25% levy on Ugandan milk begins", "", ("KE",), ("UG",)),
        ("Chile regrets US decision to double copper duty", "", ("US",), ()),
        ("Lima says Bolivia will tax imports of tiles with a 9% duty", "", ("BO",), ()),
        ("Chile says it will put a 5% duty on imports of tiles", "", ("CL",), ()),
        ("Trump vows extra 60% China tariff", "", ("US",), ("CN",)),
        ("Seoul protests as Japan restricts exports of photoresists", "", ("JP",), ()),
    ],
)
def test_the_sides_of_a_headline(
    title: str, text: str, by: tuple[str, ...], on: tuple[str, ...]
) -> None:
    lead = told(title, text).lead
    assert (lead.implementing, lead.affected) == (by, on)


def test_a_case_is_aimed_at_all_its_countries() -> None:
    text = "The agency opened an anti-dumping investigation into rebar from Turkey and Oman."
    lead = told("Canada opens anti-dumping probe into Turkish rebar", text).lead
    assert lead.affected == ("OM", "TR")
