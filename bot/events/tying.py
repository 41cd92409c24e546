"""What is told after its measure: sentences that go on with it, and the figures that they give."""

import re
from dataclasses import replace

from bot.events.clause import Claim
from bot.events.party import Role
from bot.events.sides import Sides
from bot.events.view import View
from bot.model.event import Amount, AmountKind, Figure, Measure, MeasureAction, MeasureType

_REACH = 6  # sentences after the opening in which a report still tells of its measure
# Acts that say no more than that the measure is there: it applies, it starts, it is charged.
_PLAIN = (MeasureAction.IMPOSE, MeasureAction.EASE)
_PAST = re.compile(
    r"\b(?:already|previously|last year|until now|ago|used to|had been|at present)\b"
)


def absorbed(lead: Measure, others: list[Measure]) -> list[Measure]:
    """The measures, those that only go on with the lead made part of it."""
    kept: list[Measure] = []
    for one in others:
        if goes_on(lead, one):
            lead = replace(lead, figures=_joined(lead.figures, one.figures))
        else:
            kept.append(one)
    return [lead, *kept]


def goes_on(lead: Measure, one: Measure) -> bool:
    """Whether a measure names nothing that the lead does not name, and does nothing else."""
    same_type = one.type in (lead.type, MeasureType.OTHER)
    same_act = one.action == lead.action or one.action in _PLAIN
    return (
        same_type
        and same_act
        and _PAST.search(one.evidence.quote.lower()) is None
        and one.direction == lead.direction
        and one.implementing == lead.implementing
        and set(one.affected) <= set(lead.affected)
        and set(one.products) <= set(lead.products)
        and set(one.instruments) <= set(lead.instruments)
    )


def _joined(ours: tuple[Figure, ...], theirs: tuple[Figure, ...]) -> tuple[Figure, ...]:
    known = {id(one) for one in ours}
    return (*ours, *(one for one in theirs if id(one) not in known))


def tied(
    view: View, sides: Sides, made: list[Measure], figures: list[Figure], claims: list[Claim]
) -> list[Measure]:
    """The measures, the lead with the figures of sentences that tell of no other measure."""
    lead, *others = made
    told = [one.evidence.start for one in others]
    told += [one.start + 1 for one in claims if one.type is not lead.type and one.type is not None]
    taken = {id(figure) for one in made for figure in one.figures}
    last = view.sentences.bounds(min(view.lead_sentence + _REACH, len(view.sentences) - 1))[1]
    more = [
        one
        for one in figures
        if id(one) not in taken
        and one.evidence.start < last
        and _matters(one)
        and not _elsewhere(view, sides, lead, one, told)
    ]
    return [replace(lead, figures=_joined(lead.figures, tuple(more))), *others] if more else made


def _matters(one: Figure) -> bool:
    """Shares and sums of trade are no figures of a measure by themselves."""
    return not isinstance(one, Amount) or one.kind is AmountKind.COUNT


def _elsewhere(view: View, sides: Sides, lead: Measure, one: Figure, told: list[int]) -> bool:
    """Whether its sentence tells of another measure, of another authority or of the past."""
    start, end = view.sentences.around(one.evidence.start)
    if any(start <= first < end for first in told) or _PAST.search(view.lower, start, end):
        return True
    return any(party.code not in lead.implementing for party in sides.within(start, end, Role.ACTS))
