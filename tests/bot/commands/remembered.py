"""A memory with a few items in it, read, placed and told by the real line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.alerts.labels import Labels
from bot.commands import Answer, Reach
from bot.config.vocabulary import load
from bot.events.lens import Lens
from bot.ingest import Line
from bot.model.feed import Feed, Tier
from bot.model.item import Item
from bot.model.vocabulary import Vocabulary
from bot.model.watch import Channel, Subscription, Watch
from bot.store.store import Store
from bot.watches.known import Known
from bot.watches.match import compile_watches
from tests.fakes import Board

HERE = Channel("board", "1", "9")
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
FEEDS = (
    Feed("gazette", "https://gazette.example/feed", "Federal Register", tier=Tier.OFFICIAL),
    Feed("ledger", "https://ledger.example/feed", "Harbour Ledger"),
)
WATCHES = (
    Watch("us-tariffs", "US tariffs", "What the United States charges.", "from:US"),
    Watch("metals", "Metals", "All about metals.", "product:steel"),
)
_SAID = (
    ("gazette", "steel", 10, "Adjusting Imports of Steel Into the United States",
     "By this proclamation the United States increases the tariff on imports of steel from "
     "25 percent to 50 percent under Section 232, effective April 2, 2026."),
    ("ledger", "gallium", 12, "China bans exports of gallium to the United States",
     "China's commerce ministry on Thursday banned exports of gallium to the United States with "
     "immediate effect."),
    ("ledger", "eu-steel", 15, "EU proposes 25% tariff on steel from India",
     "The European Commission on Sunday proposed a tariff of 25% on imports of steel from India. "
     "Comments are due by April 10, 2026."),
    ("ledger", "weather", 16, "Storm closes a port", "Ships wait for the wind to die."),
)  # fmt: skip


@cache
def vocabulary() -> Vocabulary:
    return load(Path(__file__).parents[3] / "config" / "vocabulary")


@cache
def lens() -> Lens:
    return Lens.of(vocabulary())


@cache
def known() -> Known:
    return Known.of(vocabulary())


def items() -> list[Item]:
    feeds = {feed.slug: feed for feed in FEEDS}
    return [
        Item(
            feed, key, title, text, feeds[feed].title, feeds[feed].tier,
            f"https://{feed}.example/{key}", key, datetime(2026, 3, day, 9, tzinfo=UTC),
            language="en",
        )
        for feed, key, day, title, text in _SAID
    ]  # fmt: skip


async def fill(store: Store) -> None:
    """Keep feeds, watches, one subscription and the items, as the service does."""
    line = Line(lens(), lambda: compile_watches(WATCHES, known()), timedelta())
    async with store.transaction() as tx:
        for position, feed in enumerate(FEEDS):
            await tx.feeds.put(feed, position)
        for watch in WATCHES:
            await tx.watches.put(watch)
        await tx.subscriptions.add(Subscription(HERE, "us-tariffs", made_by="u1", made_at=NOW))
        for item in items():
            assert item.published is not None
            for arrival in await tx.items.add_new([item], item.published):
                await line.take(tx, arrival, item.published)


@asynccontextmanager
async def asked(url: str = "sqlite+aiosqlite://") -> AsyncIterator[Answer]:
    """Whom a platform asks, with that memory."""
    async with Store.open(url) as store:
        await fill(store)
        board = Board()
        labels = Labels.of(vocabulary())
        yield Answer(Reach(store, {board.name: board}), labels, known(), lambda: NOW)
