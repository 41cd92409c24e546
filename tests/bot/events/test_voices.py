"""Who speaks, and how firmly: pledges, reports, votes and truces."""

import pytest

from bot.model.event import Status
from tests.bot.events.reading import told


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Trump vows 40% duty on Colombian flowers", ""),
        ("Trump: tariff on Spanish olives will be 30%", ""),
        ("US to charge 20% duty on Indian rice, Trump tells farmers", ""),
        ("Lula says Brazil will answer US duty with a tariff of its own", ""),
        (
            "US to put 35% on Peruvian copper",
            "The duty would be 35%, President Donald Trump wrote on social media.",
        ),
    ],
)
def test_what_a_leader_promises_is_a_threat(title: str, text: str) -> None:
    assert told(title, text).lead.status is Status.THREATENED


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "US to charge 20% duty on Indian rice",
            "President Donald Trump signed an order on Friday that puts 20% on rice from India.",
        ),
        (
            "Chile to raise its duty on wheat to 12%",
            "The finance minister said that the duty would go up to 12% from December 1.",
        ),
        ("Kenya to levy 10% on imported cement from January 1, 2026", ""),
    ],
)
def test_what_is_ordered_is_no_threat(title: str, text: str) -> None:
    assert told(title, text).lead.status is Status.ADOPTED


@pytest.mark.parametrize(
    "title",
    [
        "Peru to lift duty on rice to 20%, two officials say",
        "Ghana to put 5% export tax on cocoa, draft shows",
        "Tunisia to ban olive oil exports, traders say",
        "Vietnam to cut duty on US corn - sources",
    ],
)
def test_what_nobody_answers_for_is_considered_and_hedged(title: str) -> None:
    lead = told(title).lead
    assert (lead.status, lead.hedged) == (Status.CONSIDERED, True)


@pytest.mark.parametrize(
    "title",
    [
        "Peru to lift duty on rice to 20%, minister says",
        "Ghana to put 5% export tax on cocoa",
        "Tunisia to ban olive oil exports, agriculture ministry says",
    ],
)
def test_what_an_authority_says_is_not_hedged(title: str) -> None:
    lead = told(title).lead
    assert (lead.status, lead.hedged) == (Status.ADOPTED, False)


@pytest.mark.parametrize(
    "title",
    [
        "Senate passes tariffs on Chinese cranes",
        "EU lawmakers approve duty on Russian aluminium",
        "Polish parliament backs ban on Ukrainian poultry imports",
    ],
)
def test_what_is_voted_is_adopted(title: str) -> None:
    assert told(title).lead.status is Status.ADOPTED


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Truce with Seoul: US cuts tariffs on Korean steel to 10%", Status.AGREED),
        ("India lowers duty on British whisky under trade pact", Status.AGREED),
        ("China lowers tariffs on US soybeans after meeting with Washington", Status.AGREED),
        ("Lower US duty on Korean cars takes effect as truce holds", Status.IN_FORCE),
        ("India lowers duty on British whisky", Status.IN_FORCE),
    ],
)
def test_what_a_truce_gives_is_agreed(title: str, status: Status) -> None:
    assert told(title).lead.status is status
