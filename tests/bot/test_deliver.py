"""Delivery: what is due is told once, what fails is tried again under the same key."""

import asyncio
from datetime import timedelta

import pytest

from bot.alerts.labels import Labels
from bot.deliver import EDITS, MESSAGES, Deliver
from bot.model.errors import TryLater, Undeliverable
from bot.model.feed import Tier
from bot.model.watch import Channel, Subscription
from bot.send import BACKOFF, wait
from tests.bot.desk import IN_FORCE, PROPOSED, WATCH, Desk, desk
from tests.discord_server import until
from tests.fakes import Board

__all__ = ["desk"]


async def test_each_channel_is_told_once(desk: Desk) -> None:
    await desk.told(*PROPOSED)
    await desk.settle()
    await desk.settle()
    assert len(desk.board.keys) == len(set(desk.board.keys)) == 2


async def test_a_move_is_a_reply_to_the_post_and_the_post_is_edited(desk: Desk) -> None:
    await desk.told(*PROPOSED)
    await desk.settle()
    first = set(desk.board.messages)
    desk.now += timedelta(days=1)
    await desk.told(*IN_FORCE)
    await desk.settle()
    assert {ref for ref, _ in desk.board.replies} == first == set(desk.board.edits)
    assert all("Status" in message.title for _, message in desk.board.replies)


async def test_a_repeated_report_says_nothing_anew(desk: Desk) -> None:
    await desk.told(*PROPOSED)
    await desk.settle()
    desk.now += timedelta(hours=1)
    await desk.told(*PROPOSED)
    await desk.settle()
    assert desk.board.replies == []
    assert len(desk.board.messages) == 2


async def test_what_fails_is_tried_again_under_the_same_key(desk: Desk) -> None:
    desk.board.troubles = [TryLater("busy", 7.0), KeyError("a fault of our own")]
    await desk.told(*PROPOSED)
    await desk.settle()
    assert desk.board.messages == {}
    desk.now += timedelta(seconds=8)
    await desk.settle()
    assert len(desk.board.messages) == 2
    assert len(desk.board.keys) == 4
    assert len(set(desk.board.keys)) == 2


async def test_a_channel_that_is_gone_costs_the_others_nothing(desk: Desk) -> None:
    desk.board.troubles = [Undeliverable("the channel is gone")]
    await desk.told(*PROPOSED)
    await desk.settle()
    desk.now += timedelta(days=1)
    await desk.settle()
    assert len(desk.board.messages) == 1
    assert len(desk.board.keys) == 2


async def test_a_story_of_the_press_waits_for_more_sources_and_an_official_one_does_not(
    desk: Desk,
) -> None:
    await desk.told(*PROPOSED, Tier.PRESS)
    await desk.settle()
    assert desk.board.messages == {}
    desk.now += timedelta(seconds=60)
    await desk.told(*IN_FORCE, Tier.OFFICIAL)
    await desk.settle()
    assert len(desk.board.messages) == 2  # one a channel: the first post tells both
    assert desk.board.replies == []


COUNTRIES = ("Brazil", "India", "Japan", "Mexico", "Thailand", "Vietnam")


async def storm(desk: Desk) -> None:
    """More stories at once than a channel can bear."""
    for country in COUNTRIES:
        await desk.told(
            f"Canada imposes a tariff of 25% on steel from {country}",
            f"Canada imposed a tariff of 25% on imports of steel from {country} on Tuesday.",
        )


async def test_a_storm_is_told_in_one_message_a_channel_and_nothing_of_it_again(desk: Desk) -> None:
    desk.deliver.storm_limit = 5
    await storm(desk)
    await desk.settle()
    await desk.settle()
    assert len(desk.board.messages) == 2
    (message, _) = desk.board.messages.values()
    assert [name for name in COUNTRIES if name not in str(message.body)] == []


async def test_a_storm_that_fails_is_the_same_digest_again(desk: Desk) -> None:
    desk.deliver.storm_limit = 5
    desk.board.troubles = [TryLater("busy", 7.0), TryLater("busy", 7.0)]
    await storm(desk)
    await desk.settle()
    desk.now += timedelta(seconds=8)
    await desk.settle()
    assert len(desk.board.keys) == 4
    assert len(set(desk.board.keys)) == len(desk.board.messages) == 2


async def test_after_a_storm_the_next_move_of_a_story_is_posted_in_full(desk: Desk) -> None:
    desk.deliver.storm_limit = 5
    await storm(desk)
    await desk.settle()
    desk.now += timedelta(days=1)
    await desk.told(
        "Canada suspends its tariff on steel from Brazil",
        "Canada suspended its tariff on imports of steel from Brazil on Wednesday.",
    )
    await desk.settle()
    assert len(desk.board.messages) == 4
    assert desk.board.replies == []


