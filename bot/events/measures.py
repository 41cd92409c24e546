"""Measures: what the item says is done, by whom, to whom, on what; the lead first."""

from collections import Counter
from dataclasses import dataclass

from bot.events.claims import claims
from bot.events.clause import Claim
from bot.events.covered import on_goods
from bot.events.cues import cues, denied, hedged, withdrawn
from bot.events.kinds import TYPES
from bot.events.lead import by_numbers, folded, for_a_time, lead_of, reach_of, strengthened
from bot.events.sides import Codes, Sides
from bot.events.status import lead_status, status
from bot.events.tying import absorbed, tied
from bot.events.view import View
from bot.events.voices import reported
from bot.events.whole import all_acting, all_meant
from bot.model.event import Direction, Figure, Measure, MeasureAction, MeasureType, Rate, Status

Found = list[tuple[int, str]]
_NOT_DONE = frozenset({"withdrawn", "denied"})
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
    found = folded(told.view, claims(told.view))
    lead = lead_of(told.view, found)
    if lead is None or (lead.background and lead.start >= told.view.title_end):
        return None
    lead = strengthened(told.view, lead, found)
    sides = told.sides.lead(lead)
    made = [_lead_measure(told, lead, sides, found)]
    for one in found[:_MOST]:
        if not one.background and _told(told, one) and not _given_up(told.view, one):
            measure = _further(told, one, sides[0])
            if not any(_same(measure, other) for other in made):
                made.append(measure)
    made = tied(told.view, told.sides, absorbed(made[0], made[1:]), told.figures, found[:_MOST])
    told_of = [one for one in found if one.type is not None]
    return Account(
        made, found,
        tuple(sorted(all_acting(told.sides, sides[0], found))),
        tuple(sorted(all_meant(told.sides, sides, told_of))),
        whole_direction(told.view, made[0], found),
    )  # fmt: skip


def _told(told: Told, claim: Claim) -> bool:
    """Whether a clause tells a measure: something is done, or a rate is stated."""
    if claim.act is not None:
        return True
    inside = (one for one in told.figures if claim.start <= one.evidence.start < claim.end)
    return any(isinstance(one, Rate) for one in inside)


def _given_up(view: View, claim: Claim) -> bool:
    """Whether a clause only tells what is not done any more: `no longer plans to impose`."""
    if _NOT_DONE.isdisjoint(view.said):
        return False
    return not _NOT_DONE.isdisjoint(cues(view, claim.start, claim.place))


def _same(one: Measure, other: Measure) -> bool:
    """Whether a measure tells nothing that an earlier one does not tell."""
    if (one.type, one.action, one.implementing) != (other.type, other.action, other.implementing):
        return False
    return (
        set(one.affected) <= set(other.affected)
        and set(one.products) <= set(other.products)
        and set(one.instruments) <= set(other.instruments)
        and {id(figure) for figure in one.figures} <= {id(figure) for figure in other.figures}
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
    span = (0, reach_of(view, 1))
    if withdrawn(view):
        given_up = claim._replace(action=MeasureAction.REMOVE, direction=Direction.LIBERALISING)
        return _measure(told, given_up, sides, span, (Status.ENDED, hedged(view, *span)))
    if denied(view, claim, found):
        neutral = claim._replace(action=MeasureAction.UPHOLD, direction=Direction.NEUTRAL)
        return _measure(told, neutral, sides, span, (Status.IN_FORCE, False))
    claim = for_a_time(view, by_numbers(claim, told.figures, span[1]), told.figures)
    state = lead_status(view, claim, told.figures, found)
    return _measure(told, claim, sides, span, (state, hedged(view, *span) or reported(view)))


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
        products=_within(_goods(told, claim, span), start, end),
        instruments=_within(told.instruments, start, end),
        figures=tuple(one for one in told.figures if start <= one.evidence.start < end),
    )


def _further(told: Told, claim: Claim, lead: Codes) -> Measure:
    """A measure beside the lead, told by its own clause."""
    view, span = told.view, (claim.start, claim.end)
    state = status(view, claim, told.figures, span)
    loose = hedged(view, *view.clauses.around(claim.place))
    return _measure(told, claim, told.sides.of(claim, lead), span, (state, loose))


def _goods(told: Told, claim: Claim, span: tuple[int, int]) -> Found:
    """The goods that a measure can fall on; for the lead without reasons and what it spares."""
    if span[0] > 0:
        return told.products
    freeing = claim.direction is Direction.LIBERALISING
    listing = claim.type is MeasureType.ENTITY_LISTING
    inside = sorted(one for one in told.products if one[0] < span[1])
    return on_goods(told.view, inside, freeing, listing)


def _usual(view: View) -> MeasureType:
    """The type of a general word (`curbs`) by what the item as a whole speaks of."""
    first = view.first
    for one in view.between(*first, "barriers"):
        if view.lens.barriers[one.key].type in TYPES:
            return MeasureType(view.lens.barriers[one.key].type)
    known = Counter(
        view.lens.barriers[one.key].type
        for one in view.mentions
        if one.kind == "barriers" and view.lens.barriers[one.key].type in TYPES
    )
    named = known.most_common(1)
    if not named and ("duty-free" in view.lower or _parcels(view)):
        return MeasureType.IMPORT_TARIFF
    return MeasureType(named[0][0]) if named else MeasureType.OTHER


def _parcels(view: View) -> bool:
    """Whether small parcels are what it is about: what they are spared or pay is a duty."""
    return any(one.key == "low_value_parcels" for one in view.mentions if one.kind == "products")


def _within(found: Found, start: int, end: int) -> tuple[str, ...]:
    return tuple(sorted({name for at, name in found if start <= at < end}))
