# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Ingest: all that follows from a poll is kept, or nothing; watches change while the bot runs."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from bot.app import read_lens
from bot.config.load import load
from bot.ingest import Ingest, Line
from bot.model.feed import Feed, FeedState, Tier, Validators
from bot.model.item import Item
from bot.model.watch import Channel, Subscription, Watch
from bot.rules import Rules
from bot.sources.pull import Pull, Puller, Result
from bot.sources.settings import SourceSettings
from bot.store.store import Store
from bot.watches.known import Known

NOW = datetime(2025, 6, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
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
    moved_to: str | None = None
    ended: str | None = None
    closed: float | None = None

    async def pull(self, feed: Feed, state: FeedState, now: datetime) -> Pull:
        state = FeedState(Validators('"new"'), last_ok_at=now, next_check_at=now + HOUR)
        return Pull(
            Result.FRESH,
            state,
            self.items,
            silent=self.silent,
            moved_to=self.moved_to,
            ended=self.ended,
            closed=self.closed,
        )


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


async def test_C3_validators_are_kept_with_the_items_of_their_body_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    poller = await ingest(store, Feeds())
    with monkeypatch.context() as patch:
        patch.setattr(Line, "_tell", broken)
        await poller.poll(FEED, NOW)
    async with store.reading() as tx:
        assert (await tx.feeds.state(FEED.slug)).validators == Validators()
    await poller.poll(FEED, NOW)
    async with store.reading() as tx:
        assert (await tx.feeds.state(FEED.slug)).validators == Validators('"new"')
        assert await tx.items.count() == 1


async def test_R2_a_feed_that_has_moved_is_asked_at_its_new_address(store: Store) -> None:
    await (await ingest(store, Feeds(moved_to="https://new.example/f")))(FEED, NOW)
    async with store.reading() as tx:
        assert await tx.feeds.get(FEED.slug) == replace(FEED, url="https://new.example/f")


async def test_R3_a_feed_that_ends_where_another_is_stays_and_is_reported(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.add(replace(FEED, slug="other", url="https://new.example/f"))
    await (await ingest(store, Feeds(moved_to="https://new.example/f")))(FEED, NOW)
    async with store.reading() as tx:
        assert await tx.feeds.get(FEED.slug) == FEED
        assert (await tx.feeds.state(FEED.slug)).extra["asked_of"] == "https://new.example/f"


async def test_S9_a_feed_that_has_ended_is_asked_no_more(store: Store) -> None:
    poller = await ingest(store, Feeds(ended="the feed is gone"))
    await poller(FEED, NOW)
    assert await poller.claim_due(NOW + 365 * 24 * HOUR, 10) == []
    assert (await kept(store))[0] == 1


async def test_S7_a_host_that_wants_peace_has_it_from_all_its_feeds_after_a_restart_too(
    store: Store,
) -> None:
    async with store.transaction() as tx:
        await tx.feeds.add(replace(FEED, slug="other", url="https://example.com/other"))
    await (await ingest(store, Feeds(closed=7200)))(FEED, NOW)
    fresh = await ingest(store, Feeds())
    assert await fresh.claim_due(NOW + HOUR, 10) == []
    assert len(await fresh.claim_due(NOW + 2 * HOUR, 10)) == 2


async def test_S12_two_processes_share_what_is_due(store: Store) -> None:
    async with store.transaction() as tx:
        for number in range(9):
            await tx.feeds.add(
                replace(FEED, slug=f"feed{number}", url=f"https://a.example/{number}")
            )
    one, other = await ingest(store, Feeds()), await ingest(store, Feeds())
    claimed = await asyncio.gather(*(each.claim_due(NOW, 6) for each in (one, other, one)))
    slugs = [feed.slug for feeds in claimed for feed in feeds]
    assert len(slugs) == len(set(slugs)) == 10


async def test_S12_a_lease_ends_where_its_process_died(store: Store) -> None:
    poller = await ingest(store, Feeds())
    assert await poller.claim_due(NOW, 10) == [FEED]
    assert await poller.claim_due(NOW + HOUR / 2 - timedelta(seconds=1), 10) == []
    assert await poller.claim_due(NOW + HOUR / 2, 10) == [FEED]


async def test_S13_a_suspended_machine_asks_only_so_many_feeds_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingest.POLLS", 3)
    async with store.transaction() as tx:
        for number in range(9):
            await tx.feeds.add(
                replace(FEED, slug=f"feed{number}", url=f"https://a.example/{number}")
            )
    poller = await ingest(store, Feeds())
    await poller.start_due(NOW + 24 * HOUR)
    assert len(poller._polls) == 3
    await asyncio.gather(*poller._polls)


async def test_S2_a_feed_that_is_being_asked_is_not_asked_again_however_long_it_takes(
    store: Store,
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()

    class Slow(Feeds):
        async def pull(self, feed: Feed, state: FeedState, now: datetime) -> Pull:
            arrived.set()
            await go_on.wait()
            return await Feeds.pull(self, feed, state, now)

    poller = await ingest(store, Slow())
    await poller.start_due(NOW)
    await arrived.wait()
    await poller.start_due(NOW + 5 * HOUR)
    assert len(poller._polls) == 1
    go_on.set()
    await asyncio.gather(*poller._polls)
    assert poller._polls == {}


async def test_S13_a_clock_that_goes_back_stalls_no_feed(store: Store) -> None:
    poller = await ingest(store, Feeds())
    await poller.start_due(NOW + 1000 * HOUR)  # wrong by six weeks
    await asyncio.gather(*poller._polls)
    await poller.start_due(NOW)
    assert len(poller._polls) == 1
    await asyncio.gather(*poller._polls)
    async with store.reading() as tx:
        assert (await tx.feeds.state(FEED.slug)).next_check_at == NOW + HOUR


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
