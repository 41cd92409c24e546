"""Measures: what the item says is done, by whom, to whom, on what; the lead first."""

import re
from collections import Counter
from dataclasses import dataclass

from bot.events import status as ladder
from bot.events.claims import claims
from bot.events.clause import Claim
from bot.events.kinds import TYPES
from bot.events.sides import Codes, Sides
from bot.events.view import View
from bot.model.event import Direction, Figure, Measure, MeasureAction, MeasureType, Rate, Status

_REMEDIES = (MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY, MeasureType.SAFEGUARD)
# Words that in a trade-defence case mean its own duty, by the type of the case.
_FOLDED = {
    MeasureType.ANTI_DUMPING: ("duty", "import_duty"),
    MeasureType.COUNTERVAILING_DUTY: ("duty", "import_duty"),
    MeasureType.SAFEGUARD: ("duty", "import_duty", "tariff", "trade_act"),
    MeasureType.EXPORT_TAX: ("duty",),
    MeasureType.OTHER: ("duty",),
}
_CASES = (MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY)
Found = list[tuple[int, str]]
_MOST = 120  # claims that are told as measures: no item is about more


@dataclass(frozen=True, slots=True)
class Told:
    """A view with what the other readers found on it."""

    view: View
    sides: Sides
    figures: list[Figure]
    products: Found
    instruments: Found


@dataclass(frozen=True, slots=True)
class Account:
    """What an item tells: its measures, lead first, and the claims that they come from."""

    measures: list[Measure]
    claims: list[Claim]
    implementing: Codes
    affected: Codes
    direction: Direction


def measures(told: Told) -> Account | None:
    """The measures of an item; None where it tells of none."""
    found = _folded(told.view, claims(told.view))
    lead = lead_of(told.view, found)
    if lead is None or (lead.background and lead.start >= told.view.title_end):
        return None
    lead = _strengthened(told.view, lead, found)
    sides = told.sides.lead(lead)
    made = [_lead_measure(told, lead, sides, found)]
    for one in found[:_MOST]:
        if not one.background and _told(told, one):
            measure = _further(told, one, sides[0])
            if not any(_same(measure, other) for other in made):
                made.append(measure)
    told_of = [one for one in found if one.type is not None]
    return Account(
        made, found,
        tuple(sorted(told.sides.all_acting(sides[0], found))),
        tuple(sorted(told.sides.all_meant(sides, told_of))),
        whole_direction(told.view, made[0], found),
    )  # fmt: skip


def _told(told: Told, claim: Claim) -> bool:
    """Whether a clause tells a measure: something is done, or a rate is stated."""
    if claim.act is not None:
        return True
    inside = (one for one in told.figures if claim.start <= one.evidence.start < claim.end)
    return any(isinstance(one, Rate) for one in inside)


def _same(one: Measure, other: Measure) -> bool:
    """Whether a measure tells nothing that an earlier one does not tell."""
    if (one.type, one.action, one.implementing) != (other.type, other.action, other.implementing):
        return False
    return all(
        set(ours) <= set(theirs)
        for ours, theirs in (
            (one.affected, other.affected),
            (one.products, other.products),
            (one.instruments, other.instruments),
            (one.figures, other.figures),
        )
    )


def _folded(view: View, found: list[Claim]) -> list[Claim]:
    """In a trade-defence case its duty is no tariff of another kind."""
    early = [
        one.type
        for one in found
        if one.start < _reach(view, 2)
        and not one.background
        and (one.type in _CASES or one.act is not None or one.start < view.title_end)
    ]
    case = next((one for one in early if one in _FOLDED), None)
    if case is None or (case is MeasureType.EXPORT_TAX and MeasureType.IMPORT_QUOTA in early):
        return found
    keys = _FOLDED[case]
    return [
        one._replace(type=case)
        if one.barrier and one.barrier.key in keys and one.type is MeasureType.IMPORT_TARIFF
        else one
        for one in found
    ]


def lead_of(view: View, found: list[Claim]) -> Claim | None:
    """The claim that the item is about: of the headline, else of the first sentence with one."""
    title = [one for one in found if one.start < view.title_end]
    first = [one for one in found if view.title_end <= one.start < _reach(view, 2)]
    for group in (title, first, found):
        if group:
            known = [one for one in group if one.type is not None]
            present = [one for one in known if one.act is not None and not one.background]
            return (present or known or group)[0]
    return None


