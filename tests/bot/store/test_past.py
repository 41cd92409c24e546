"""The past: alerts with their stories as they were then."""

from dataclasses import replace

from bot.model.alert import Severity
from bot.store import past
from bot.store.store import Store
from tests.bot.store.values import HOUR, NOON, a_story, an_alert, an_item


async def test_the_past_is_told_newest_first_as_it_was_then(store: Store) -> None:
    item = an_item()
    first, second = a_story(), replace(a_story(), revision=2, products=("gallium",))
    async with store.transaction() as tx:
        await tx.items.add_new([item], NOON)
        for story in (first, second):
            await tx.stories.put(story, (), Severity.HIGH)
        await tx.alerts.add(replace(an_alert(first.id, 1), at=NOON - HOUR))
        await tx.alerts.add(replace(an_alert(first.id, 2), at=NOON), "a first fetch")
    async with store.reading() as tx:
        told = [it async for some in past.since(tx.alerts.db, NOON - HOUR) for it in some]
        late = [it async for some in past.since(tx.alerts.db, NOON) for it in some]
    assert [past.read(it.story) for it in told] == [second, first]
    assert told[0].item == replace(item, url=None, guid=None, content="")
    assert [past.read(it.story) for it in late] == [second]
    assert told[0].severity is an_alert().severity
