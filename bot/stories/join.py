"""A story from its first event, and the next revision of a story with one more. Pure."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.model.event import Event, Measure
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.story import Source, Step, Story, slot_of, value_of
from bot.stories.changes import tells_of_before
from bot.stories.contribution import own_values, without
from bot.stories.deals import two_sided
from bot.stories.facts import Parents
from bot.stories.figures import weigh
from bot.stories.heads import opening, updated, with_head, with_mentions
from bot.stories.likeness import thinned
from bot.stories.moves import is_turn, planned, standing, step
from bot.stories.telling import Telling, key_figures
from bot.stories.voice import QUIET, Voice, voice
from bot.stories.words import terms

LATE = timedelta(hours=12)  # between the newest item of a story and one that comes after it


def story_id(item: str) -> str:
    """Seven characters made from the name of a story's first item."""
    digest = hashlib.sha256(item.encode()).digest()
    return base64.b32encode(digest)[:7].decode()


def opened(event: Event, at: datetime) -> Story:
    """The first revision of a new story."""
    item, measures = event.item, opening(event)
    lead = measures[0]
    bare = Story(
        id=story_id(item.id),
        revision=1,
        lead=lead,
        measures=measures,
        direction=event.direction,
        opened_at=at,
        last_at=at,
        moved_by=item.id,
        sources=(_source(event, at),),
        history=(Step(lead.status, lead.action, at, item.id),),
        heads=len(measures) if two_sided(measures) else 1,
    )
    return _figured(_widened(bare, event), Telling(event, moved=True))


def joined(
    story: Story, event: Event, at: datetime, parents: Parents, beside: bool = False
) -> Story:
    """The next revision of a story: one more item, or one of its items as it now reads.

    `beside`: what tells of another measure stands beside the others, for a person said so.
    """
    item = event.item
    known = without(story, event)
    if known is None:
        fresh = opened(event, story.opened_at)
        last_at = max(story.last_at, at)
        return replace(fresh, id=story.id, revision=story.revision + 1, last_at=last_at)
    ranked, place = with_head(known, event, parents, beside)
    silent = voice(item) in QUIET or _is_late(story, item, at)
    ours = ranked.measures[place]
    taken = None if silent else _step(ranked, ours, event, at)
    grown = replace(
        with_mentions(
            _led(ranked, place, updated(ours, event, taken, silent, parents)), event, parents
        ),
        revision=story.revision + 1,
        last_at=max(story.last_at, at),
        moved_by=item.id,
        sources=thinned(_placed(story, _source(event, at))),
        history=_history(ranked, taken),
        direction=event.direction if taken else story.direction,
    )
    telling = _telling(story, known, ours, event, at, taken, silent)
    weighed = _figured(_widened(grown, event), telling)
    if taken is None and not silent and _rate_changed(known, weighed, telling):
        return _planned(weighed, place, event)
    return weighed


def _planned(story: Story, place: int, event: Event) -> Story:
    """The story with a measure whose rate is to change, and the direction of what is coming."""
    ours = story.measures[place]
    coming = planned(ours, event.lead)
    moved = replace(story, direction=event.direction) if coming is not ours else story
    return _led(moved, place, coming)


def _is_late(story: Story, item: Item, at: datetime) -> bool:
    """Whether an item was published well before what the story knows already.

    A slow feed brings it after the fact; it is a source, and what it says may no longer hold.
    """
    known = any(source.item == item.id for source in story.sources)
    return not known and story.last_at - at > LATE


def _rate_changed(before: Story, after: Story, telling: Telling) -> bool:
    """Whether a rate of the measure no longer holds."""
    gone = {one.value for one in after.figures if not one.key}
    rates = (one for one in before.figures if one.key and one.slot.startswith("rate"))
    return any(one.value in gone for one in rates if telling.holds(one))


def _step(story: Story, ours: Measure, event: Event, at: datetime) -> Step | None:
    """The step that the item makes; one that it made before, it may tell anew in its place."""
    lead, item = event.lead, event.item.id
    before = next((one for one in story.sources if one.item == item), None)
    if before is not None and before.standing == standing(lead):
        return None
    if tells_of_before(story.figures, lead):
        return None
    made = next((one for one in reversed(story.history) if one.item == item), None)
    if made is None:
        return step(story, ours, event, at)
    return Step(lead.status, lead.action, made.at, item)