def _strengthened(view: View, lead: Claim, found: list[Claim]) -> Claim:
    """A headline without a verb takes its act from the first sentence on the same matter."""
    if (
        lead.action is MeasureAction.UPHOLD
        and lead.type in _REMEDIES
        and _FURTHER.search(view.lower, 0, _reach(view, 1))
    ):
        return lead._replace(action=MeasureAction.EXTEND, direction=Direction.RESTRICTIVE)
    opening = [
        one for one in found if view.title_end <= one.start < _reach(view, 1) and not one.background
    ]
    if lead.barrier is not None and lead.barrier.key == "deal":
        named = next((one for one in opening if one.type is MeasureType.TRADE_AGREEMENT), None)
        return named or lead
    if not lead.weak or (lead.act is not None and not _governs(lead)):
        return lead
    case = next((one.type for one in opening if one.type in _REMEDIES), None)
    if case is not None and lead.type is MeasureType.IMPORT_QUOTA:
        return lead._replace(type=case)
    for one in opening:
        if not one.weak and one.type is lead.type and _governs(one):
            return lead._replace(
                action=one.action, direction=one.direction, act=one.act, relief=one.relief
            )
    return lead


_FURTHER = re.compile(r"\b(?:further|another|additional) (?:five|\d+|\w+) years?\b")


def _governs(claim: Claim) -> bool:
    """Whether the act stands before its barrier, as a verb does before its object."""
    return (
        claim.act is not None
        and claim.barrier is not None
        and claim.act.start < claim.barrier.start
    )


def whole_direction(view: View, lead: Measure, found: list[Claim]) -> Direction:
    """The item's direction: the lead's, or mixed where the headline tells of both."""
    if lead.direction in (Direction.NEUTRAL, Direction.MIXED):
        return lead.direction
    said = {
        one.direction
        for one in found
        if one.start < view.title_end
        and one.act is not None
        and one.type is not None
        and not one.background
    }
    both = {Direction.RESTRICTIVE, Direction.LIBERALISING} <= said
    return Direction.MIXED if both else lead.direction


def _lead_measure(
    told: Told, claim: Claim, sides: tuple[Codes, Codes], found: list[Claim]
) -> Measure:
    view = told.view
    span = (0, _reach(view, 1))
    if ladder.denied(view, claim, found):
        neutral = claim._replace(action=MeasureAction.UPHOLD, direction=Direction.NEUTRAL)
        return _measure(told, neutral, sides, span, (Status.IN_FORCE, False))
    claim = _by_numbers(claim, told.figures, span[1])
    state = ladder.lead_status(view, claim, told.figures, found)
    return _measure(told, claim, sides, span, (state, ladder.hedged(view, *span)))


def _by_numbers(claim: Claim, figures: list[Figure], reach: int) -> Claim:
    """Where the words are weak and both rates are known, the sign of the change decides."""
    if not claim.weak or claim.type not in (MeasureType.IMPORT_TARIFF, MeasureType.EXPORT_TAX):
        return claim
    for one in figures:
        told_here = claim.start <= one.evidence.start < claim.end
        if isinstance(one, Rate) and one.value == 0 and told_here:
            return claim._replace(action=MeasureAction.LOWER, direction=Direction.LIBERALISING)
        if isinstance(one, Rate) and one.previous is not None and one.evidence.start < reach:
            if one.value < one.previous:
                return claim._replace(action=MeasureAction.LOWER, direction=Direction.LIBERALISING)
            return claim._replace(action=MeasureAction.RAISE, direction=Direction.RESTRICTIVE)
    return claim


def _measure(
    told: Told,
    claim: Claim,
    sides: tuple[Codes, Codes],
    span: tuple[int, int],
    standing: tuple[Status, bool],
) -> Measure:
    """The measure of a claim; `span` is where its goods, laws and figures stand."""
    start, end = span
    return Measure(
        type=claim.type or (_usual(told.view) if start == 0 else MeasureType.OTHER),
        action=claim.action,
        status=standing[0],
        evidence=told.view.evidence(claim.start, claim.end),
        direction=claim.direction,
        hedged=standing[1],
        implementing=sides[0],
        affected=sides[1],
        products=_within(told.products, start, end),
        instruments=_within(told.instruments, start, end),
        figures=tuple(one for one in told.figures if start <= one.evidence.start < end),
    )


def _further(told: Told, claim: Claim, lead: Codes) -> Measure:
    """A measure beside the lead, told by its own clause."""
    view, span = told.view, (claim.start, claim.end)
    state = ladder.status(view, claim, told.figures, span)
    hedged = ladder.hedged(view, *view.clauses.around(claim.place))
    return _measure(told, claim, told.sides.of(claim, lead), span, (state, hedged))


def _reach(view: View, sentences: int) -> int:
    """The end of the headline and so many sentences after it."""
    return view.sentences.bounds(min(view.lead_sentence + sentences - 1, len(view.sentences) - 1))[
        1
    ]


def _usual(view: View) -> MeasureType:
    """The type of a general word (`curbs`) by what the item as a whole speaks of."""
    known = Counter(
        view.lens.barriers[one.key].type
        for one in view.mentions
        if one.kind == "barriers" and view.lens.barriers[one.key].type in TYPES
    )
    named = known.most_common(1)
    return MeasureType(named[0][0]) if named else MeasureType.OTHER


def _within(found: Found, start: int, end: int) -> tuple[str, ...]:
    return tuple(sorted({name for at, name in found if start <= at < end}))
