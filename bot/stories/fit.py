"""How well an event fits a story: facts, words, figures and documents weighed together. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.model.event import Measure, Status
from bot.model.story import Story
from bot.stories.asked import Asked, documents
from bot.stories.bar import DAYS, bar
from bot.stories.cases import other_case
from bot.stories.deals import is_deal, partners, tells_of_deal, two_sided
from bot.stories.facts import (
    ANOTHER_KIND,
    BY_ROLE,
    EXPORTS,
    MISNAMED,
    OTHER_TARGETS,
    OTHER_TARGETS_COST,
    PARTNERS,
    TURNED,
    Kinship,
    Parents,
    is_case,
    kinship,
    may_be_misnamed,
)
from bot.stories.lack import lack
from bot.stories.likeness import likeness
from bot.stories.roles import exchanged, readings
from bot.stories.voice import Voice

_LEGAL, _LEGAL_BAR = 0.45, 0.5
_MENDS = 0.2  # a correction is about what its publisher said in the last days
_DEAL = 0.15  # between two partners one deal is open at a time
_ANSWER = 0.1  # for every further measure of a deal that the story has as well
_PARTNERS = 0.2
_MISNAMED = 0.15  # a kind that had to be taken for another one; more than the type itself gives
_OUT_OF_REACH = 9.0
_TURNED = 0.05  # roles that had to be exchanged speak less
_DATED, _WELL_BACK = 0.1, timedelta(days=5)
_ROUND = frozenset({"10", "15", "20", "25", "30", "50", "100"})


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an event fits a story: a score, the bar that it must reach, and why."""

    score: float
    bar: float
    why: str
    lack: str | None = None  # what keeps it away whatever the score is

    @property
    def margin(self) -> float:
        """By how much the score passes its bar; below 0 where it does not."""
        return self.score - (_OUT_OF_REACH if self.lack else self.bar)

    @property
    def lacks(self) -> str:
        """What it lacks, in words."""
        if self.lack in (None, self.why):
            short = f", {self.score:.2f} where {self.bar:.2f} is asked for"
            return self.why + (short if self.lack is None else "")
        return f"{self.lack} ({self.why})"


def fit(asked: Asked, story: Story, parents: Parents) -> Fit:
    """Compare an event with a story; the facts first, for they refuse most and cost least."""
    legal = sorted(asked.documents & documents(story.legal_keys))
    kin = _ruled(asked, story, _kinship(asked, story, parents))
    if kin.veto and not legal:
        return Fit(0.0, 1.0, kin.veto, kin.veto)
    alike = likeness(asked.words, story)
    if asked.since(story) <= DAYS and asked.is_printed_in(story) and not kin.veto:
        return Fit(2.0 + alike, 1.0, "the same headline or address")
    score = alike + kin.support + _shared_figures(asked, story) + _beside(asked, story)
    if legal:
        return Fit(score + _LEGAL, _LEGAL_BAR, f"shares {', '.join(legal[:3])}")
    shared = ", ".join(kin.same) or "no facts"
    why = f"shares {shared}; likeness {alike:.2f}"
    missing = lack(asked, story, kin, alike)
    return Fit(score, bar(asked, story, kin, alike), why, missing)


def _ruled(asked: Asked, story: Story, kin: Kinship) -> Kinship:
    """The kinship with what else forbids a case or a deal to be another one."""
    if kin.veto:
        return kin
    if other_case(asked.event, story, story.lead):
        return replace(kin, veto="another case")
    if is_deal(asked.lead) and not tells_of_deal(story):
        return replace(kin, veto="a deal of its own")
    if _is_bargain(asked.lead) and not (two_sided(story.measures) or tells_of_deal(story)):
        return replace(kin, veto="a deal of its own")
    return kin


def _is_bargain(lead: Measure) -> bool:
    """Whether two authorities agree to move: more than the end of what one of them did."""
    return lead.status is Status.AGREED and len(lead.implementing) > 1


def _beside(asked: Asked, story: Story) -> float:
    """What speaks for a story beside words and facts: a correction, a deal of the same partners."""
    score, item = 0.0, asked.event.item
    if asked.voice is Voice.CORRECTION and asked.since(story) <= DAYS:
        score += _MENDS * any(source.name == item.source for source in story.sources)
    if is_deal(asked.lead) and is_deal(story.lead):
        return score + _DEAL
    if asked.speaks_of_deal and (two_sided(story.measures) or tells_of_deal(story)):
        parties = {*asked.lead.implementing, *asked.lead.affected}
        within = parties <= partners(story)
        score += _DEAL * (within and (len(parties) > 1 or (bool(parties) and asked.titled_deal)))
    return score


