"""A whole stream through the real memory: the same stories, however it is cut up or broken off."""

from pathlib import Path
from random import Random

import pytest

from bot.alerts.decide import decide
from bot.placing import placed
from bot.store.store import Store, Transaction
from tests.bot.stories.readings import Labelled, stream
from tests.bot.stories.test_streams import PARENTS, at_the_hour, groups, told

DEV = [row for row in stream("stories_dev") if row.event]
Told = dict[str, tuple[str, str | None]]


async def take(tx: Transaction, row: Labelled) -> tuple[str, str | None]:
    """The story and the reason of an item, kept as a poll would keep it."""
    assert row.event
    assert row.item.published
    at = row.item.published
    await tx.items.add_new([row.item], at)
    found = await placed(tx, row.event, at, PARENTS, at)
    alert = decide(found.before, found.after)
    return found.after.id, alert.reason if alert else None


async def through(path: Path, rows: list[Labelled], chance: Random) -> Told:
    """What a memory says of a stream in batches of any size, closed and opened again between."""
    answers: Told = {}
    rest = list(rows)
    while rest:
        async with Store.open(f"sqlite:///{path}") as store:
            for _ in range(chance.randint(1, 4)):
                batch = [rest.pop(0) for _ in range(min(len(rest), chance.randint(1, 30)))]
                async with store.transaction() as tx:
                    for row in batch:
                        name = f"{row.item.id} {row.item.published} {row.item.title}"
                        answers[name] = await take(tx, row)
    return answers


async def test_batches_and_restarts_leave_no_trace(tmp_path: Path) -> None:
    assert await through(tmp_path / "memory.db", DEV, Random(1)) == told(DEV)


async def test_the_order_of_simultaneous_items_does_not_change_the_groups(tmp_path: Path) -> None:
    chance = Random(3)
    hours = [at_the_hour(row) for row in DEV]
    drawn = [(row.item.published, chance.random(), row) for row in hours]
    shuffled = [row for _, _, row in sorted(drawn, key=lambda one: (one[0], one[1]))]
    assert groups(await through(tmp_path / "memory.db", shuffled, chance)) == groups(told(hours))


async def broken_off(store: Store) -> None:
    async with store.transaction() as tx:
        await take(tx, DEV[0])
        raise RuntimeError


async def test_an_item_that_was_broken_off_opens_its_story_at_the_next_try(tmp_path: Path) -> None:
    async with Store.open(f"sqlite:///{tmp_path / 'memory.db'}") as store:
        with pytest.raises(RuntimeError):
            await broken_off(store)
        async with store.transaction() as tx:
            assert (await take(tx, DEV[0]))[1] == "new"
            assert await tx.stories.count() == 1
