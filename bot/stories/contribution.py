"""What one item contributed to a story, and the story without what it no longer says. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from bot.model.event import Event
from bot.model.story import Conflict, Stated, Story, slot_of, value_of

Values = frozenset[tuple[str, str]]


def without(story: Story, event: Event) -> Story | None:
    """The story without what an item said before and does not say now.

    None where the item is the only one: then nothing is left to keep.
    """
    item = event.item.id
    if all(source.item == item for source in story.sources):
        return None
    if all(source.item != item for source in story.sources):
        return story
    now = frozenset((slot_of(figure), value_of(figure)) for figure in event.figures)
    return replace(
        story,
        figures=tuple(_kept(story.figures, item, now)),
        conflicts=tuple(_open(story.conflicts, item, now)),
    )


def _kept(figures: Iterable[Stated], item: str, now: Values) -> Iterable[Stated]:
    for stated in figures:
        items = tuple(one for one in stated.items if one != item)
        if stated.value in now or items == stated.items:
            yield stated
        elif items:
            # its sentence was the item's that now says otherwise
            spoken = stated.sentence if items[0] == stated.items[0] else ""
            yield replace(stated, items=items, sentence=spoken)


def _open(conflicts: Iterable[Conflict], item: str, now: Values) -> Iterable[Conflict]:
    """The conflicts whose sides are both still upheld."""
    for conflict in conflicts:
        sides = (conflict.ours, conflict.theirs)
        if all(side.value in now or set(side.items) - {item} for side in sides):
            yield conflict


def own_values(story: Story, items: Iterable[str]) -> dict[str, set[str]]:
    """What given items state, by slot."""
    said = set(items)
    values: dict[str, set[str]] = {}
    for stated in story.figures:
        if said.intersection(stated.items):
            slot, value = stated.value
            values.setdefault(slot, set()).add(value)
    return values
