"""Items told to a memory through the whole line, for tests of what is done with stories by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from bot.app import read_lens
from bot.config.load import load
from bot.events.lens import Lens
from bot.ingest import Line, Taken
from bot.model.feed import Feed, Tier
from bot.model.item import Item
from bot.store.store import Store, Transaction
from bot.watches.match import Matcher

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@lru_cache(maxsize=1)
def lens() -> Lens:
    """The reader with the vocabulary that the bot is shipped with."""
    return read_lens(load({}))


@asynccontextmanager
async def memory(url: str = "sqlite+aiosqlite://") -> AsyncIterator[Store]:
    """An empty memory."""
    async with Store.open(url) as store:
        yield store


def told(
    key: str,
    title: str,
    text: str = "",
    *,
    hours: float = 0,
    tier: Tier = Tier.WIRE,
    by: str = "Wire",
) -> Item:
    """An item of a publisher, so many hours after the first."""
    at = NOW + timedelta(hours=hours)
    url = f"https://example.com/{key}"
    return Item(by.lower(), key, title, text, by, tier, url, key, at)


async def tell(tx: Transaction, item: Item) -> Taken | None:
    """Take an item as a poll would."""
    at = item.published or NOW
    await tx.feeds.put(Feed(item.feed, "", item.source, tier=item.tier), 0)
    (arrival,) = await tx.items.add_new([item], at)
    return await Line(lens(), lambda: Matcher(()), timedelta(0)).take(tx, arrival, at)


STEEL = told(
    "steel-1",
    "Brazil to put 25% tariff on steel from Turkey",
    "Brazil will charge a 25% duty on steel from Turkey from April 1, the trade ministry said.",
)
STEEL_AGAIN = told(
    "steel-2",
    "Brazilian tariff on Turkish steel to be 25%",
    "A duty of 25% on steel from Turkey begins in Brazil on April 1, the trade ministry said.",
    hours=2,
    by="Herald",
)
RICE = told(
    "rice-1",
    "Vietnam bans exports of rice",
    "Vietnam has stopped all exports of rice with immediate effect.",
    hours=3,
)
RICE_AGAIN = told(
    "rice-2",
    "Rice exports banned by Vietnam with immediate effect",
    "Vietnam stopped exports of rice, its trade ministry said.",
    hours=5,
    by="Herald",
)
HOTELS = told("hotels", "Hotels raise their room tariffs", "Nights cost more.", hours=6)
