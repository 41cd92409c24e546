"""Feeds: what is due is a column, and a claim is made before the request."""

from dataclasses import replace

import pytest

from bot.model.feed import Feed, FeedState, Tier, Validators
from bot.store.schema import feeds
from bot.store.store import Store
from tests.bot.store.values import FEED, HOUR, MINUTE, NOON

WIRE = Feed(
    "wire", "https://example.org/rss", "A Wire", "federal_register", Tier.WIRE, "US", "en-GB",
    verified="2025-11-01 200", min_interval=120,
)  # fmt: skip
STATE = FeedState(
    Validators('W/"a"', "Mon, 10 Nov 2025 12:00:00 GMT"), "hash", NOON + HOUR, NOON, NOON, NOON,
    1800.5, 3, "The server says 503.", {"redirects": [["https://a", 1]], "mode": None},
)  # fmt: skip


@pytest.mark.parametrize("feed", [FEED, WIRE])
async def test_a_feed_comes_back_as_it_was_put(store: Store, feed: Feed) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(feed, 0)
        assert await tx.feeds.get(feed.slug) == feed
        assert await tx.feeds.get("nowhere") is None


async def test_every_field_of_a_feed_and_its_state_has_a_column() -> None:
    names = set(Feed.__slots__) | set(FeedState.__slots__) | set(Validators.__slots__)
    assert names - {"validators"} == set(feeds.c.keys()) - {"position"}


async def test_feeds_stand_as_the_operator_listed_them(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(FEED, 1)
        await tx.feeds.put(WIRE, 0)
        assert await tx.feeds.all() == [WIRE, FEED]


async def test_what_is_remembered_of_a_feed_comes_back(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(FEED, 0)
        assert await tx.feeds.state(FEED.slug) == FeedState()
        await tx.feeds.polled(FEED.slug, STATE)
        assert await tx.feeds.state(FEED.slug) == STATE
        with pytest.raises(KeyError):
            await tx.feeds.state("nowhere")


async def test_a_new_title_leaves_what_is_remembered(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(FEED, 0)
        await tx.feeds.polled(FEED.slug, STATE)
        await tx.feeds.put(replace(FEED, title="Another"), 0)
        assert await tx.feeds.state(FEED.slug) == STATE


async def test_a_new_address_clears_what_belongs_to_the_old_one(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(FEED, 0)
        await tx.feeds.polled(FEED.slug, STATE)
        await tx.feeds.put(replace(FEED, url="https://example.com/new"), 0)
        kept = replace(STATE, validators=Validators(), body_hash=None)
        assert await tx.feeds.state(FEED.slug) == kept


async def test_a_feed_that_was_never_asked_is_due_first(store: Store) -> None:
    async with store.transaction() as tx:
        for position, slug in enumerate(("late", "long", "never", "off", "not-yet")):
            await tx.feeds.put(replace(FEED, slug=slug, enabled=slug != "off"), position)
        for slug, ago in (("late", 1), ("long", 2), ("not-yet", -1)):
            await tx.feeds.polled(slug, FeedState(next_check_at=NOON - ago * MINUTE))
        due = [feed.slug for feed in await tx.feeds.due(NOON, 10)]
        assert due == ["never", "long", "late"]
        assert [feed.slug for feed in await tx.feeds.due(NOON, 1, {"never"})] == ["long"]


async def test_a_claim_is_made_once_and_puts_off_the_next_check(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(FEED, 0)
        assert await tx.feeds.claim(FEED.slug, NOON + HOUR, NOON)
        assert not await tx.feeds.claim(FEED.slug, NOON + HOUR, NOON)
        assert await tx.feeds.due(NOON + HOUR - MINUTE, 10) == []
        assert await tx.feeds.claim(FEED.slug, NOON + 2 * HOUR, NOON + HOUR)
        assert not await tx.feeds.claim("nowhere", NOON, NOON)