def _kinship(asked: Asked, story: Story, parents: Parents) -> Kinship:
    """The best comparison of what the item is about with what the story is about."""
    ours = story.measures if two_sided(story.measures) else story.measures[: story.heads]
    best = max(
        (
            kinship(lead, other, parents)
            for lead in readings(asked.lead, story, asked.quiet)
            for other in ours
        ),
        key=_rank,
    )
    if best.veto in BY_ROLE and not asked.answers:
        best = max((best, *_turned(asked.lead, ours, parents)), key=_rank)
    if best.veto == ANOTHER_KIND:
        best = max((best, *_misnamed(asked, ours, parents)), key=_rank)
    if asked.quiet and OTHER_TARGETS in best.same:
        best = replace(best, support=best.support - OTHER_TARGETS_COST)
    if _is_their_deal(asked, story):
        return Kinship(None, max(best.support, _PARTNERS), (*best.same, PARTNERS))
    if best.veto is None and len(ours) > 1 and two_sided(asked.event.measures):
        answered = _answered(asked.event.measures[1:], ours, parents)
        return replace(best, support=best.support + _ANSWER * answered)
    return best


def _rank(kin: Kinship) -> tuple[bool, float]:
    return kin.veto is None, kin.support


def _turned(lead: Measure, ours: Sequence[Measure], parents: Parents) -> Iterable[Kinship]:
    """The comparisons with the roles exchanged on the side that fills only one of them."""
    for other in ours:
        pairs = ((exchanged(lead), other), (lead, exchanged(other)))
        for one, two in pairs:
            if one and two and _within(lead, other):
                kin = kinship(one, two, parents)
                if {"authority", "country"} & set(kin.same):
                    yield replace(kin, support=kin.support - _TURNED, same=(*kin.same, TURNED))


def _within(one: Measure, other: Measure) -> bool:
    """Whether the parties of one are among those of the other: a third country tells them apart."""
    ours, theirs = ({*it.implementing, *it.affected} for it in (one, other))
    return ours <= theirs or theirs <= ours


def _misnamed(asked: Asked, ours: Sequence[Measure], parents: Parents) -> Iterable[Kinship]:
    """The comparisons as if the item's kind of measure had been misread.

    Which of two cases is meant has to be read from the headline, or it is not known.
    """
    lead = asked.lead
    for other in ours:
        cases = is_case(lead.type) and is_case(other.type)
        unsaid = (cases and not asked.names_case) or _other_way(asked, other)
        if may_be_misnamed(lead, other) or unsaid:
            kin = kinship(replace(lead, type=other.type), other, parents)
            yield replace(kin, support=kin.support - _MISNAMED, same=(*kin.same, MISNAMED))


def _other_way(asked: Asked, other: Measure) -> bool:
    """Whether an item speaks of the way that a measure is about, and not of that it was read as."""
    ours, theirs = ("export" if it.type in EXPORTS else "import" for it in (asked.lead, other))
    return ours != theirs and asked.ways == {theirs}


def _is_their_deal(asked: Asked, story: Story) -> bool:
    """Whether an item whose headline names a deal speaks of the partners of the story's deal."""
    if not asked.titled_deal or not tells_of_deal(story):
        return False
    made = partners(story)
    parties = {*asked.event.implementing, *asked.event.affected}
    if len(made) < 2 or len(parties) < 2:
        return False
    return parties <= made or (made <= parties and len(parties) <= len(made) + 1)


def _answered(theirs: Sequence[Measure], ours: Sequence[Measure], parents: Parents) -> int:
    """How many further measures of a deal the story has as well."""
    return sum(any(kinship(one, other, parents).veto is None for other in ours) for one in theirs)


def _shared_figures(asked: Asked, story: Story) -> float:
    """What shared figures speak for: odd rates much, round ones and dates a little; at most 0.2."""
    known = {stated.value for stated in story.figures}
    total = 0.0
    for slot, value in asked.figures & known:
        if slot.startswith("rate"):
            total += 0.03 if value in _ROUND else 0.08
        elif slot in ("date:effective", "date:expiry", "date:deadline"):
            total += 0.05
        elif slot.startswith(("count", "money", "quantity")):
            total += 0.06
    return min(total, 0.2) + _DATED * _names_its_day(asked, story)


def _names_its_day(asked: Asked, story: Story) -> bool:
    """Whether an item names the day of a step that lies well back: `the curbs of October 9`."""
    told = {value for slot, value in asked.figures if slot.startswith("date:")}
    return any(
        step.at.date().isoformat() in told
        for step in story.history
        if asked.at - step.at > _WELL_BACK
    )
