"""Dates: their day, their role, the year that is not written."""

import pytest

from bot.events.figures.dates import candidates
from bot.events.view import View
from bot.model.event import Day
from bot.model.item import Item
from tests.bot.events.reading import lens, phrases, view

# Quarters and years are no dates of the contract; the labels name finer roles than it does.
NO_DATES = {"d15", "d26"}
ROLES = {"comment": "deadline", "published": "announced"}
OTHERWISE = {"d25": "deadline"}  # goods loaded before a day: a cut-off


def days(text: str, published: str = "2025-11-10") -> list[tuple[str, str]]:
    found = [one.figure for one in candidates(view(text, published))]
    return [(one.role.value, one.value) for one in found if isinstance(one, Day)]


@pytest.mark.parametrize(
    "phrase",
    [one for one in phrases("date") if one["id"] not in NO_DATES],
    ids=lambda phrase: phrase["id"],
)
def test_a_labelled_sentence_gives_its_dates(phrase: dict[str, object]) -> None:
    wanted = [
        (OTHERWISE.get(str(phrase["id"])) or ROLES.get(one["role"], one["role"]), one["value"])
        for one in phrase["expect"]  # type: ignore[attr-defined]
    ]
    found = days(str(phrase["text"]), str(phrase["pub"]))
    assert [value for _, value in found] == [value for _, value in wanted]
    if phrase["id"] not in ("d13", "d20"):  # roles that the contract does not score
        assert found == wanted


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The duty is put off until March 1.", "2025-12-20", ("effective", "2026-03-01")),
        ("Exclusions lapse on Jan 31.", "2025-12-20", ("expiry", "2026-01-31")),
        ("The levy was imposed on December 3.", "2026-01-04", ("effective", "2025-12-03")),
        ("Comments may be filed until February 2.", "2026-01-04", ("deadline", "2026-02-02")),
        ("The ministry said on Friday it agreed.", "2025-11-10", ("announced", "2025-11-07")),
        ("The ban starts next Monday.", "2025-11-10", ("effective", "2025-11-17")),
        ("Peru on Friday began to collect the duty.", "2025-11-10", ("effective", "2025-11-07")),
        ("Peru began charging the duty on Friday.", "2025-11-10", ("effective", "2025-11-07")),
        (
            "Customs started to levy it at noon on Friday.",
            "2025-11-10",
            ("effective", "2025-11-07"),
        ),
        ("Peru said on Friday it would collect it.", "2025-11-10", ("announced", "2025-11-07")),
        ("Peru said on Friday that talks began.", "2025-11-10", ("announced", "2025-11-07")),
        ("Peru on Friday announced a levy.", "2025-11-10", ("announced", "2025-11-07")),
        (
            "Bogota will stop the trade on March 4, the ministry said.",
            "2026-02-27",
            ("effective", "2026-03-04"),
        ),
        ("On December 3 the ministry issued the list.", "2026-01-04", ("announced", "2025-12-03")),
        ("It had been due on December 1.", "2025-11-26", ("other", "2025-12-01")),
        ("The levy was due on December 1.", "2025-11-26", ("other", "2025-12-01")),
        ("The levy is due on December 1.", "2025-11-26", ("effective", "2025-12-01")),
        ("The start has been moved to January 15.", "2025-11-26", ("effective", "2026-01-15")),
        ("The duty was postponed to January 15.", "2025-11-26", ("effective", "2026-01-15")),
        ("The grace period runs to January 15.", "2025-11-26", ("expiry", "2026-01-15")),
        ("Proclamation 10999 of June 3, 2025, sets it.", "2025-06-09", ("announced", "2025-06-03")),
        (
            "After the understanding with Oman of June 3 it is off.",
            "2025-06-09",
            ("other", "2025-06-03"),
        ),
        ("Its October 9 controls are suspended.", "2025-11-10", ("announced", "2025-10-09")),
        (
            "Duties rose to 50% a minute after midnight on Friday.",
            "2025-11-10",
            ("effective", "2025-11-07"),
        ),
        (
            "It applies to goods entered on or after 12:01 a.m. eastern time on June 4, 2026.",
            "2026-06-03",
            ("effective", "2026-06-04"),
        ),
        ("A final ruling is scheduled for July 6.", "2026-06-03", ("deadline", "2026-07-06")),
        ("The duty is scheduled for July 6.", "2026-06-03", ("effective", "2026-07-06")),
        ("It would probably start by August 1.", "2026-06-03", ("effective", "2026-08-01")),
        ("Peru will lower its duty on rice by May 14.", "2026-03-01", ("effective", "2026-05-14")),
        ("Comments on the duty are due by May 14.", "2026-03-01", ("deadline", "2026-05-14")),
        ("Congress must decide on the duty by May 14.", "2026-03-01", ("deadline", "2026-05-14")),
        ("Talks to lower the duty are to end by May 14.", "2026-03-01", ("deadline", "2026-05-14")),
        ("Until the end of February exports stop.", "2025-12-27", ("expiry", "2026-02-28")),
        ("From the first of next month it pays.", "2026-02-26", ("effective", "2026-03-01")),
        ("本公告自2025年12月1日起实施。", "2025-10-09", ("effective", "2025-12-01")),
        ("有效期至2026年11月10日。", "2025-11-07", ("expiry", "2026-11-10")),
        ("商务部4月4日公告", "2025-04-04", ("announced", "2025-04-04")),
    ],
)
def test_a_date_has_its_role_and_its_year(
    text: str, published: str, expected: tuple[str, str]
) -> None:
    assert days(text, published) == [expected]


@pytest.mark.parametrize(
    "text",
    ["Tariffs may march on.", "Regulation (EU) 2025/2083 applies.", "It was 31 February 2025."],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert days(text) == []


def test_a_weekday_beside_its_day_is_one_date() -> None:
    assert days("It begins on Friday, November 14.") == [("effective", "2025-11-14")]


def test_without_a_publication_date_a_day_without_a_year_is_left_out() -> None:
    bare = Item("test", "1", "-", "Duties start on May 1.", "test")
    assert [one.figure for one in candidates(View.of(bare, lens()))] == [None]
