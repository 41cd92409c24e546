"""Watches and the channels that wish to be told what they take."""

from dataclasses import replace

from bot.model.alert import Severity
from bot.model.watch import Channel, Subscription, Watch
from bot.store.schema import watches
from bot.store.store import Store
from tests.bot.store.values import HERE, NOON, THERE, WATCH

STEEL = Watch("steel", "Steel", "Steel duties", "product:steel", version=3)
WISH = Subscription(THERE, WATCH.slug, Severity.HIGH, "user", NOON)
PLAIN = Subscription(HERE, STEEL.slug)


async def test_a_watch_comes_back_as_it_was_put_last(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.watches.put(STEEL)
        await tx.watches.put(WATCH)
        await tx.watches.put(replace(WATCH, rule="product:gallium", version=2))
        assert await tx.watches.get("steel") == STEEL
        assert await tx.watches.get("nothing") is None
        assert [(w.slug, w.version) for w in await tx.watches.all()] == [
            ("rare-earths", 2),
            ("steel", 3),
        ]


async def test_every_field_of_a_watch_has_a_column() -> None:
    assert set(Watch.__slots__) == set(watches.c.keys())


async def test_a_channel_has_a_watch_once(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.watches.put(WATCH)
        await tx.watches.put(STEEL)
        assert await tx.subscriptions.add(WISH)
        assert not await tx.subscriptions.add(replace(WISH, floor=Severity.LOW))
        assert await tx.subscriptions.add(PLAIN)
        assert await tx.subscriptions.all() == [WISH, PLAIN]


async def test_wishes_of_a_channel_whatever_is_around_it(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.watches.put(WATCH)
        await tx.watches.put(STEEL)
        await tx.subscriptions.add(WISH)
        await tx.subscriptions.add(PLAIN)
        assert await tx.subscriptions.of_channel(Channel("discord", "42")) == [WISH]
        assert await tx.subscriptions.of_channel(Channel("slack", "42")) == []


async def test_a_wish_ends_once(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.watches.put(WATCH)
        await tx.subscriptions.add(WISH)
        assert not await tx.subscriptions.remove(HERE, WATCH.slug)
        assert await tx.subscriptions.remove(THERE, WATCH.slug)
        assert not await tx.subscriptions.remove(THERE, WATCH.slug)


async def test_wishes_for_a_watch_end_with_it(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.watches.put(WATCH)
        await tx.subscriptions.add(WISH)
        assert await tx.watches.remove(WATCH.slug)
        assert not await tx.watches.remove(WATCH.slug)
        assert await tx.subscriptions.all() == []
