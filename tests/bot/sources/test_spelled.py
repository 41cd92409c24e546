"""Dates in words and in national orders."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sources.dates import from_text

DATE = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 10 Nov 2025 09:00 UT",
        "10 November 2025 09:00:00",
        "Monday, November 10, 2025 - 9:00am",
        "Mon, Nov 10 2025 9:00 AM",
        "Mon, November 10, 2025 at 04:00 AM EST",
        "Mon Nov 10 09:00:00 2025",
        "Mon Nov 10 04:00:00 EST 2025",
        "Mon Nov 10 2025 09:00:00 GMT+0000 (Coordinated Universal Time)",
        "Mon, 10th Nov 2025 09:00:00 GMT",
        "Mon, 10 Nov 25 09:00:00 GMT",
        "Mon,10 Nov 2025 10:00:00+0100",
        "Mon, 10 Nov 2025 02:00:00 GMT-07:00",
        "Mon, 10 Nov 2025 02:00:00 --0700",
        "Mon, 10 Nov 2025 10:00:00 Europe/Brussels",
        "Mon, 10 Nov 2025 01:00:00 America/Los_Angeles",
        "Mon, 10 Nov 2025 04:00:00 ET",
        "Mon, 10 Nov 2025 14:30:00 IST",
        "Mon, 10 Nov 2025 09:00:00 XYZ",
        "Mo, 10 Nov 2025 10:00:00 +0100",
        "Montag, 10. November 2025 10:00:00 MEZ",
        "lun., 10 nov. 2025 09:00:00 +0000",
        "Понедельник, 10 ноября 2025 г. 12:00 MSK",
        "Δευ, 10 Νοέ 2025 11:00:00 EET",
        "2025-november-10T10:00+01:00",
        "2025년 11월 10일 18:00:00",
        "2025-11-10 오후 6:00:00",
        "2025年11月10日 17:00 +0800",
        "10.11.2025 09:00",
        "10.11.25 09:00",
        "11/10/25 09:00:00",
        "11/10/2025 9:00 am",
        "Mon, 10/11/2025 - 09:00",
        "Mon, 10 11 2025 09:00:00 GMT",
        "2025/11/10 09:00:00",
        "09:00 10.11.2025 +0000",
    ],
)
def test_a_spelled_date_is_read(text: str) -> None:
    assert from_text(text) == DATE


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10 November 2025", 10),
        ("Monday 10 November 2025", 10),
        ("2025 November 10", 10),
        ("Nov. 2025", 1),
        ("mar., 11 nov. 2025", 11),
        ("26.11.2025", 26),
        ("26/11/2025", 26),
    ],
)
def test_a_spelled_day_is_its_midnight(text: str, day: int) -> None:
    assert from_text(text) == datetime(2025, 11, day, tzinfo=UTC)


def test_noon_and_midnight_of_twelve_hours_are_told_apart() -> None:
    assert from_text("10 Nov 2025 12:30 PM") == DATE + timedelta(hours=3, minutes=30)
    assert from_text("10 Nov 2025 12:30 AM") == DATE - timedelta(hours=8, minutes=30)


def test_a_zone_is_no_half_of_the_day() -> None:
    assert from_text("10 Nov 2025 01:00:00 PST") == from_text("10 Nov 2025 09:00:00 GMT")


def test_no_zone_is_further_than_fourteen_hours() -> None:
    assert from_text("2025-11-10 09:00:00+15:00") == DATE
    assert from_text("Mon, 10 Nov 2025 23:00:00 +1400") == DATE


def test_years_of_two_digits_are_of_1970_to_2069() -> None:
    found = [from_text(f"1 Jan {year} 00:00:00 GMT") for year in ("69", "70")]
    assert [date.year if date else None for date in found] == [2069, 1970]
