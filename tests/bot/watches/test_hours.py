"""A channel's hours, also on the days on which clocks are changed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.alert import Severity
from bot.model.watch import ChannelSettings, DigestTime, Quiet
from bot.watches.hours import day_began, last_digest, next_digest, quiet_until

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "begins", "ends", "days", "now", "until"),
    [
        ("UTC", 9, 17, range(7), "2025-11-10 08:59", None),
        ("UTC", 9, 17, range(7), "2025-11-10 09:00", "2025-11-10 17:00"),
        ("UTC", 9, 17, range(7), "2025-11-10 17:00", None),
        ("UTC", 22, 7, range(7), "2025-11-10 23:00", "2025-11-11 07:00"),
        ("UTC", 22, 7, range(7), "2025-11-11 06:59", "2025-11-11 07:00"),
        ("UTC", 22, 7, [0], "2025-11-11 06:59", "2025-11-11 07:00"),  # it began on Monday
        ("UTC", 22, 7, [1], "2025-11-11 06:59", None),
        ("UTC", 0, 0, [5, 6], "2025-11-09 23:59", "2025-11-10 00:00"),  # a whole weekend
        ("UTC", 0, 0, [5, 6], "2025-11-10 00:00", None),
        (BERLIN, 22, 7, range(7), "2025-11-10 21:30", "2025-11-11 06:00"),
        # the night before summer time is an hour shorter, the one before winter time longer
        (BERLIN, 22, 7, range(7), "2025-03-29 21:30", "2025-03-30 05:00"),
        (BERLIN, 22, 7, range(7), "2025-10-25 20:30", "2025-10-26 06:00"),
    ],
)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(
    zone: str, begins: int, ends: int, days: list[int], now: str, until: str | None
) -> None:
    quiet = Quiet(begins * 60, ends * 60, tuple(days))
    found = quiet_until(ChannelSettings(zone, quiet), at(now), Severity.HIGH)
    assert found == (None if until is None else at(until))


@pytest.mark.parametrize(
    ("zone", "minutes", "days", "now", "due"),
    [
        ("UTC", 480, range(7), "2025-11-10 07:59", "2025-11-10 08:00"),
        ("UTC", 480, range(7), "2025-11-10 08:00", "2025-11-11 08:00"),
        ("UTC", 480, [4], "2025-11-10 08:00", "2025-11-14 08:00"),
        ("UTC", 480, [0], "2025-11-10 08:00", "2025-11-17 08:00"),
        (NEW_YORK, 480, range(7), "2025-03-08 13:00", "2025-03-09 12:00"),  # summer time begins
        (NEW_YORK, 480, range(7), "2025-11-01 12:00", "2025-11-02 13:00"),  # and ends
        (NEW_YORK, 150, range(7), "2025-03-09 06:00", "2025-03-09 07:30"),  # 2:30 is skipped
        (NEW_YORK, 90, range(7), "2025-11-02 05:00", "2025-11-02 05:30"),  # 1:30 comes twice
        (NEW_YORK, 90, range(7), "2025-11-02 05:30", "2025-11-03 06:30"),
    ],
)
def test_a_digest_comes_at_the_time_of_the_clock_on_the_wall(
    zone: str, minutes: int, days: list[int], now: str, due: str
) -> None:
    settings_ = ChannelSettings(zone, digest=DigestTime(minutes, tuple(days)))
    assert next_digest(settings_, at(now)) == at(due)
    assert last_digest(settings_, at(due)) == at(due)
    assert last_digest(settings_, at(due) - timedelta(seconds=1)) != at(due)


def test_a_digest_time_within_quiet_hours_is_their_end() -> None:
    settings_ = ChannelSettings("UTC", Quiet(22 * 60, 9 * 60), DigestTime(8 * 60))
    assert next_digest(settings_, at("2025-11-10 12:00")) == at("2025-11-11 09:00")


def test_a_channel_that_asked_for_no_digest_has_no_last_one() -> None:
    assert last_digest(ChannelSettings(), at("2025-11-10 12:00")) is None


YEAR = datetime(2025, 1, 1, tzinfo=UTC)
TIMES = st.integers(0, 2 * 365 * 1440).map(lambda minutes: YEAR + timedelta(minutes=minutes))
ZONES = st.sampled_from(["UTC", BERLIN, NEW_YORK, "Australia/Lord_Howe", "Pacific/Apia", "none"])


@settings(max_examples=100, deadline=None)
@given(ZONES, st.integers(0, 1439), st.sets(st.integers(0, 6), min_size=1), TIMES)
def test_between_two_digest_times_there_is_no_third(
    zone: str, minutes: int, days: set[int], now: datetime
) -> None:
    settings_ = ChannelSettings(zone, digest=DigestTime(minutes, tuple(sorted(days))))
    first = next_digest(settings_, now)
    assert now < first <= now + timedelta(days=8)
    assert next_digest(settings_, first - timedelta(seconds=1)) == first
    assert last_digest(settings_, first) == first


@settings(max_examples=100, deadline=None)
@given(ZONES, TIMES)
def test_a_day_began_less_than_a_day_ago_or_an_hour_more(zone: str, now: datetime) -> None:
    began = day_began(ChannelSettings(zone), now)
    assert began <= now < began + timedelta(hours=25)
    assert day_began(ChannelSettings(zone), began) == began
