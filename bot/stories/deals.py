"""Whether measures are the two sides of one deal: what two authorities give one another. Pure."""

from collections.abc import Sequence
from functools import lru_cache

from bot.model.event import Direction, Measure, MeasureAction, MeasureType, Status
from bot.model.story import Story
from bot.stories.words import stems

_WORDS = frozenset(stems("deal agreement framework truce pact accord fta"))
_FIRST, _LAST = 3, 5  # headlines of a story that may say that it is a deal


def two_sided(measures: Sequence[Measure]) -> bool:
    """Whether two authorities move towards one another, in a deal or a truce."""
    lead = measures[0]
    partners = {one for measure in measures for one in measure.implementing}
    partners |= set(lead.affected)
    if len(partners) < 2:
        return False
    if is_deal(lead) or lead.action is MeasureAction.NEGOTIATE:
        return True
    if lead.direction is not Direction.LIBERALISING:
        return False
    return any(_answers(lead, other) for other in measures[1:])


def is_deal(measure: Measure) -> bool:
    """Whether a measure is a named trade deal."""
    return measure.type is MeasureType.TRADE_AGREEMENT


def _answers(lead: Measure, other: Measure) -> bool:
    """Whether another authority eases something in return."""
    return (
        bool(other.implementing)
        and not set(other.implementing) & set(lead.implementing)
        and other.direction is Direction.LIBERALISING
        and (lead.status is Status.AGREED or bool(set(other.implementing) & set(lead.affected)))
    )


def speaks_of_deal(text: str) -> bool:
    """Whether a text names a deal."""
    return not _WORDS.isdisjoint(stems(text))


_is_titled = lru_cache(maxsize=16384)(speaks_of_deal)


def tells_of_deal(story: Story) -> bool:
    """Whether a story is that of a deal, by what was read or by its first and newest headlines."""
    if MeasureType.TRADE_AGREEMENT in story.types:
        return True
    heard = (*story.sources[:_FIRST], *story.sources[_FIRST:][-_LAST:])
    return any(_is_titled(source.title) for source in heard)


def partners(story: Story) -> frozenset[str]:
    """Who made the deal that a story tells."""
    measures = story.measures if two_sided(story.measures) else (story.lead,)
    sides = {one for known in measures for one in known.implementing}
    return frozenset((*sides, *story.lead.affected))
