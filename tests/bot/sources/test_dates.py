"""Dates as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.dates import from_text

DATE = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-10T09:00:00Z",
        "2025-11-10T10:00:00+01:00",
        "2025-11-10T03:30:00-0530",
        "2025-11-10 09:00",
        "20251110T090000Z",
        "2025-11-10T09:00:00.5Z",
        "Mon, 10 Nov 2025 09:00:00 +0000",
        "Mon, 11/10/2025 - 09:00",
        "11/10/2025 - 09:00",
        "2025-11-10T09:00Z",
        "2025-11-10T10:00:00+01",
        "2025-11-10T04:00:00-05:00Z",
        "2025-11-10T09:00:00,123Z",
        "1762765200",
        "1762765200000",
    ],
)
def test_a_date_is_read(text: str) -> None:
    assert from_text(text) == DATE


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2025-13-01", "0000-00-00", "1601-01-01", "9999-12-31T23:59:59Z", "5"),
        *("2025-11-10T25:00:00Z", "2025-11-10T09:61:00Z", "2025-11-10T09:xx:00Z", "May be later"),
        *("Mon, 10 Nov 2025 25:00:00 GMT", "Mon, Nov x 2025 09:00:00 GMT", "31 Feb 2025", "3 Oct"),
    ],
)
def test_what_is_no_plausible_date_is_none(text: str) -> None:
    assert from_text(text) is None


def test_a_day_alone_is_its_midnight() -> None:
    assert from_text("2025-11-10") == DATE.replace(hour=0)


def test_a_leap_second_and_a_24th_hour_are_the_next_moment() -> None:
    assert from_text("2025-11-10T08:59:60Z") == DATE
    assert from_text("2025-11-09T24:00:00Z") == DATE.replace(hour=0)


@given(st.text("0123456789-/:TZ+., MonGT", max_size=40))
def test_no_text_raises(text: str) -> None:
    found = from_text(text)
    assert found is None or found.tzinfo is UTC


def test_a_month_or_a_year_alone_is_its_first_day() -> None:
    assert from_text("2025-11") == datetime(2025, 11, 1, tzinfo=UTC)
    assert from_text("2025") == datetime(2025, 1, 1, tzinfo=UTC)
