"""Watches: rules under their versions."""

from dataclasses import replace

from bot.store.store import Store
from bot.store.watches import Version
from tests.bot.store.values import HOUR, NOON, WATCH

LATER = NOON + HOUR


async def test_a_new_rule_is_a_new_version(store: Store) -> None:
    async with store.transaction() as tx:
        assert (await tx.watches.change(WATCH, NOON)).version == 1
        assert (await tx.watches.change(replace(WATCH, name="Other"), NOON)).version == 1
        changed = await tx.watches.change(replace(WATCH, rule="product:gallium"), LATER)
        assert changed.version == 2
        assert await tx.watches.get(WATCH.slug) == changed


async def test_what_a_rule_said_under_each_number_is_kept(store: Store) -> None:
    first, second = Version(1, WATCH.rule, NOON), Version(2, "product:gallium", LATER)
    async with store.transaction() as tx:
        await tx.watches.change(WATCH, NOON)
        await tx.watches.change(replace(WATCH, rule="product:gallium"), LATER)
        assert await tx.watches.versions(WATCH.slug) == [first, second]
        assert await tx.watches.remove(WATCH.slug)
        assert (await tx.watches.change(WATCH, LATER)).version == 3  # its number tells it apart


async def test_a_rule_from_before_versions_were_kept_gets_its_own(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.watches.put(replace(WATCH, version=4))
        await tx.watches.change(replace(WATCH, rule="product:gallium"), NOON)
        assert await tx.watches.versions(WATCH.slug) == [
            Version(4, WATCH.rule, None),
            Version(5, "product:gallium", NOON),
        ]
