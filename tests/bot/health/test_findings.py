# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""What is worth telling the owner of the feeds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.health.findings import findings
from bot.model.feed import Feed, FeedState, Tier

NOW = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FEED = Feed("wire", "http://wire.example/f", "The Wire")
GOOD = FeedState(last_poll_at=NOW, last_ok_at=NOW, last_new_at=NOW, extra={"gap": 3600.0})


def failing(ago: timedelta, failures: int = 9, error: str = "HTTP 500: oops") -> FeedState:
    extra: dict[str, object] = {"since": (NOW - ago).timestamp()}
    return FeedState(
        last_poll_at=NOW, last_ok_at=NOW - ago, failures=failures, error=error, extra=extra
    )


def of_host(name: str, states: list[FeedState]) -> list[tuple[Feed, FeedState]]:
    return [
        (replace(FEED, slug=f"{name}{n}", url=f"http://{name}.example/{n}"), state)
        for n, state in enumerate(states)
    ]


WELL = of_host("well", [GOOD])  # somebody answers: the network is there


@pytest.mark.parametrize(
    ("tier", "state", "told"),
    [
        (Tier.PRESS, failing(13 * DAY), False),
        (Tier.PRESS, failing(14 * DAY), True),
        (Tier.OFFICIAL, failing(DAY), False),
        (Tier.OFFICIAL, failing(2 * DAY), True),
        (Tier.OFFICIAL, failing(20 * DAY, failures=1), False),
        (Tier.PRESS, GOOD, False),
        (Tier.PRESS, FeedState(), False),
    ],
)
def test_S8_an_owner_hears_of_long_trouble_and_of_no_single_failure(
    tier: Tier, state: FeedState, told: bool
) -> None:
    seen = findings([(replace(FEED, tier=tier), state), *WELL], NOW)
    assert ("feed:wire" in seen.found) is told


def test_what_is_told_of_a_failing_feed_says_how_long_and_why() -> None:
    seen = findings([(FEED, failing(15 * DAY)), *WELL], NOW)
    assert seen.found == {"feed:wire": "The Wire (wire) has failed for 15 d: HTTP 500: oops."}


def test_a_feed_that_answers_and_brings_nothing_is_told_against_its_own_cadence() -> None:
    state = replace(GOOD, last_new_at=NOW - 8 * DAY)
    assert findings([(FEED, state)], NOW).found == {
        "feed:wire": "The Wire (wire) answers, but has had nothing new for 8 d; "
        "usually: every 60 min."
    }
    slow = replace(state, extra={"gap": 86_400.0})
    assert findings([(FEED, slow)], NOW).found == {}


def test_S9_a_feed_that_has_ended_and_one_that_has_moved_are_told() -> None:
    ended = (replace(FEED, enabled=False), replace(GOOD, extra={"ended": "HTTP 410: gone"}))
    moved = (
        replace(FEED, slug="moved"),
        replace(GOOD, extra={"moved_from": "http://old.example/"}),
    )
    paused = (replace(FEED, slug="paused", enabled=False), failing(20 * DAY))
    seen = findings([ended, moved, paused], NOW)
    assert list(seen.found.values()) == [
        "The Wire (wire) is asked no more: HTTP 410: gone.",
        "The Wire (moved) has moved from http://old.example/ to http://wire.example/f; "
        "it is asked there now.",
    ]


@pytest.mark.parametrize(
    ("states", "subjects"),
    [
        ([failing(15 * DAY)] * 5 + [GOOD] * 5, ["host:many.example"]),
        ([failing(15 * DAY)] * 5 + [GOOD] * 6, [f"feed:many{n}" for n in range(5)]),
        ([failing(15 * DAY)] * 4, [f"feed:many{n}" for n in range(4)]),
        ([failing(23 * HOUR)] * 9, []),
    ],
)
def test_S10_many_feeds_of_one_host_that_fail_together_are_one_trouble(
    states: list[FeedState], subjects: list[str]
) -> None:
    seen = findings([*of_host("many", states), *WELL], NOW)
    assert sorted(seen.found) == subjects


def test_S10_an_outage_says_how_many_and_what_most_of_them_say() -> None:
    states = [failing(15 * DAY, error="no answer")] * 4 + [failing(2 * DAY)]
    seen = findings([*of_host("many", states), *WELL], NOW)
    assert seen.found == {
        "host:many.example": "5 of 5 feeds of many.example have failed for 15 d: no answer."
    }


def test_S10_where_nobody_answers_it_is_one_trouble_and_no_feeds() -> None:
    lost = [failing(20 * DAY)] * 6
    everyone = [*of_host("one", lost), *of_host("two", [failing(2 * HOUR, failures=0)] * 2)]
    seen = findings(everyone, NOW)
    assert (list(seen.found), seen.offline) == (["network"], True)
    assert seen.found["network"].startswith("No feed has answered for 2 h, and 8 were asked")


@pytest.mark.parametrize(
    "standings",
    [
        of_host("one", [failing(2 * HOUR)] * 9),  # one host says nothing of the network
        [*of_host("one", [failing(59 * MINUTE)] * 2), *of_host("two", [failing(59 * MINUTE)] * 2)],
        [*of_host("one", [failing(2 * HOUR)]), *of_host("two", [failing(2 * HOUR)])],
        [],
    ],
)
def test_S10_a_few_failures_are_no_loss_of_the_network(
    standings: list[tuple[Feed, FeedState]],
) -> None:
    assert not findings(standings, NOW).offline
