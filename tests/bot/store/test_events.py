"""Events: every reading is kept without the raw text, which has an end of its own."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from bot.model.alert import Severity
from bot.model.event import Direction, Event
from bot.store.schema import events
from bot.store.store import Store, Transaction
from tests.bot.store.test_codec import values
from tests.bot.store.values import HOUR, NOON, a_story, an_event, an_item

EVENT = an_event(an_item())


async def put(tx: Transaction, event: Event = EVENT) -> None:
    await tx.items.add_new([event.item], NOON)
    await tx.stories.put(a_story(item=event.item.id), (), Severity.LOW)
    await tx.events.put(event, "s1", "1")


async def test_an_event_comes_back_with_its_item(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx)
        assert await tx.events.of_item("gazette/a") == EVENT
        assert await tx.events.of_item("gazette/b") is None


async def test_another_reading_takes_the_place_of_the_first(store: Store) -> None:
    again = replace(EVENT, direction=Direction.MIXED)
    async with store.transaction() as tx:
        await put(tx)
        await tx.events.put(again, "s1", "2")
        assert await tx.events.of_item("gazette/a") == again


async def test_no_raw_text_outlives_its_retention_in_an_event(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx)
        await tx.items.purge_text(NOON + HOUR)
        kept = await tx.events.of_item("gazette/a")
        assert kept == replace(EVENT, item=replace(EVENT.item, text="", content=""))
    async with store.engine.connect() as db:
        assert "item" not in (await db.execute(select(events.c.body))).scalar_one()


async def test_an_event_ages_from_the_wording_that_it_was_read_from(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx)
        assert await tx.events.purge(NOON) == 0
        changed = replace(EVENT.item, text="Another text.")
        await tx.items.add_new([changed], NOON + HOUR)
        await tx.events.put(an_event(changed), "s1", "1")
        assert await tx.events.purge(NOON + HOUR) == 0
        assert await tx.events.purge(NOON + 2 * HOUR) == 1
        assert await tx.events.of_item("gazette/a") is None
        assert await tx.stories.get("s1") is not None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=15,
)
@given(event=values(Event))
async def test_whatever_is_read_is_kept(store: Store, event: Event) -> None:
    async with store.transaction() as tx:
        for arrival in await tx.items.add_new([event.item], NOON):  # none: it was here before
            read = replace(event, item=arrival.item)
            await put(tx, read)
            assert await tx.events.of_item(arrival.item.id) == read
