"""How well an event fits a story: words, facts, figures and documents weighed together. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.event import Event, Measure, MeasureAction, MeasureType, Status
from bot.model.story import Story, slot_of, value_of
from bot.stories.cases import other_case
from bot.stories.deals import two_sided
from bot.stories.facts import Kinship, Parents, is_case, kinship, overlap
from bot.stories.likeness import Vector, likeness
from bot.stories.voice import QUIET, Voice, voice
from bot.stories.words import plain_title, stems
from bot.text.urls import canonical

# What a score must reach, by the time since the story's newest item: words alone can join within
# days; later the facts must name the measure, and after the last row only a legal key can.
_BARS = (
    (timedelta(days=3), 0.33),
    (timedelta(days=10), 0.42),
    (timedelta(days=60), 0.44),
    (timedelta(days=550), 0.48),
)
# An act that undoes something needs something to undo: it may look further back.
_LONGEST = timedelta(days=6 * 365)
_UNDOES = frozenset(
    {MeasureAction.REMOVE, MeasureAction.EASE, MeasureAction.SUSPEND, MeasureAction.STRIKE_DOWN}
)
_BEGINS = frozenset({MeasureAction.IMPOSE, MeasureAction.INVESTIGATE})
_FINAL = frozenset({Status.IN_FORCE, Status.ADOPTED})
_ANCHOR_AFTER = timedelta(days=10)
_LEAST_LIKENESS, _LEAST_WORDS = 0.05, 0.1  # where facts name the measure, and where they do not
_LEGAL = 0.45
_ANEW = 0.22  # what applies is not imposed again, unless it was read wrongly
_SOME_WORDS = 0.25
_SAME_WORDS = 0.38  # likeness at which the words themselves name the measure
_QUIET = 0.08  # words about a measure rarely open a story: the bar is lower for them
_MENDS = 0.2  # a correction is about what its publisher said in the last days
_LAW = re.compile(r"[a-z]+:(?:s\d+|[a-z_-]+)")  # `us:s232`, `us:ieepa`; a document has a third part
_DEAL = 0.15  # between two partners one deal is open at a time
_DEAL_WORDS = frozenset(stems("deal agreement framework truce pact accord"))


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an event fits a story: a score, the bar that it must reach, and why."""

    score: float
    bar: float
    why: str

    @property
    def margin(self) -> float:
        """By how much the score passes its bar; below 0 where it does not."""
        return self.score - self.bar


def fit(event: Event, item: Vector, story: Story, at: datetime, parents: Parents) -> Fit:
    """Compare an event with a story."""
    alike = likeness(item, story)
    since = abs(at - story.last_at)
    legal = sorted(_documents(event.legal_keys) & _documents(story.legal_keys))
    if _reprinted(event, story) and since <= _BARS[1][0]:
        return Fit(2.0 + alike, 1.0, "the same headline or address")
    kin = _kinship(event, story, parents)
    if not kin.veto and other_case(event, story, story.lead):
        kin = Kinship("another case")
    if not kin.veto and _is_deal(event.lead) and MeasureType.TRADE_AGREEMENT not in story.types:
        kin = Kinship("a deal of its own")
    if kin.veto and not legal:
        return Fit(0.0, 1.0, kin.veto)
    score = alike + kin.support + _shared_figures(event, story) + _beside(event, story, since)
    score += _LEGAL if legal else 0.0
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
    named = {"goods and parties", "all targets"} & set(kin.same) or voice(event.item) in QUIET
    if alike < (_LEAST_LIKENESS if named else _LEAST_WORDS):
        return 9.0
    if since > _ANCHOR_AFTER and _has_another_text(event, story):
        return 9.0
    if since > _ANCHOR_AFTER and not _anchored(event, story, kin, alike):
        return 9.0
    ease = _QUIET if voice(event.item) in QUIET else 0.0
    if since > _ANCHOR_AFTER and _begins_anew(event.lead, story):
        ease -= _ANEW
    if _BARS[-1][0] < since <= _LONGEST and _undoes(event.lead, kin):
        return _BARS[-1][1]
    return next((bar for limit, bar in _BARS if since <= limit), 9.0) - ease


