"""A store, a board to post on, and a clock that can be set: the line from an item to its posts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.labels import Labels
from bot.config.load import load
from bot.config.vocabulary import load as load_vocabulary
from bot.deliver import Deliver
from bot.events.lens import Lens
from bot.ingest import Line
from bot.model.feed import Feed, Tier
from bot.model.item import Item
from bot.model.watch import Channel, Subscription, Watch
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


@asynccontextmanager
async def opened() -> AsyncIterator[Desk]:
    """A desk on an empty memory."""
    async with Store.open("sqlite+aiosqlite://") as store:
        async with store.transaction() as tx:
            await tx.feeds.put(Feed("gazette", "https://example.com", "Gazette"), 0)
            await tx.watches.put(WATCH)
            for channel in (ROOM, HALL):
                await tx.subscriptions.add(Subscription(channel, WATCH.slug))
        yield Desk(store)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with opened() as made:
        yield made


PROPOSED = (
    "Canada proposes a tariff of 25% on steel from Brazil",
    "Canada proposed a tariff of 25% on imports of steel from Brazil.",
)
IN_FORCE = (
    "Canada imposes a tariff of 25% on steel from Brazil",
    "Canada imposed the tariff of 25% on imports of steel from Brazil on Tuesday.",
)
