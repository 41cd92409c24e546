"""What the owner was told of feeds."""

from bot.store.notices import Notice
from bot.store.store import Store
from tests.bot.store.values import HOUR, NOON


async def test_what_is_noticed_is_to_be_told_once_and_once_when_it_is_over(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.notices.add({"feed:a": "A fails.", "feed:b": "B fails."}, NOON)
        await tx.notices.add({"feed:a": "A fails still."}, NOON + HOUR)
        assert list((await tx.notices.all()).values()) == [
            Notice("feed:a", "A fails.", NOON),
            Notice("feed:b", "B fails.", NOON),
        ]
        await tx.notices.told(["feed:a"], NOON + HOUR)
        await tx.notices.end({"feed:a": "A is back."})
        known = await tx.notices.all()
        assert known["feed:a"] == Notice("feed:a", "A fails.", NOON, NOON + HOUR, "A is back.")
        await tx.notices.told(["feed:a"], NOON + 2 * HOUR)
        await tx.notices.drop(["feed:b"])
        assert await tx.notices.all() == {}
