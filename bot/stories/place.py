"""Where an event belongs: which of the stories near it, or a new one. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.model.event import Event, MeasureType
from bot.model.story import Placement, Story, slot_of, value_of
from bot.stories.deals import two_sided
from bot.stories.facts import Kinship, Parents, kinship
from bot.stories.join import joined, opened
from bot.stories.likeness import Vector, likeness, vector
from bot.stories.words import plain_title, terms
from bot.text.urls import canonical

_NO_PARENTS: Mapping[str, str] = MappingProxyType({})

# What a score must reach, by the time since the story's newest item: words alone can join within
# days; later the facts must name the measure, and after the last row only a legal key can.
_BARS = (
    (timedelta(days=3), 0.36),
    (timedelta(days=10), 0.42),
    (timedelta(days=60), 0.46),
    (timedelta(days=550), 0.50),
)
_ANCHOR_AFTER = timedelta(days=10)
_LEAST_LIKENESS = 0.06
_LEGAL = 0.45
_CASES = frozenset({MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY})


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an event fits a story: a score, the bar that it must reach, and why."""

    score: float
    bar: float
    why: str

    @property
    def holds(self) -> bool:
        return self.score >= self.bar


def place(
    event: Event, near: Sequence[Story], at: datetime, parents: Parents = _NO_PARENTS
) -> Placement:
    """The story that an event belongs to, one revision on, or a new one; with the reason.

    `near` are stories that share a key with the event (bot/stories/keys.py), `at` is when the item
    was published or first seen, `parents` gives the product above each product.
    """
    for story in near:
        if any(source.item == event.item.id for source in story.sources):
            return _into(story, event, at, parents, "the same item again")
    item = vector(event.item.title, terms(event.item.title, event.item.text))
    fits = [(fit(event, item, story, at, parents), story) for story in near]
    fits.sort(key=lambda pair: (-pair[0].score, pair[1].opened_at, pair[1].id))
    for found, story in fits:
        if found.holds:
            return _into(story, event, at, parents, found.why)
    closest = f"; the closest, {fits[0][1].id}: {fits[0][0].why}" if fits else ""
    return Placement(None, opened(event, at), f"a new measure{closest}")


def _into(story: Story, event: Event, at: datetime, parents: Parents, why: str) -> Placement:
    return Placement(story, joined(story, event, at, parents), why)


def fit(event: Event, item: Vector, story: Story, at: datetime, parents: Parents) -> Fit:
    """Compare an event with a story."""
    alike = likeness(item, story)
    since = abs(at - story.last_at)
    legal = sorted(_documents(event.legal_keys) & _documents(story.legal_keys))
    if _reprinted(event, story) and since <= _BARS[1][0]:
        return Fit(2.0 + alike, 1.0, "the same headline or address")
    kin = _kinship(event, story, parents)
    if kin.veto and not legal:
        return Fit(0.0, 1.0, kin.veto)
    figures = _shared_figures(event, story)
    score = alike + kin.support + figures + (_LEGAL if legal else 0.0)
    return Fit(score, _bar(event, story, since, kin, alike, bool(legal)), _why(legal, kin, alike))


def _why(legal: Sequence[str], kin: Kinship, alike: float) -> str:
    if legal:
        return f"shares {', '.join(legal[:3])}"
    shared = ", ".join(kin.same) or "no facts"
    return f"shares {shared}; likeness {alike:.2f}"


def _bar(
    event: Event, story: Story, since: timedelta, kin: Kinship, alike: float, legal: bool
) -> float:
    """What the score must reach; out of reach where the facts do not name the measure."""
    if legal:
        return 0.5
    if alike < _LEAST_LIKENESS:
        return 9.0
    if since > _ANCHOR_AFTER and not _anchored(event, story, kin, alike):
        return 9.0
    return next((bar for limit, bar in _BARS if since <= limit), 9.0)


def _anchored(event: Event, story: Story, kin: Kinship, alike: float) -> bool:
    """Whether facts alone name the measure, as they must when weeks lie between two items."""
    if (event.lead.type in _CASES) != (story.lead.type in _CASES):
        return False
    if MeasureType.ENTITY_LISTING in (event.lead.type, story.lead.type) and alike < 0.35:
        return False
    named = {"product", "country", "instrument"} & set(kin.same)
    return "authority" in kin.same and bool(named)


def _kinship(event: Event, story: Story, parents: Parents) -> Kinship:
    """The best comparison of what the item is about with what the story is about."""
    ours = story.measures[: story.heads]
    theirs = event.measures if two_sided(event.measures) else event.measures[:1]
    if two_sided(story.measures):
        ours = story.measures
    best = max(
        (kinship(one, other, parents) for one in theirs for other in ours),
        key=lambda kin: (kin.veto is None, kin.support),
    )
    if len(theirs) > 1 and len(ours) > 1 and best.veto is None:
        matched = sum(
            any(kinship(one, other, parents).veto is None for other in ours) for one in theirs
        )
        return Kinship(None, best.support + 0.1 * (matched - 1), best.same)
    return best


def _reprinted(event: Event, story: Story) -> bool:
    """Whether the story has this headline or this address already."""
    item = event.item
    title = plain_title(item.title, item.source)
    url = canonical(item.url) if item.url else None
    return any(
        (len(title) > 24 and plain_title(source.title, source.name) == title)
        or (url is not None and source.url is not None and canonical(source.url) == url)
        for source in story.sources
    )


def _documents(keys: Sequence[str]) -> set[str]:
    """The keys that name one document or case, and not a law that hundreds of them cite."""
    return {key for key in keys if not _is_law(key)}


def _is_law(key: str) -> bool:
    parts = key.split(":")
    return len(parts) < 3 and not any(character.isdigit() for character in parts[-1][1:])


_ROUND = frozenset({"10", "15", "20", "25", "30", "50", "100"})


def _shared_figures(event: Event, story: Story) -> float:
    """What shared figures speak for: odd rates much, round ones and dates a little; at most 0.2."""
    known = {stated.value for stated in story.figures}
    total = 0.0
    for slot, value in {(slot_of(f), value_of(f)) for f in event.figures} & known:
        if slot.startswith("rate"):
            total += 0.03 if value in _ROUND else 0.08
        elif slot in ("date:effective", "date:expiry", "date:deadline"):
            total += 0.05
        elif slot.startswith(("count", "money", "quantity")):
            total += 0.06
    return min(total, 0.2)
