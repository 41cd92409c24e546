"""Stories put right by hand, and items that come later, which obey."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.model.bond import BondKind
from bot.model.errors import TellUser
from bot.model.history import Filters
from bot.regroup import merge, split, unbind
from bot.store.schema import alerts
from bot.store.store import Transaction
from tests.bot.told import (
    NOW,
    RICE,
    RICE_AGAIN,
    STEEL,
    STEEL_AGAIN,
    lens,
    memory,
    tell,
    told,
)


async def stories_of(tx: Transaction, *items: str) -> list[str]:
    """The name of the story that each item tells."""
    kept = [await tx.events.kept(item) for item in items]
    return [one.story for one in kept if one]


async def both(tx: Transaction) -> tuple[str, str]:
    """Two stories of two items each."""
    names = []
    for item in (STEEL, STEEL_AGAIN, RICE, RICE_AGAIN):
        taken = await tell(tx, item)
        assert taken
        names.append(taken.story.id)
    assert names[0] == names[1] != names[2] == names[3]
    return names[0], names[2]


async def test_merged_stories_are_one_with_all_items_and_nothing_is_said() -> None:
    async with memory() as store, store.transaction() as tx:
        one, other = await both(tx)
        before = (await tx.stories.db.execute(select(alerts.c.story))).all()
        after = await merge(tx, f"#{one}", other.lower(), "someone", NOW, lens().parents)
        assert [source.item for source in after.sources] == [
            "wire/steel-1", "herald/steel-2", "wire/rice-1", "herald/rice-2",
        ]  # fmt: skip
        assert after.id == one
        assert {measure.products for measure in after.measures[: after.heads]} == {
            ("steel",), ("rice",),
        }  # fmt: skip
        assert set(await stories_of(tx, STEEL.id, RICE.id, RICE_AGAIN.id)) == {one}
        assert (await tx.stories.db.execute(select(alerts.c.story))).all() == before
        assert await tx.stories.get(one) == after
        assert await tx.history.stories(Filters(), 9) == [after]


@pytest.mark.parametrize("hours", [8, 24 * 30])
async def test_items_that_come_later_join_what_was_merged(hours: int) -> None:
    async with memory() as store, store.transaction() as tx:
        one, other = await both(tx)
        await merge(tx, one, other, None, NOW, lens().parents)
        later = told("rice-3", "Vietnam lifts ban on rice exports", "It ended.", hours=hours)
        taken = await tell(tx, later)
        assert taken
        assert taken.story.id == one


async def test_an_item_that_was_split_off_stays_alone_also_when_it_changes() -> None:
    async with memory() as store, store.transaction() as tx:
        one, _ = await both(tx)
        left, alone = await split(tx, one, STEEL_AGAIN.id, None, NOW, lens().parents)
        assert [source.item for source in left.sources] == [STEEL.id]
        assert [source.item for source in alone.sources] == [STEEL_AGAIN.id]
        assert await stories_of(tx, STEEL.id, STEEL_AGAIN.id) == [one, alone.id]
        changed = replace(STEEL_AGAIN, text=STEEL_AGAIN.text + " Mills protested.")
        taken = await tell(tx, changed)
        assert taken
        assert taken.story.id == alone.id
        (bond,) = await tx.bonds.all()
        assert (bond.one, bond.other, bond.kind) == (one, alone.id, BondKind.APART)


async def test_what_was_merged_can_be_split_again() -> None:
    async with memory() as store, store.transaction() as tx:
        one, other = await both(tx)
        await merge(tx, one, other, None, NOW, lens().parents)
        left, alone = await split(tx, one, "https://example.com/rice-1", None, NOW, lens().parents)
        assert alone.id == other
        assert alone.revision == 3
        assert len(left.sources) == 3


async def test_a_bond_can_be_forgotten() -> None:
    async with memory() as store, store.transaction() as tx:
        one, other = await both(tx)
        await merge(tx, one, other, None, NOW, lens().parents)
        await unbind(tx, other, one)
        assert await tx.bonds.all() == []
        with pytest.raises(TellUser, match="Nothing was said"):
            await unbind(tx, other, one)


async def test_what_cannot_be_done_is_one_sentence() -> None:
    async with memory() as store, store.transaction() as tx:
        one, other = await both(tx)
        parents = lens().parents
        with pytest.raises(TellUser, match="There is no story #NOWHERE"):
            await merge(tx, one, "nowhere", None, NOW, parents)
        with pytest.raises(TellUser, match="one story already"):
            await merge(tx, one, one, None, NOW, parents)
        with pytest.raises(TellUser, match="has no item"):
            await split(tx, one, RICE.id, None, NOW, parents)
        with pytest.raises(TellUser, match="opened #"):
            await split(tx, one, STEEL.id, None, NOW, parents)
        await tx.events.drop([RICE_AGAIN.id])
        with pytest.raises(TellUser, match="no longer kept"):
            await merge(tx, one, other, None, NOW, parents)


async def test_a_story_whose_texts_are_gone_keeps_its_words_when_it_is_merged() -> None:
    async with memory() as store, store.transaction() as tx:
        one, other = await both(tx)
        before = await tx.stories.get(one)
        await tx.items.purge_text(NOW.replace(year=2027))
        after = await merge(tx, one, other, None, NOW, lens().parents)
        assert before
        assert [source.terms for source in after.sources[:2]] == [
            source.terms for source in before.sources
        ]
        spoken = {stated.value: stated.sentence for stated in after.figures}
        assert all(spoken[stated.value] == stated.sentence for stated in before.figures)
