"""A story put together anew from the events that tell it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model.event import Event
from bot.model.story import Source, Stated, Story
from bot.stories.facts import Parents
from bot.stories.join import joined, opened
from bot.stories.standing import heard

Told = tuple[Event, datetime]  # an event, and when its item was published or first seen


def put_together(
    name: str, told: Sequence[Told], revision: int, parents: Parents, known: Iterable[Story] = ()
) -> Story:
    """The story of some events in the order in which they came, under a name and a revision.

    `known` are stories that had these items before: their words serve where an item's own text is
    no longer kept. An event about another measure than the rest makes it a head of its own.
    """
    first, *rest = [(heard(event, at), at) for event, at in told]
    story = replace(opened(*first), id=name)
    for event, at in rest:
        story = joined(story, event, at, parents, beside=True)
    return replace(_recalled(story, tuple(known), told), revision=revision)


def _recalled(story: Story, known: Sequence[Story], told: Sequence[Told]) -> Story:
    """The story with the words of items whose text is gone, as the stories before had them."""
    emptied = {event.item.id for event, _ in told if not event.item.text}
    sources = {one.item: one for each in known for one in each.sources}
    spoken = {(one.value, one.items[0]): one.sentence for each in known for one in each.figures}
    return replace(
        story,
        sources=tuple(
            _source(one, sources) if one.item in emptied else one for one in story.sources
        ),
        figures=tuple(
            _stated(one, spoken) if one.items[0] in emptied else one for one in story.figures
        ),
    )


def _source(source: Source, known: dict[str, Source]) -> Source:
    before = known.get(source.item)
    return replace(source, terms=before.terms) if before and source.terms else source


def _stated(stated: Stated, spoken: dict[tuple[tuple[str, str], str], str]) -> Stated:
    return replace(stated, sentence=spoken.get((stated.value, stated.items[0]), ""))