@pytest.mark.parametrize(
    ("tries", "after", "seconds"),
    [(1, None, BACKOFF[0]), (3, None, BACKOFF[2]), (99, None, BACKOFF[-1]), (1, 42.0, 42)],
)
def test_the_platforms_own_wish_is_honoured_and_else_the_wait_grows(
    tries: int, after: float | None, seconds: float
) -> None:
    assert wait(tries, after) == timedelta(seconds=seconds)


class Slow(Board):
    """A board on which some rooms take their time."""

    def __init__(self, *slow: str) -> None:
        super().__init__()
        self.slow, self.opened = set(slow), asyncio.Event()
        self.most = self.now = 0

    async def send(self, channel: Channel, *what: object, **more: object) -> str:
        self.now += 1
        self.most = max(self.most, self.now)
        if channel.id in self.slow:
            await self.opened.wait()
        self.now -= 1
        return await super().send(channel, *what, **more)  # type: ignore[arg-type]


async def test_a_slow_channel_keeps_no_other_waiting(desk: Desk) -> None:
    desk.board = Slow("room")
    desk.deliver = Deliver(desk.store, {"board": desk.board}, Labels(), lambda: desk.now)
    running = asyncio.create_task(desk.deliver.run())
    await desk.told(*PROPOSED)
    desk.deliver.wake()
    await until(lambda: len(desk.board.of("hall")) == 1)
    await desk.told(*THAILAND)
    desk.deliver.wake()
    await until(lambda: len(desk.board.of("hall")) == 2)
    assert desk.board.of("room") == []
    desk.board.opened.set()
    await until(lambda: len(desk.board.of("room")) == 2)
    running.cancel()
    await desk.deliver.stop()


THAILAND = (
    "Canada proposes a tariff of 30% on steel from Thailand",
    "Canada proposed a tariff of 30% on imports of steel from Thailand.",
)


async def test_no_more_is_under_way_than_there_is_room_for(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        for number in range(MESSAGES + 20):
            await tx.subscriptions.add(Subscription(Channel("board", str(number)), WATCH.slug))
    board = Slow()
    desk.deliver = Deliver(desk.store, {"board": board}, Labels(), lambda: desk.now)
    await desk.told(*PROPOSED)
    await desk.deliver()
    assert len(board.messages) == MESSAGES + 22
    assert board.most <= MESSAGES


async def test_what_is_under_way_ends_before_the_service_does(desk: Desk) -> None:
    board = Slow("room", "hall")
    desk.deliver = Deliver(desk.store, {"board": board}, Labels(), lambda: desk.now)
    running = asyncio.create_task(desk.deliver.run())
    await desk.told(*PROPOSED)
    desk.deliver.wake()
    await until(lambda: board.now == 2)
    running.cancel()
    stopping = asyncio.create_task(desk.deliver.stop())
    await asyncio.sleep(0)
    board.opened.set()
    await stopping
    async with desk.store.reading() as tx:
        assert await tx.deliveries.pending(["board"]) == 0


async def test_a_platform_that_hangs_keeps_no_other_waiting(desk: Desk) -> None:
    there = Channel("other", "room")
    async with desk.store.transaction() as tx:
        await tx.subscriptions.add(Subscription(there, WATCH.slug))
    hanging, other = Slow("room", "hall"), Board()
    platforms = {"board": hanging, "other": other}
    desk.deliver = Deliver(desk.store, platforms, Labels(), lambda: desk.now)
    running = asyncio.create_task(desk.deliver.run())
    for what in (PROPOSED, THAILAND):
        await desk.told(*what)
    desk.deliver.wake()
    await until(lambda: len(other.messages) == 2)
    hanging.opened.set()
    running.cancel()
    await desk.deliver.stop()


async def test_a_fault_of_the_database_is_one_line_and_delivery_goes_on(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = [Undeliverable("the disk is full"), ValueError("a fault of ours")]
    begin = desk.deliver.start_due

    async def start_due() -> int:
        if troubles:
            raise troubles.pop()
        return await begin()

    monkeypatch.setattr("bot.deliver.AGAIN", 0.0)
    monkeypatch.setattr(desk.deliver, "start_due", start_due)
    await desk.told(*PROPOSED)
    running = asyncio.create_task(desk.deliver.run())
    while len(desk.board.messages) < 2:
        desk.deliver.wake()
        await asyncio.sleep(0.01)
    running.cancel()
    await desk.deliver.stop()
    assert "deliver failed: the disk is full" in caplog.text


async def test_edits_have_places_of_their_own(desk: Desk) -> None:
    channels = [Channel("board", str(number)) for number in range(EDITS + 3)]
    async with desk.store.transaction() as tx:
        for channel in channels:
            await tx.subscriptions.add(Subscription(channel, WATCH.slug))
    await desk.told(*PROPOSED)
    await desk.deliver()
    desk.now += timedelta(days=1)
    await desk.told(*IN_FORCE)
    await desk.deliver()
    assert sorted(desk.board.edits) == sorted(desk.board.messages)
