"""Stored items read anew: what would change, what is changed, and that nothing is sent."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.events.read import read
from bot.model.event import Event
from bot.regroup import merge, split
from bot.reread import Changes, apply, reread
from bot.store.schema import alerts, deliveries
from bot.store.store import Store
from tests.bot.told import (
    HOTELS,
    NOW,
    RICE,
    RICE_AGAIN,
    STEEL,
    STEEL_AGAIN,
    lens,
    memory,
    tell,
)

STREAM = (STEEL, STEEL_AGAIN, RICE, RICE_AGAIN, HOTELS)


async def fill(store: Store) -> None:
    for item in STREAM:
        async with store.transaction() as tx:
            await tell(tx, item)


async def groups(store: Store) -> dict[str, str]:
    async with store.reading() as tx:
        return {kept.event.item.id: kept.story async for kept in tx.events.every()}


def quiet(changes: Changes) -> bool:
    return not (
        changes.newly_read
        or changes.no_longer_read
        or changes.moved
        or changes.other_figures
        or changes.other_standing
        or changes.other_alerts
    )


async def test_the_same_reader_changes_nothing() -> None:
    async with memory() as store, memory() as scratch:
        await fill(store)
        before = await groups(store)
        changes = await reread(store, scratch, lens())
        assert changes.items == len(STREAM)
        assert quiet(changes)
        assert await apply(store, scratch, changes, "8", NOW) == 0
        assert await groups(store) == before


async def test_an_item_whose_wording_changed_is_read_as_often_as_it_came() -> None:
    async with memory() as store, memory() as scratch:
        await fill(store)
        async with store.transaction() as tx:
            told = replace(STEEL, text=STEEL.text.replace("25%", "35%"))
            taken = await tell(tx, told)
        assert taken
        assert taken.alert
        changes = await reread(store, scratch, lens())
        assert quiet(changes)
        assert changes.now[STEEL.id].reasons == ("new", "correction")


async def test_what_a_better_reader_finds_is_told_first_and_changed_when_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def half_blind(item: object, lens: object) -> Event | None:
        return None if item == STEEL else read(item, lens)  # type: ignore[arg-type]

    async with memory() as store, memory() as scratch:
        with monkeypatch.context() as patch:
            patch.setattr("bot.ingest.read", half_blind)
            await fill(store)
        was = await groups(store)
        async with store.transaction() as tx:
            said = (
                await tx.alerts.db.execute(select(func.count()).select_from(alerts))
            ).scalar_one()
        changes = await reread(store, scratch, lens())
        assert changes.newly_read == [STEEL.id]
        assert changes.other_alerts == [STEEL_AGAIN.id]  # it was `new` in the other's place
        assert await groups(store) == was
        assert await apply(store, scratch, changes, "8", NOW) == 1
        now = await groups(store)
        assert now[STEEL.id] == now[STEEL_AGAIN.id] == was[STEEL_AGAIN.id]  # posts keep their story
        async with store.reading() as tx:
            counts = [
                (await tx.alerts.db.execute(select(func.count()).select_from(table))).scalar_one()
                for table in (alerts, deliveries)
            ]
            story = await tx.stories.get(now[STEEL.id])
        assert counts == [said, 0]
        assert story
        assert [source.item for source in story.sources] == [STEEL.id, STEEL_AGAIN.id]


async def test_a_reread_obeys_what_was_done_by_hand(tmp_path: Path) -> None:
    async with memory() as store, memory(f"sqlite:///{tmp_path / 'beside.db'}") as scratch:
        await fill(store)
        async with store.transaction() as tx:
            one = (await tx.events.kept(STEEL.id)).story  # type: ignore[union-attr]
            other = (await tx.events.kept(RICE.id)).story  # type: ignore[union-attr]
            await split(tx, one, STEEL_AGAIN.id, None, NOW, lens().parents)
            await merge(tx, one, other, None, NOW, lens().parents)
        before = await groups(store)
        changes = await reread(store, scratch, lens())
        assert changes.moved == []
        await apply(store, scratch, changes, "8", NOW)
        assert await groups(store) == before
        assert (
            before[STEEL.id] == before[RICE.id] == before[RICE_AGAIN.id] != before[STEEL_AGAIN.id]
        )