def _anchored(event: Event, story: Story, kin: Kinship, alike: float) -> bool:
    """Whether facts alone name the measure, as they must when weeks lie between two items."""
    same, lead = set(kin.same), event.lead
    if alike >= _SAME_WORDS:
        return True
    if MeasureType.ENTITY_LISTING in (lead.type, story.lead.type):
        return False
    if is_case(lead.type) and not is_case(story.lead.type):
        return False  # a case that is opened is a new one
    if "authority" not in same:  # not named: all else has to fit
        return {"product", "country"} <= same and alike >= _SOME_WORDS
    if {"country", "instrument", "goods and parties"} & same:
        return True
    if _is_deal(lead) and "type" in same:
        return alike >= _SOME_WORDS
    return "product" in same and not _narrower(lead, story.lead)


def _has_another_text(event: Event, story: Story) -> bool:
    """Whether an act that begins a measure has a text of its own in the story's series."""
    lead = event.lead
    series = _series(event.legal_keys) & _series(story.legal_keys)
    return lead.action in _BEGINS and not is_case(lead.type) and bool(series)


def _begins_anew(lead: Measure, story: Story) -> bool:
    """Whether an act begins a measure where the story's has long begun, or has ended.

    What applies is not imposed again; a raise, an extension or an exemption changes what is there.
    """
    if lead.action not in _BEGINS:
        return False
    was = story.history[-1]
    if was.status is Status.ENDED or (was.status in _FINAL and was.action in _UNDOES):
        return lead.status is not Status.IN_FORCE
    applies = was.status is Status.IN_FORCE and was.action is not MeasureAction.DELAY
    return applies and not (is_case(lead.type) and lead.status in _FINAL)


def _undoes(lead: Measure, kin: Kinship) -> bool:
    return lead.action in _UNDOES and {"authority", "goods and parties"} <= set(kin.same)


def _narrower(lead: Measure, ours: Measure) -> bool:
    """Whether one names its targets and the other does not, and few goods are common."""
    return bool(lead.affected) is not bool(ours.affected) and (
        overlap(lead.products, ours.products) < 0.5
    )


def _beside(event: Event, story: Story, since: timedelta) -> float:
    """What speaks for a story beside words and facts: a correction, a deal of the same partners."""
    item = event.item
    score = 0.0
    if voice(item) is Voice.CORRECTION and since <= _BARS[1][0]:
        score += _MENDS * any(source.name == item.source for source in story.sources)
    if _is_deal(event.lead) and _is_deal(story.lead):
        return score + _DEAL
    if two_sided(story.measures) and _DEAL_WORDS & set(stems(item.body)):
        partners = {one for known in story.measures for one in known.implementing}
        partners.update(story.lead.affected)
        parties = {*event.lead.implementing, *event.lead.affected}
        score += _DEAL * (len(parties) > 1 and parties <= partners)
    return score


def _kinship(event: Event, story: Story, parents: Parents) -> Kinship:
    """The best comparison of what the item is about with what the story is about."""
    ours = _heads(story)
    lead = event.lead
    if two_sided(story.measures):
        ours = story.measures
    if voice(event.item) in QUIET:
        lead = _as_heard(story, lead)
    best = max(
        (kinship(lead, other, parents) for other in ours),
        key=lambda kin: (kin.veto is None, kin.support),
    )
    if best.veto is None and len(ours) > 1 and two_sided(event.measures):
        return replace(best, support=best.support + 0.1 * _answered(event, ours, parents))
    return best


def _answered(event: Event, ours: Sequence[Measure], parents: Parents) -> int:
    """How many further measures of a deal the story has as well."""
    return sum(
        any(kinship(one, other, parents).veto is None for other in ours)
        for one in event.measures[1:]
    )


def _as_heard(story: Story, measure: Measure) -> Measure:
    """A measure of a reaction: where the target speaks, the act is still the other side's."""
    if set(measure.implementing) & set(story.lead.affected):
        return replace(measure, implementing=(), affected=measure.implementing)
    return measure


def _heads(story: Story) -> tuple[Measure, ...]:
    return story.measures[: story.heads]


def _is_deal(measure: Measure) -> bool:
    return measure.type is MeasureType.TRADE_AGREEMENT


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


def _series(keys: Sequence[str]) -> set[str]:
    """The series that documents stand in; a gazette prints every stage of one measure."""
    return {key.rsplit(":", 1)[0] for key in _documents(keys)} - {"us:fr"}


def _is_law(key: str) -> bool:
    """Whether a key names a section of a law (`us:s301`) or a list."""
    return _LAW.fullmatch(key) is not None


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
