"""An event to its story in the memory: found, placed, kept with the reason."""

from datetime import datetime

from bot.alerts.severity import severity
from bot.events.read import VERSION
from bot.model.event import Event
from bot.model.story import Placement
from bot.store.store import Transaction
from bot.stories.facts import Parents
from bot.stories.join import story_id
from bot.stories.keys import MEMORY, NEAR, keys
from bot.stories.place import Bound, place


async def placed(
    tx: Transaction, event: Event, at: datetime, parents: Parents, now: datetime
) -> Placement:
    """Keep an event with the story that it belongs to; get where that is, and why.

    `at` is when its item was published or first seen.
    """
    found = keys(event)
    near = await tx.stories.near(found, at - MEMORY, NEAR)
    bound = await _bound(tx, event.item.id)
    if bound.home and (home := await tx.stories.get(bound.home)):
        near = [*near, home]
    placement = place(event, near, at, parents, bound)
    story = placement.after
    await tx.stories.put(story, found, severity(story), now)
    await tx.events.put(event, story.id, str(VERSION), placement.why)
    await tx.history.keep(placement.before, story, event.item)
    return placement


async def _bound(tx: Transaction, item: str) -> Bound:
    """What a person said of the story that an item would open."""
    own = story_id(item)
    if not await tx.bonds.of([own]):
        return Bound()
    home = await tx.bonds.home(own)
    return Bound(None if home == own else home, await tx.bonds.apart(own))