def _history(story: Story, taken: Step | None) -> tuple[Step, ...]:
    """The steps with one more, or with one in the place of what its item told before."""
    if taken is None:
        return story.history
    made = [place for place, one in enumerate(story.history) if one.item == taken.item]
    if not made:
        return (*story.history, taken)
    return (*story.history[: made[-1]], taken, *story.history[made[-1] + 1 :])


def _led(story: Story, place: int, measure: Measure) -> Story:
    """The story with another measure in one place; the first one leads."""
    measures = (*story.measures[:place], measure, *story.measures[place + 1 :])
    return replace(story, lead=measures[0], measures=measures)


def _telling(
    story: Story,
    known: Story,
    ours: Measure,
    event: Event,
    at: datetime,
    taken: Step | None,
    silent: bool,
) -> Telling:
    item = event.item
    publisher = {source.item for source in story.sources if source.name == item.source}
    again = any(source.item == item.id for source in story.sources)
    said = own_values(story, [item.id] if again else publisher)
    mending = again or voice(item) is Voice.CORRECTION
    return Telling(
        event,
        kind=ours.type,
        moved=taken is not None,
        turned=taken is not None and is_turn(ours.action, taken.action),
        silent=silent,
        mends=frozenset(_changed(said, event)) if mending else frozenset(),
        ours=frozenset({*publisher, item.id}),
        repeated=_values(said) if again else frozenset(),
        withdrawn=frozenset(_withdrawn(said, event)) if mending else frozenset(),
        since_last=at - known.last_at,
        since_official=_since_official(known, at),
        own=frozenset((slot_of(one), value_of(one)) for one in ours.figures),
        officials=frozenset(s.item for s in known.sources if s.tier is Tier.OFFICIAL),
    )


def _changed(said: dict[str, set[str]], event: Event) -> Iterable[str]:
    """The slots in which a publisher now states another value than before."""
    now: dict[str, set[str]] = {}
    for figure in key_figures(event):
        now.setdefault(slot_of(figure), set()).add(value_of(figure))
    return (slot for slot, values in now.items() if slot in said and values - said[slot])


def _values(said: dict[str, set[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((slot, value) for slot, values in said.items() for value in values)


def _withdrawn(said: dict[str, set[str]], event: Event) -> Iterable[tuple[str, str]]:
    """What a publisher said before in slots that it now fills otherwise."""
    now = {(slot_of(figure), value_of(figure)) for figure in key_figures(event)}
    for slot in _changed(said, event):
        yield from ((slot, value) for value in said[slot] if (slot, value) not in now)


def _since_official(story: Story, at: datetime) -> timedelta | None:
    days = [source.published for source in story.sources if source.tier is Tier.OFFICIAL]
    return at - max(days) if days else None


def _source(event: Event, at: datetime) -> Source:
    item = event.item
    return Source(
        item=item.id,
        name=item.source,
        tier=item.tier,
        title=item.title,
        url=item.url,
        published=at,
        terms=terms(item.title, item.text),
        corrects=voice(item) is Voice.CORRECTION,
        standing=standing(event.lead),
    )


def _placed(story: Story, source: Source) -> tuple[Source, ...]:
    """The sources with one more, or with one in the place of what it said before."""
    if all(known.item != source.item for known in story.sources):
        return (*story.sources, source)
    return tuple(source if known.item == source.item else known for known in story.sources)


def _widened(story: Story, event: Event) -> Story:
    """The story's sets with what the item names."""
    return replace(
        story,
        types=_union(story.types, event.types),
        implementing=_union(story.implementing, event.implementing),
        affected=_union(story.affected, event.affected),
        products=_union(story.products, event.products),
        instruments=_union(story.instruments, event.instruments),
        legal_keys=_union(story.legal_keys, event.legal_keys),
    )


_T = TypeVar("_T")


def _union(ours: tuple[_T, ...], theirs: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*ours, *theirs)))


def _figured(story: Story, telling: Telling) -> Story:
    """The story with the item's figures weighed in, and its lead with the key ones."""
    weighed = weigh(story.figures, story.conflicts, telling)
    return replace(story, figures=weighed.figures, conflicts=weighed.conflicts)
