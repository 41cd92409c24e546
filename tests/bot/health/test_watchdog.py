# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""What an owner hears of the feeds: once, and once when it is over."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.health.watchdog import Watchdog
from bot.model.errors import TryLater, Undeliverable
from bot.model.feed import Feed, FeedState
from bot.model.watch import Channel
from bot.store.store import Store
from tests.fakes import Board

NOW = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed("wire", "http://wire.example/f", "The Wire")
OTHER = Feed("other", "http://other.example/f", "Another")
ROOM = Channel("board", "ops")


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with Store.open("sqlite+aiosqlite://") as opened:
        await put(opened, FEED, good())
        await put(opened, OTHER, good())
        yield opened


def good(at: datetime = NOW) -> FeedState:
    return FeedState(last_poll_at=at, last_ok_at=at, last_new_at=at, extra={"gap": 3600.0})


def failing(since: datetime = NOW - 15 * DAY) -> FeedState:
    extra: dict[str, object] = {"since": since.timestamp()}
    return FeedState(last_poll_at=NOW, failures=9, error="HTTP 500: oops", extra=extra)


async def put(store: Store, feed: Feed, state: FeedState) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(feed, 0)
        await tx.feeds.polled(feed.slug, state)


def told(board: Board) -> list[list[str]]:
    """The lines of every message."""
    return ["".join(map(str, it.body)).splitlines() for it in board.messages.values()]


async def test_S8_the_owner_is_told_once_and_once_when_it_is_over(store: Store) -> None:
    board = Board()
    watchdog = Watchdog(store, {"board": board}, ROOM)
    await watchdog(NOW)
    assert board.keys == []
    await put(store, FEED, failing())
    for minutes in range(3):
        await watchdog(NOW + timedelta(minutes=minutes))
    assert told(board) == [["• The Wire (wire) has failed for 15 d: HTTP 500: oops."]]
    await put(store, FEED, good())
    for minutes in range(3):
        await watchdog(NOW + timedelta(minutes=minutes))
    assert told(board)[1:] == [["• The Wire (wire) is read again."]]
    await put(store, FEED, failing())
    await watchdog(NOW + DAY)
    assert len(board.messages) == 3


async def test_trouble_of_one_moment_is_one_message(store: Store) -> None:
    board = Board()
    await put(store, FEED, failing())
    await put(store, OTHER, replace(good(), last_new_at=NOW - 20 * DAY))
    await Watchdog(store, {"board": board}, ROOM)(NOW)
    assert [len(lines) for lines in told(board)] == [2]


async def test_what_an_ops_channel_cannot_be_told_now_is_told_later_under_the_same_key(
    store: Store,
) -> None:
    board = Board()
    board.troubles = [TryLater("the network is away")]
    await put(store, FEED, failing())
    watchdog = Watchdog(store, {"board": board}, ROOM)
    await watchdog(NOW)
    await Watchdog(store, {"board": board}, ROOM)(NOW + HOUR)  # another process
    await watchdog(NOW + 2 * HOUR)
    assert len(board.messages) == 1
    assert len(board.keys) == 2
    assert len(set(board.keys)) == 1


async def test_a_channel_that_is_gone_stops_nothing(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    board = Board()
    board.troubles = [Undeliverable("there is no such channel")]
    await put(store, FEED, failing())
    watchdog = Watchdog(store, {"board": board}, ROOM)
    await watchdog(NOW)
    await watchdog(NOW + HOUR)
    assert len(board.keys) == 1
    assert "has failed for 15 d" in caplog.text


@pytest.mark.parametrize("channel", [None, Channel("nowhere", "ops")])
async def test_without_an_ops_channel_it_is_a_line_in_the_log_once(
    store: Store, caplog: pytest.LogCaptureFixture, channel: Channel | None
) -> None:
    await put(store, FEED, failing())
    watchdog = Watchdog(store, {"board": Board()}, channel)
    await watchdog(NOW)
    await watchdog(NOW + HOUR)
    assert caplog.text.count("has failed for 15 d") == 1


async def test_a_feed_that_is_removed_or_paused_is_told_no_more(store: Store) -> None:
    board = Board()
    watchdog = Watchdog(store, {"board": board}, ROOM)
    await put(store, FEED, failing())
    await put(store, OTHER, failing())
    await watchdog(NOW)
    async with store.transaction() as tx:
        await tx.feeds.remove("wire")
        await tx.feeds.enable("other", False)
    await watchdog(NOW + HOUR)
    assert len(board.messages) == 1
    async with store.reading() as tx:
        assert await tx.notices.all() == {}


async def test_S10_while_nobody_answers_no_feed_is_told_of_and_nothing_is_forgotten(
    store: Store,
) -> None:
    board = Board()
    watchdog = Watchdog(store, {"board": board}, ROOM)
    await put(store, FEED, failing())
    await watchdog(NOW)
    lost = replace(failing(NOW), last_ok_at=NOW - 2 * HOUR, failures=0)
    for number in range(4):
        url = f"http://host{number}.example/f"
        await put(store, replace(FEED, slug=f"feed{number}", url=url), lost)
    await put(store, OTHER, lost)
    for minutes in range(2):
        await watchdog(NOW + timedelta(minutes=minutes))
    assert len(told(board)) == 2
    assert told(board)[1][0].startswith("• No feed has answered for 2 h")
    for feed in (
        OTHER,
        *(replace(FEED, slug=f"feed{n}", url=f"http://host{n}.example/f") for n in range(4)),
    ):
        await put(store, feed, good(NOW + HOUR))
    for minutes in range(60, 62):
        await watchdog(NOW + timedelta(minutes=minutes))
    assert told(board)[2:] == [["• Feeds can be reached again."]]


async def test_a_long_list_is_cut(store: Store) -> None:
    board = Board()
    for number in range(30):
        feed = replace(
            FEED, slug=f"feed{number}", url=f"http://host{number}.example/f", title="x" * 999
        )
        await put(store, feed, failing())
    await Watchdog(store, {"board": board}, ROOM)(NOW)
    (lines,) = told(board)
    assert lines[-1] == "… and 15 more: 'tollbell feeds' shows every feed."
    assert all(len(line) <= 302 for line in lines)
