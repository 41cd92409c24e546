"""What one item contributed to a story, and the story without it. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from bot.model.story import Conflict, Stated, Story


def without(story: Story, item: str) -> Story | None:
    """The story before an item's contribution, or None where it is the only one."""
    sources = tuple(source for source in story.sources if source.item != item)
    if not sources:
        return None
    if len(sources) == len(story.sources):
        return story
    steps = tuple(step for step in story.history if step.item != item)
    return replace(
        story,
        sources=sources,
        history=steps or story.history[:1],
        figures=tuple(_kept(story.figures, item)),
        conflicts=tuple(_open(story.conflicts, item)),
    )


def _kept(figures: Iterable[Stated], item: str) -> Iterable[Stated]:
    for stated in figures:
        items = tuple(one for one in stated.items if one != item)
        if items:
            yield stated if items == stated.items else replace(stated, items=items)


def _open(conflicts: Iterable[Conflict], item: str) -> Iterable[Conflict]:
    """The conflicts that another item than this one still upholds on each side."""
    for conflict in conflicts:
        sides = (conflict.ours.items, conflict.theirs.items)
        if all(set(side) - {item} for side in sides):
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
