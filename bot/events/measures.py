"""Measures: what the item says is done, by whom, to whom, on what; the lead first."""

from collections import Counter
from dataclasses import dataclass

from bot.events import status as ladder
from bot.events.claims import Claim, claims
from bot.events.view import View
from bot.events.parties import Party, Role
from bot.model.event import Direction, Figure, Measure, MeasureAction, MeasureType, Status

_REMEDIES = (MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY, MeasureType.SAFEGUARD)


@dataclass(frozen=True, slots=True)
class Told:
    """A view with what the other readers found on it."""

    view: View
    parties: list[Party]
    figures: list[Figure]
    products: list[tuple[int, str]]
    instruments: list[tuple[int, str]]


def measures(told: Told) -> list[Measure]:
    """The measures of an item, lead first; empty where it tells of none."""
    found = claims(told.view)
    lead = _lead(told.view, found)
    if lead is None:
        return []
    rest = [one for one in found if one is not lead and not one.background]
    made = [_measure(told, lead, lead, True)]
    for one in rest:
        measure = _measure(told, one, lead, False)
        if not any(_same(measure, other) for other in made):
            made.append(measure)
    return made


def _same(one: Measure, other: Measure) -> bool:
    return (one.type, one.action, one.implementing, one.affected) == (
        other.type, other.action, other.implementing, other.affected,
    )  # fmt: skip


def _lead(view: View, found: list[Claim]) -> Claim | None:
    """The claim of the title, else that of the first sentence that has one."""
    if not found:
        return None
    title = [one for one in found if one.start < view.title_end]
    for group in (title, found):
        acting = [one for one in group if one.act is not None]
        for choice in ([one for one in acting if one.type is not None], acting, group):
            if choice:
                return choice[0]
    return None


def _measure(told: Told, claim: Claim, lead: Claim, is_lead: bool) -> Measure:
    view = told.view
    start, end = (0, _reach(view)) if is_lead else (claim.start, claim.end)
    kind = claim.type or _usual(view, claim)
    figures = [one for one in told.figures if start <= one.evidence.start < end]
    denial = is_lead and (ladder.denied(view, claim))
    action = MeasureAction.UPHOLD if denial else claim.action
    state = Status.IN_FORCE if denial else ladder.status(view, claim, told.figures, (start, end))
    acts, meant = _sides(told, claim, is_lead)
    return Measure(
        type=kind,
        action=action,
        status=state,
        evidence=view.evidence(claim.start, claim.end),
        direction=Direction.NEUTRAL if denial else claim.direction,
        hedged=ladder.hedged(
            view, *((0, _reach(view)) if is_lead else view.sentences.around(claim.start))
        ),
        implementing=acts,
        affected=meant,
        products=_within(told.products, start, end),
        instruments=_within(told.instruments, start, end),
        figures=tuple(figures),
    )


def _reach(view: View) -> int:
    """The end of the headline and the first sentence."""
    number = 1 if len(view.sentences) > 1 else 0
    return view.sentences.bounds(number)[1]


def _usual(view: View, claim: Claim) -> MeasureType:
    """The type of a general word (`curbs`) by what the item as a whole speaks of."""
    known = Counter(
        view.lens.barriers[one.key].type
        for one in view.mentions
        if one.kind == "barriers"
        and view.lens.barriers[one.key].type in MeasureType.__members__.values()
    )
    for name, _ in known.most_common():
        if name in ("export_control", "export_ban", "import_ban", "import_tariff"):
            return MeasureType(name)
    return MeasureType.OTHER


def _sides(told: Told, claim: Claim, is_lead: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    view = told.view
    spans = [(claim.start, claim.end), view.sentences.around(claim.start)]
    if is_lead:
        spans += [(0, view.title_end), (view.title_end, _reach(view)), (0, len(view.lower))]
    acts = _first_with(told.parties, spans, Role.ACTS)
    meant = _first_with(told.parties, spans[:4], Role.MEANT, whole=True)
    return acts, tuple(sorted(set(meant) - set(acts)))


def _first_with(
    parties: list[Party], spans: list[tuple[int, int]], role: Role, whole: bool = False
) -> tuple[str, ...]:
    for start, end in spans:
        codes = [one.code for one in parties if one.role is role and start <= one.start < end]
        if codes:
            return tuple(sorted(set(codes))) if whole else (codes[0],)
    return ()


def _within(found: list[tuple[int, str]], start: int, end: int) -> tuple[str, ...]:
    return tuple(sorted({name for at, name in found if start <= at < end}))
