"""How a feed stands, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.feed import Feed, FeedState
from bot.sources.standing import ago, cadence, duration, standing, told

NOW = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed("wire", "http://wire.example/f", "The Wire")
GOOD = FeedState(last_ok_at=NOW - HOUR, last_new_at=NOW - DAY, extra={"gap": 3600.0})


@pytest.mark.parametrize(
    ("feed", "state", "word", "words"),
    [
        (FEED, FeedState(), "new", ""),
        (FEED, GOOD, "good", ""),
        (FEED, replace(GOOD, last_new_at=NOW - 6 * DAY), "good", ""),
        (
            FEED,
            replace(GOOD, last_new_at=NOW - 8 * DAY),
            "stale",
            "answers, but brought nothing new for 8 d",
        ),
        (FEED, replace(GOOD, last_new_at=NOW - 8 * DAY, extra={"gap": 90_000.0}), "good", ""),
        (FEED, replace(GOOD, last_new_at=NOW - 59 * DAY, extra={}), "good", ""),
        (
            FEED,
            replace(GOOD, last_new_at=NOW - 20 * DAY, extra={"gap": 0.0, "lull": 604_800.0}),
            "good",
            "",
        ),
        (
            FEED,
            replace(GOOD, last_new_at=NOW - 22 * DAY, extra={"gap": 0.0, "lull": 604_800.0}),
            "stale",
            "answers, but brought nothing new for 22 d",
        ),
        (
            FEED,
            replace(GOOD, last_new_at=NOW - 61 * DAY, extra={}),
            "stale",
            "answers, but brought nothing new for 61 d",
        ),
        (FEED, replace(GOOD, error="HTTP 500: oops", failures=1), "failing", "HTTP 500: oops"),
        (
            FEED,
            replace(GOOD, error="HTTP 500: oops", failures=3),
            "failing",
            "HTTP 500: oops, 3 times in a row",
        ),
        (replace(FEED, enabled=False), GOOD, "paused", ""),
        (
            replace(FEED, enabled=False),
            replace(GOOD, extra={"ended": "HTTP 410: gone"}),
            "ended",
            "asked no more: HTTP 410: gone",
        ),
        (
            FEED,
            replace(GOOD, extra={"move": ["http://new.example/f", 0.0, 2, True]}),
            "good",
            "is moving to http://new.example/f (seen in 2 of 3 polls)",
        ),
        (
            FEED,
            replace(GOOD, extra={"asked_of": "http://other.example/f"}),
            "good",
            "answers from http://other.example/f for now",
        ),
        (
            FEED,
            replace(GOOD, extra={"moved_from": "http://old.example/f"}),
            "good",
            "moved here from http://old.example/f",
        ),
    ],
)
def test_a_feed_stands_as_its_worst_trouble_says(
    feed: Feed, state: FeedState, word: str, words: str
) -> None:
    assert standing(feed, state, NOW) == word
    assert told(feed, state, NOW) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (7_100, "118 min"),
        (7_200, "2 h"),
        (172_799, "48 h"),
        (172_800, "2 d"),
        (8_640_000, "100 d"),
    ],
)
def test_a_time_is_told_in_its_largest_fitting_unit(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_moment_is_told_from_now() -> None:
    assert ago(None, NOW) == "never"
    assert ago(NOW - HOUR, NOW) == "60 min ago"
    assert ago(NOW + 2 * HOUR, NOW) == "in 2 h"


def test_a_cadence_is_told_where_it_is_known() -> None:
    assert cadence(GOOD) == "every 60 min"
    assert cadence(FeedState()) == ""
    assert cadence(FeedState(extra={"gap": 0.0})) == "many at once"
