"""Watches: rules under their versions."""

from dataclasses import replace

from bot.store.store import Store
from tests.bot.store.values import WATCH


async def test_a_new_rule_is_a_new_version(store: Store) -> None:
    async with store.transaction() as tx:
        assert (await tx.watches.change(WATCH)).version == 1
        assert (await tx.watches.change(replace(WATCH, name="Other"))).version == 1
        changed = await tx.watches.change(replace(WATCH, rule="product:gallium"))
        assert changed.version == 2
        assert await tx.watches.get(WATCH.slug) == changed
