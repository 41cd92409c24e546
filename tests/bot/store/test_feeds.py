# ruff: noqa: N802 - tests of requirements are named as the requirements are
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


async def test_a_feed_is_added_behind_the_others_once(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.feeds.add(WIRE, NOON)
        assert await tx.feeds.add(FEED)
        assert not await tx.feeds.add(replace(WIRE, title="Another"))
        assert await tx.feeds.all() == [WIRE, FEED]
        assert (await tx.feeds.state(WIRE.slug)).next_check_at == NOON


async def test_a_feed_is_removed_and_put_off(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.add(FEED)
        assert await tx.feeds.enable(FEED.slug, False)
        assert await tx.feeds.due(NOON, 10) == []
        assert await tx.feeds.remove(FEED.slug)
        assert not await tx.feeds.remove(FEED.slug)
        assert not await tx.feeds.enable(FEED.slug, True)


async def test_R2_a_feed_keeps_its_validators_when_its_server_gives_it_a_new_address(
    store: Store,
) -> None:
    async with store.transaction() as tx:
        await tx.feeds.add(FEED)
        await tx.feeds.polled(FEED.slug, STATE)
        assert await tx.feeds.move(FEED.slug, "https://new.example/f")
        assert await tx.feeds.get(FEED.slug) == replace(FEED, url="https://new.example/f")
        assert await tx.feeds.state(FEED.slug) == STATE


async def test_R3_a_feed_does_not_get_the_address_of_another(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.add(FEED)
        await tx.feeds.add(WIRE)
        assert not await tx.feeds.move(FEED.slug, WIRE.url)
        assert await tx.feeds.get(FEED.slug) == FEED


async def test_S7_every_feed_of_a_host_is_put_off_and_none_of_another(store: Store) -> None:
    urls = {
        "a": "https://wire.example/a",
        "b": "http://WIRE.example:8080/b",
        "later": "https://wire.example/later",
        "sub": "https://sub.wire.example/",
        "path": "https://other.example/wire.example",
    }
    async with store.transaction() as tx:
        for slug, url in urls.items():
            await tx.feeds.add(replace(FEED, slug=slug, url=url), NOON)
        await tx.feeds.polled("later", FeedState(next_check_at=NOON + 2 * HOUR))
        await tx.feeds.put_off("wire.example", NOON + HOUR)
        found = {slug: (await tx.feeds.state(slug)).next_check_at for slug in urls}
    hours = {"a": 1, "b": 1, "later": 2, "sub": 0, "path": 0}
    assert found == {slug: NOON + number * HOUR for slug, number in hours.items()}


async def test_S13_what_a_wrong_clock_put_off_is_due(store: Store) -> None:
    states = {
        "far": FeedState(next_check_at=NOON + 33 * 24 * HOUR),
        "future": FeedState(last_poll_at=NOON + 2 * HOUR, next_check_at=NOON + 3 * HOUR),
        "wish": FeedState(last_poll_at=NOON, next_check_at=NOON + 31 * 24 * HOUR),
        "skew": FeedState(last_poll_at=NOON + MINUTE, next_check_at=NOON + HOUR),
    }
    async with store.transaction() as tx:
        for slug, state in states.items():
            await tx.feeds.add(replace(FEED, slug=slug, url=f"https://a.example/{slug}"))
            await tx.feeds.polled(slug, state)
        await tx.feeds.reset_clock(NOON)
        assert {feed.slug for feed in await tx.feeds.due(NOON, 10)} == {"far", "future"}


async def test_what_people_are_shown_of_a_feed_leaves_out_what_only_polling_needs(
    store: Store,
) -> None:
    extra = {
        "gap": 3600.5,
        "seen": [["a", "", "", 0]],
        "ended": "gone",
        "move": ["u", 1.0, 2, True],
    }
    state = replace(STATE, extra=extra)
    async with store.transaction() as tx:
        await tx.feeds.add(WIRE)
        await tx.feeds.add(FEED)
        await tx.feeds.polled(WIRE.slug, state)
        (first, shown), (second, new) = await tx.feeds.standings()
    assert (first, second) == (WIRE, FEED)
    assert shown == replace(state, extra={n: v for n, v in extra.items() if n != "seen"})
    assert new == FeedState()


async def test_a_claim_is_made_once_and_puts_off_the_next_check(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(FEED, 0)
        assert await tx.feeds.claim_all({FEED.slug: NOON + HOUR}, NOON)
        assert not await tx.feeds.claim_all({FEED.slug: NOON + HOUR}, NOON)
        assert await tx.feeds.due(NOON + HOUR - MINUTE, 10) == []
        assert await tx.feeds.claim_all({FEED.slug: NOON + 2 * HOUR}, NOON + HOUR)
        assert not await tx.feeds.claim_all({"nowhere": NOON}, NOON)


async def test_many_feeds_are_shown_in_their_order_each_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.feeds.PAGE", 4)
    slugs = [f"feed{number}" for number in range(8)]
    async with store.transaction() as tx:
        assert await tx.feeds.standings() == []
        for slug in slugs:
            await tx.feeds.add(replace(FEED, slug=slug, url=f"https://a.example/{slug}"))
        assert [feed.slug for feed, _ in await tx.feeds.standings()] == slugs
