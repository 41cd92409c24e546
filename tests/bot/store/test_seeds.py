"""What was taken from the seed files, and single facts."""

from bot.store.store import Store
from tests.bot.store.values import HOUR, NOON


async def test_a_seed_is_remembered_as_it_was_taken_last(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.seeds.digest("feed", "gazette") is None
        await tx.seeds.take("feed", "gazette", "one", NOON)
        await tx.seeds.take("feed", "gazette", "two", NOON + HOUR)
        await tx.seeds.take("watch", "gazette", "three", NOON)
        assert await tx.seeds.digest("feed", "gazette") == "two"
        assert await tx.seeds.all("feed") == {"gazette": "two"}
        assert await tx.seeds.all("watch") == {"gazette": "three"}


async def test_a_fact_is_what_was_set_last(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.meta.get("heartbeat") is None
        await tx.meta.set("heartbeat", "one")
        await tx.meta.set("heartbeat", "two")
        assert await tx.meta.get("heartbeat") == "two"
