# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""When to ask a feed again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.feed import Feed, FeedState
from bot.sources.pace import (
    Wish,
    after_failure,
    after_success,
    claimed_until,
    floor,
    longest_gap,
    penalty,
    usual_gap,
)
from bot.sources.settings import SourceSettings

NOW = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)
FEED = Feed("wire", "http://wire.example/f", "")
OPEN = SourceSettings()
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
HONEST: dict[str, object] = {"honest": True}


def wait(state: FeedState) -> float:
    assert state.next_check_at is not None
    return (state.next_check_at - NOW).total_seconds()


def success(
    state: FeedState,
    wish: Wish | None = None,
    new: bool = False,
    settings: SourceSettings = OPEN,
    feed: Feed = FEED,
) -> FeedState:
    return after_success(feed, state, settings, NOW, wish or Wish(), new)


@pytest.mark.parametrize(
    ("feed", "extra", "settings", "seconds"),
    [
        (FEED, {}, OPEN, 30 * MINUTE),
        (FEED, HONEST, OPEN, 10 * MINUTE),
        (replace(FEED, kind="federal_register"), HONEST, OPEN, 15 * MINUTE),
        (replace(FEED, min_interval=120), {}, OPEN, 120),
        (FEED, {}, SourceSettings(min_interval=0), 0),
        (replace(FEED, min_interval=300), {}, SourceSettings(min_interval=0), 300),
    ],
)
def test_S2_the_floor_is_by_what_the_server_does_and_the_operator_says(
    feed: Feed, extra: dict[str, object], settings: SourceSettings, seconds: float
) -> None:
    assert floor(feed, FeedState(extra=extra), settings) == seconds


@pytest.mark.parametrize(
    ("state", "settings", "seconds"),
    [
        (FeedState(), OPEN, 30 * MINUTE),
        (FeedState(extra={"hint": 4 * HOUR}), OPEN, 4 * HOUR),
        (FeedState(failures=3), OPEN, 4 * HOUR),
        (FeedState(), SourceSettings(min_interval=0), 5),
        (FeedState(), SourceSettings(min_interval=90), 90),
    ],
)
def test_S1_a_claim_holds_for_the_floor_and_the_servers_wish(
    state: FeedState, settings: SourceSettings, seconds: float
) -> None:
    assert claimed_until(FEED, state, settings, NOW) == NOW + timedelta(seconds=seconds)


def test_S3_the_interval_follows_the_feeds_own_pace() -> None:
    busy = FeedState(extra={**HONEST, "gap": 10 * MINUTE})
    slow = FeedState(extra={**HONEST, "gap": 20 * HOUR})
    assert success(busy, new=True).interval == 10 * MINUTE
    assert success(slow, new=True).interval == 2 * HOUR
    assert success(FeedState(extra={"gap": 90 * DAY}), new=True).interval == 6 * HOUR


def test_S3_each_poll_without_news_is_slower_up_to_the_ceiling_and_news_resets_it() -> None:
    state = FeedState(extra={"gap": 10 * HOUR}, last_new_at=NOW)
    waits = []
    for _ in range(12):
        state = success(state)
        waits.append(state.interval)
    assert waits[:3] == [HOUR, 1.25 * HOUR, 1.25**2 * HOUR]
    assert waits[-1] == 6 * HOUR
    assert success(state, new=True).interval == HOUR


def test_S3_a_feed_that_has_been_silent_for_long_is_asked_once_a_day() -> None:
    state = FeedState(interval=DAY, last_new_at=NOW - timedelta(days=61))
    assert success(state).interval == DAY
    assert success(replace(state, last_new_at=NOW)).interval == 6 * HOUR


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [(Wish(fresh=5 * HOUR), 5 * HOUR), (Wish(ttl=5 * HOUR), 5 * HOUR), (Wish(ttl=3 * DAY), DAY)],
)
def test_S4_a_hint_lengthens_and_counts_up_to_a_day(wish: Wish, seconds: float) -> None:
    state = success(FeedState(extra={"gap": HOUR}), wish, new=True)
    assert seconds <= wait(state) <= seconds * 1.1
    assert state.interval == 30 * MINUTE


