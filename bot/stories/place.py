"""Where an event belongs: which of the stories near it, or a new one. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from bot.model.event import Event
from bot.model.story import Placement, Story
from bot.stories.asked import asked
from bot.stories.facts import Parents
from bot.stories.fit import Fit, fit
from bot.stories.join import joined, opened
from bot.stories.standing import heard

_NO_PARENTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bound:
    """What a person said of the story that an event would open."""

    home: str | None = None  # it is a part of this one
    apart: frozenset[str] = frozenset()  # it must not be of these


_FREE = Bound()


def place(
    event: Event,
    near: Sequence[Story],
    at: datetime,
    parents: Parents = _NO_PARENTS,
    bound: Bound = _FREE,
) -> Placement:
    """The story that an event belongs to, one revision on, or a new one; with the reason.

    `near` are stories that share a key with the event (bot/stories/keys.py), `at` is when the item
    was published or first seen, `parents` gives the product above each product, `bound` is what
    a person said of the story that the event would open.
    """
    event = heard(event, at)
    for story in near:
        if any(source.item == event.item.id for source in story.sources):
            return _into(story, event, at, parents, "the same item again")
    for story in near:
        if story.id == bound.home:
            return _into(story, event, at, parents, f"merged into #{story.id} by hand", True)
    fits = compared(event, [one for one in near if one.id not in bound.apart], at, parents)
    for found, story in fits:
        if found.margin >= 0:
            return _into(story, event, at, parents, found.why)
    closest = f"; the closest, {fits[0][1].id}: {fits[0][0].lacks}" if fits else ""
    return Placement(None, opened(event, at), f"a new measure{closest}")


def compared(
    event: Event, near: Sequence[Story], at: datetime, parents: Parents = _NO_PARENTS
) -> list[tuple[Fit, Story]]:
    """How well an event fits each of some stories, the best first."""
    ready = asked(event, at)
    fits = [(fit(ready, story, parents), story) for story in near]
    return sorted(fits, key=lambda pair: (-pair[0].margin, pair[1].opened_at, pair[1].id))


def _into(
    story: Story, event: Event, at: datetime, parents: Parents, why: str, beside: bool = False
) -> Placement:
    return Placement(story, joined(story, event, at, parents, beside), why)
