"""The past: alerts with their stories as they were then."""

from dataclasses import replace

from bot.model.alert import Severity
from bot.model.story import Story
from bot.store import past
from bot.store.store import Store
from tests.bot.store.values import HOUR, NOON, a_story, an_alert, an_item


def told(story: Story) -> str:
    """What a watch keeps of a story, as far as the store knows."""
    return f"new:{story.revision}"


async def test_the_past_is_told_newest_first_as_it_was_then(store: Store) -> None:
    item = an_item()
    first, second = a_story(), replace(a_story(), revision=2, products=("gallium",))
    async with store.transaction() as tx:
        await tx.items.add_new([item], NOON)
        for story in (first, second):
            await tx.stories.put(story, (), Severity.HIGH, NOON)
        await tx.alerts.add(replace(an_alert(first.id, 1), at=NOON - HOUR), None, "old:1")
        await tx.alerts.add(replace(an_alert(first.id, 2), at=NOON), "a first fetch", "new:kept")
    async with store.reading() as tx:
        since = [it async for some in past.since(tx.alerts.db, NOON - HOUR, "new:", told)
                 for it in some]  # fmt: skip
        late = [it async for some in past.since(tx.alerts.db, NOON, "new:", told) for it in some]
        wanted = {(it.story, it.revision) for it in since}
        stories = await past.stories(tx.alerts.db, wanted)
        assert await past.stories(tx.alerts.db, set()) == {}
    assert [it.facts for it in since] == ["new:kept", "new:1"]  # of another form: made anew
    assert since[0].item == replace(item, url=None, guid=None, content="")
    assert since[0].severity is an_alert().severity
    assert [it.revision for it in late] == [2]
    assert stories == {(first.id, 1): first, (first.id, 2): second}


async def test_facts_that_were_not_kept_are_made_of_the_story(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([an_item()], NOON)
        await tx.stories.put(a_story(), (), Severity.HIGH, NOON)
        await tx.alerts.add(replace(an_alert(a_story().id, 1), at=NOON))
        found = [it async for some in past.since(tx.alerts.db, NOON, "new:", told) for it in some]
    assert [it.facts for it in found] == ["new:1"]
