"""Why an item was read as it was: every candidate with the reason that took or rejected it."""

from dataclasses import dataclass

from bot.events.claims import claims
from bot.events.figures.candidate import Candidate
from bot.events.figures.codes import codes
from bot.events.lens import Lens
from bot.events.parties import parties
from bot.events.read import proposed
from bot.events.relevance import relevant
from bot.events.view import View
from bot.model.event import Amount, Day, Duration, Figure, Rate
from bot.model.item import Item


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was seen: where, what it was taken for, and why."""

    start: int  # in `Item.body`
    end: int
    style: str  # `figure`, `rejected`, `party`, `measure`, `code` or `item`
    taken: bool
    what: str
    why: str


def explain(item: Item, lens: Lens) -> list[Line]:
    """What was seen in an item, in the order of the text, the verdict on relevance first."""
    view = View.of(item, lens)
    taken, why = relevant(view)
    verdict = Line(0, view.title_end, "item", taken, "relevant" if taken else "not relevant", why)
    found = [_figure(view, one) for one in proposed(view)]
    return [verdict, *sorted([*found, *_rest(view)], key=lambda line: line.start)]


def _rest(view: View) -> list[Line]:
    lines = [
        _line(view, one.start, one.end, "party", True, f"{one.code} {one.role}", one.reason)
        for one in parties(view)
    ]
    lines += [
        Line(
            code.evidence.start,
            code.evidence.end,
            "code",
            True,
            str(code.canonical or code.key),
            "named",
        )
        for code in codes(view)
    ]
    for claim in claims(view):
        said = f"{claim.type or 'measure'}: {claim.action}, {claim.direction}"
        why = "tells of the past" if claim.background else "an act on a barrier in its clause"
        lines.append(
            _line(view, claim.start, claim.end, "measure", not claim.background, said, why)
        )
    return lines


def _figure(view: View, one: Candidate) -> Line:
    taken = one.figure is not None
    what = _said(one.figure) if one.figure else "no figure"
    return _line(
        view, one.start, one.end, "figure" if taken else "rejected", taken, what, one.reason
    )


def _line(view: View, start: int, end: int, style: str, taken: bool, what: str, why: str) -> Line:
    span = view.evidence(start, end)
    return Line(span.start, span.end, style, taken, what, why)


def _said(figure: Figure) -> str:
    if isinstance(figure, Rate):
        before = f"{figure.previous:g} -> " if figure.previous is not None else ""
        after = f" to {figure.upper:g}" if figure.upper is not None else ""
        return f"rate {before}{figure.value:g}{after} {figure.unit}"
    if isinstance(figure, Amount):
        return f"{figure.kind} {figure.value:g} {figure.unit}"
    if isinstance(figure, Day):
        return f"{figure.role} {figure.value}"
    return f"lasts {figure.value}" if isinstance(figure, Duration) else ""
