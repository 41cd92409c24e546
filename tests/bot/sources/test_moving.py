# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""When a server's word that a feed has moved is taken."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.feed import Feed, FeedState
from bot.sources import moving
from bot.sources.request import Response

NOON = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OLD, NEW = "http://wire.example/f", "https://new.example/f"
FEED = Feed("wire", OLD, "")


def after(*polls: tuple[float, str, tuple[int, ...], bool]) -> FeedState:
    """The state after documents: days since the first, where from, which redirects, an old item."""
    state = FeedState()
    for days, url, hops, same in polls:
        answer = Response(url, 200, moved=hops)
        state = moving.watched(state, answer, NOON + days * DAY, same)
    return state


@pytest.mark.parametrize(
    ("polls", "found"),
    [
        ([(0, NEW, (301,), False), (3, NEW, (308,), True), (7, NEW, (301, 308), False)], NEW),
        ([(0, NEW, (301,), True), (7, NEW, (301,), True)], None),  # twice only
        ([(0, NEW, (301,), True), (1, NEW, (301,), True), (6, NEW, (301,), True)], None),
        ([(day, NEW, (301,), False) for day in range(9)], None),  # nothing that we know
        ([(day, NEW, (302,), True) for day in range(9)], None),
        ([(day, NEW, (301, 307), True) for day in range(9)], None),
        ([*((day, NEW, (301,), True) for day in range(7)), (7, OLD, (), True)], None),
        ([*((day, NEW, (301,), True) for day in range(7)), (7, f"{NEW}2", (301,), True)], None),
        ([(0, "https://wire.example/f", (301,), False)], "https://wire.example/f"),
        ([(0, "https://wire.example/other", (301,), True)], None),
        ([(0, "https://wire.example/f", (302,), True)], None),
        ([], None),
    ],
)
def test_R2_an_address_is_changed_after_three_polls_in_a_week_that_found_the_same_feed(
    polls: list[tuple[float, str, tuple[int, ...], bool]], found: str | None
) -> None:
    now = NOON + (polls[-1][0] if polls else 0) * DAY
    assert moving.settled(FEED, after(*polls), now) == found


def test_R2_where_the_old_address_is_empty_the_new_one_is_taken_if_the_feed_was_seen_there() -> (
    None
):
    assert moving.left(after((0, NEW, (301,), True))) == NEW
    assert moving.left(after((0, NEW, (301,), False))) is None
    assert moving.left(FeedState()) is None


@pytest.mark.parametrize("row", [None, 1, [], ["x"], [1, 2, 3]])
def test_what_is_remembered_in_another_form_is_no_move(row: object) -> None:
    assert moving.move(FeedState(extra={"move": row})) is None