def test_S5_a_wish_to_be_left_alone_is_kept_to_the_second() -> None:
    state = after_failure(FEED, FeedState(failures=9), OPEN, NOW, Wish(wait=31 * DAY))
    assert wait(state) == 31 * DAY


MONDAY_NOON = NOW  # 2025-11-10 12:00


@pytest.mark.parametrize(
    ("extra", "next_check"),
    [
        ({}, MONDAY_NOON + timedelta(hours=1)),
        ({"skip_hours": [13, 14]}, MONDAY_NOON + timedelta(hours=3)),
        ({"skip_hours": list(range(1, 24))}, datetime(2025, 11, 11, 0, 0, tzinfo=UTC)),
        ({"skip_days": [0, 1]}, datetime(2025, 11, 12, 0, 0, tzinfo=UTC)),
        ({"skip_days": [0], "skip_hours": [0, 1]}, datetime(2025, 11, 11, 2, 0, tzinfo=UTC)),
        ({"skip_days": list(range(7))}, MONDAY_NOON + timedelta(days=7, hours=1)),
    ],
)
def test_S6_hours_and_days_to_be_skipped_are_skipped(
    extra: dict[str, object], next_check: datetime
) -> None:
    own = SourceSettings(min_interval=3600)
    assert success(FeedState(extra=extra), settings=own).next_check_at == next_check


def test_S8_a_penalty_doubles_to_a_day_and_no_further() -> None:
    assert [penalty(n) / HOUR for n in (1, 2, 3, 4, 5, 6, 1000)] == [1, 2, 4, 8, 16, 24, 24]


def test_S11_feeds_of_one_moment_drift_apart_and_each_keeps_its_place() -> None:
    feeds = [replace(FEED, slug=f"feed{n}") for n in range(200)]
    waits = [wait(success(FeedState(), feed=feed)) for feed in feeds]
    assert len(set(waits)) > 190
    assert waits == [wait(success(FeedState(), feed=feed)) for feed in feeds]


STATES = st.builds(
    FeedState,
    interval=st.none() | st.floats(0, 10 * DAY),
    failures=st.integers(0, 10_000),
    extra=st.fixed_dictionaries(
        {},
        optional={
            "gap": st.floats(0, 1e9),
            "hint": st.floats(0, DAY),
            "honest": st.just(True),
        },
    ),
)
WISHES = st.builds(
    Wish,
    fresh=st.none() | st.floats(0, DAY),
    ttl=st.none() | st.floats(0, 1e9),
    wait=st.none() | st.floats(0, 31 * DAY),
)


@given(STATES, WISHES, st.booleans())
def test_S2_nothing_makes_a_poll_come_before_the_floor(
    state: FeedState, wish: Wish, new: bool
) -> None:
    low = floor(FEED, state, OPEN)
    good = success(state, wish, new)
    assert low <= wait(good) <= 1.1 * DAY + 1
    assert wait(good) >= min(max(wish.fresh or 0, wish.ttl or 0), DAY) - 1e-3
    bad = after_failure(FEED, replace(state, failures=state.failures + 1), OPEN, NOW, wish)
    assert wait(bad) >= max(low, wish.wait or 0) - 1e-3
    assert claimed_until(FEED, good, OPEN, NOW) >= NOW + timedelta(seconds=low)


def test_the_usual_gap_is_the_median_of_the_newest_dates() -> None:
    minutes = [1_000_000 - hours * 60 for hours in (9, 0, 1, 3)]
    assert usual_gap(minutes) == 2 * HOUR
    assert usual_gap(minutes[:2]) is None
    assert usual_gap([]) is None
    assert longest_gap(minutes) == 6 * HOUR
    assert longest_gap([]) is None
