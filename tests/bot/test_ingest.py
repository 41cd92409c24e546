"""Ingest: all that follows from a poll is kept, or nothing; watches change while the bot runs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from bot.app import read_lens
from bot.config.load import load
from bot.ingest import Ingest, Line, Rules
from bot.model.feed import Feed, FeedState, Tier
from bot.model.item import Item
from bot.model.watch import Channel, Subscription, Watch
from bot.sources.pull import Pull, Puller, Result
from bot.sources.settings import SourceSettings
from bot.store.store import Store
from bot.watches.known import Known

NOW = datetime(2025, 6, 4, 12, tzinfo=UTC)
FEED = Feed("gazette", "https://example.com/feed", "Gazette", tier=Tier.OFFICIAL)
WATCH = Watch("steel", "Steel", "All about steel.", "product:steel")
BELOW = {key: frozenset({key}) for key in ("steel", "zinc")}
KNOWN = Known({}, {key: key for key in BELOW}, BELOW)
ITEM = Item(
    "gazette",
    "1",
    "Canada imposes a tariff of 25% on steel from Brazil",
    "Canada imposed a tariff of 25% on imports of steel from Brazil on Tuesday.",
    "Gazette",
    Tier.OFFICIAL,
    published=NOW,
)


@dataclass
class Feeds:
    """A puller whose feeds say what the test wants."""

    items: tuple[Item, ...] = (ITEM,)
    silent: dict[str, str] = field(default_factory=dict)

    async def pull(self, feed: Feed, state: FeedState, now: datetime) -> Pull:
        return Pull(Result.FRESH, FeedState(last_ok_at=now), self.items, silent=self.silent)


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with Store.open("sqlite+aiosqlite://") as opened:
        async with opened.transaction() as tx:
            await tx.feeds.put(FEED, 0)
            await tx.watches.put(WATCH)
            await tx.subscriptions.add(Subscription(Channel("board", "room"), WATCH.slug))
        yield opened


async def ingest(store: Store, feeds: Feeds) -> Ingest:
    rules = Rules(store, KNOWN)
    await rules.refresh()
    line = Line(read_lens(load({})), rules, timedelta(0))
    return Ingest(store, cast(Puller, feeds), line, SourceSettings())


async def kept(store: Store) -> tuple[int, int, int, bool]:
    """Items, alerts, deliveries, and whether the poll is written down."""
    async with store.reading() as tx:
        return (
            await tx.items.count(),
            await tx.alerts.count(),
            await tx.deliveries.pending(["board"]),
            (await tx.feeds.state(FEED.slug)).last_ok_at is not None,
        )


async def test_a_new_item_is_an_alert_in_the_outbox(store: Store) -> None:
    await (await ingest(store, Feeds()))(FEED, NOW)
    assert await kept(store) == (1, 1, 1, True)


async def test_what_is_no_news_is_kept_and_not_told(store: Store) -> None:
    await (await ingest(store, Feeds(silent={"1": "its feed's first fetch"})))(FEED, NOW)
    assert await kept(store) == (1, 1, 0, True)


async def test_a_poll_that_fails_in_the_middle_keeps_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    poller = await ingest(store, Feeds())
    monkeypatch.setattr(Line, "_tell", broken)
    await poller.poll(FEED, NOW)  # and it stops nothing else
    assert await kept(store) == (0, 0, 0, False)


async def test_what_is_due_is_claimed_once(store: Store) -> None:
    poller = await ingest(store, Feeds())
    assert await poller.claim_due(NOW, 10) == [FEED]
    assert await poller.claim_due(NOW, 10) == []


async def put(store: Store, watch: Watch) -> None:
    async with store.transaction() as tx:
        await tx.watches.put(watch)


async def test_a_watch_that_changes_is_taken_while_the_bot_runs(store: Store) -> None:
    rules = Rules(store, KNOWN)
    await rules.refresh()
    before = rules()
    await rules.refresh()
    assert rules() is before
    await put(store, Watch("steel", "Steel", "", "product:zinc", version=2))
    await rules.refresh()
    assert [watch.version for watch in rules().watches] == [2]


async def test_a_rule_that_cannot_be_read_costs_no_other(store: Store) -> None:
    await put(store, Watch("broken", "Broken", "", "product:unobtainium"))
    rules = Rules(store, KNOWN)
    await rules.refresh()
    assert [watch.slug for watch in rules().watches] == ["steel"]
