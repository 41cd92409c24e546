"""Delivery: what is due is told once, what fails is tried again under the same key."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.labels import Labels
from bot.config.load import load
from bot.config.vocabulary import load as load_vocabulary
from bot.deliver import Deliver
from bot.events.lens import Lens
from bot.ingest import Line
from bot.model.errors import TryLater, Undeliverable
from bot.model.feed import Feed, Tier
from bot.model.item import Item
from bot.model.watch import Channel, Subscription, Watch
from bot.send import BACKOFF, wait
from bot.store.store import Store
from bot.watches.known import Known
from bot.watches.match import compile_watches
from tests.fakes import Board

START = datetime(2025, 6, 3, 12, tzinfo=UTC)
ROOM, HALL = Channel("board", "room"), Channel("board", "hall")
WATCH = Watch("metals", "Metals", "All about metals.", "product:metals")


LABELS = Labels.of(load_vocabulary(load({}).vocabulary_folder))


class Desk:
    """A store with two subscribed channels, a board to post on, and a clock that can be set."""

    def __init__(self, store: Store) -> None:
        self.store, self.board, self.now = store, Board(), START
        self.deliver = Deliver(store, {"board": self.board}, LABELS, lambda: self.now)
        settings = load({})
        vocabulary_free = Known(
            {}, {"metals": "metals"}, {"metals": frozenset({"metals", "steel"})}
        )
        matcher = compile_watches([WATCH], vocabulary_free)
        self.line = Line(
            Lens.of(load_vocabulary(settings.vocabulary_folder)),
            lambda: matcher,
            timedelta(seconds=180),
        )

    async def told(self, title: str, text: str, tier: Tier = Tier.OFFICIAL) -> None:
        """An item comes in."""
        item = Item(
            "gazette", f"{title}{self.now}", title, text, "Gazette", tier, published=self.now
        )
        async with self.store.transaction() as tx:
            for arrival in await tx.items.add_new([item], self.now):
                await self.line.take(tx, arrival, self.now)

    async def settle(self) -> None:
        """Deliver until nothing is due."""
        while await self.deliver():
            pass


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with Store.open("sqlite+aiosqlite://") as store:
        async with store.transaction() as tx:
            await tx.feeds.put(Feed("gazette", "https://example.com", "Gazette"), 0)
            await tx.watches.put(WATCH)
            for channel in (ROOM, HALL):
                await tx.subscriptions.add(Subscription(channel, WATCH.slug))
        yield Desk(store)


PROPOSED = (
    "Canada proposes a tariff of 25% on steel from Brazil",
    "Canada proposed a tariff of 25% on imports of steel from Brazil.",
)
IN_FORCE = (
    "Canada imposes a tariff of 25% on steel from Brazil",
    "Canada imposed the tariff of 25% on imports of steel from Brazil on Tuesday.",
)


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
