"""Read an item: what it says of a trade measure, with the words that every value was read from."""

import re
from collections.abc import Iterable

from bot.events.clause import Claim
from bot.events.figures import counts, dates, durations, money, quantity, rate
from bot.events.figures.candidate import Candidate, Reader
from bot.events.figures.codes import Code, codes
from bot.events.goods import goods, sectors
from bot.events.lens import Lens
from bot.events.measures import Account, Told, measures
from bot.events.parties import parties
from bot.events.relevance import relevant
from bot.events.sides import Sides
from bot.events.view import View
from bot.model.event import Amount, Day, Derived, Event, Figure, MeasureType, Rate
from bot.model.item import Item

# Stored with every event: an item read by an older version is read again.
VERSION = 2

READERS: tuple[Reader, ...] = (rate, money, dates, durations, quantity, counts)


def read(item: Item, lens: Lens) -> Event | None:
    """The event of an item; None where it is not about a trade measure."""
    view = View.of(item, lens)
    if not relevant(view)[0]:
        return None
    found = proposed(view)
    figures = _distinct(
        one.figure for one in sorted(found, key=lambda one: one.start) if one.figure
    )
    return _event(view, figures, [one.derived for one in found if one.derived])


def proposed(view: View) -> list[Candidate]:
    """Every figure that the readers propose, taken or rejected, each with its reason."""
    found = [one for reader in READERS for one in reader.candidates(view)]
    if "earlier version of" in view.lower:
        found = [_corrected(view, one) for one in found]
    if not any(word in view.lower for word in ("deni", "deny", "reject", "dismiss")):
        return found
    return [_denied(one) if _is_denied(view, one) else one for one in found]


_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?)\b[^.;]{0,40}"
    r"\b(?:rumou?rs|reports?|talk|speculation|claims?|plans?)\b[^.;]{0,40}$"
)


def _is_denied(view: View, one: Candidate) -> bool:
    """Whether a figure is only what somebody denies; a date stays a date."""
    if one.figure is None or isinstance(one.figure, Day):
        return False
    opening, _ = view.sentences.around(one.start)
    return _DENIAL.search(view.lower, max(opening, one.start - 120), one.start) is not None


def _corrected(view: View, one: Candidate) -> Candidate:
    """What an earlier version gave is no figure any more."""
    sentence = view.lower[slice(*view.sentences.around(one.start))]
    if one.figure is None or "earlier version of" not in sentence:
        return one
    return Candidate(one.start, one.end, None, "is corrected")


def _denied(one: Candidate) -> Candidate:
    return Candidate(one.start, one.end, None, "is denied")


def _event(view: View, figures: list[Figure], derived: list[Derived]) -> Event | None:
    laws = codes(view)
    wares = goods(view)
    named = [(code.evidence.start, code.canonical) for code in laws if code.canonical]
    sides = Sides.of_item(view, parties(view), figures, _seats(laws))
    account = measures(Told(view, sides, figures, wares + sectors(view), named))
    if account is None:
        return None
    made = account.measures
    return Event(
        item=view.item,
        direction=account.direction,
        measures=tuple(made),
        types=_types(account),
        implementing=account.implementing,
        affected=account.affected,
        products=tuple(sorted({name for _, name in wares})),
        instruments=tuple(sorted({name for _, name in named})),
        figures=tuple(figures),
        derived=tuple(derived),
        legal_keys=tuple(sorted({code.key for code in laws if code.key})),
    )


def _types(account: Account) -> tuple[MeasureType, ...]:
    """The lead's type and every other that a claim names."""
    named = {one.type for one in account.claims if one.type is not None and _counts(one, account)}
    return tuple(sorted({account.measures[0].type, *named}))


def _counts(claim: Claim, account: Account) -> bool:
    """A listing's licence adds no export control; an agreement counts if something is done."""
    lead = account.measures[0].type
    if claim.type is MeasureType.TRADE_AGREEMENT:
        return lead is claim.type or (claim.act is not None and not claim.plural)
    licence = claim.barrier is not None and claim.barrier.key in ("licence", "authorisation")
    return not (
        lead is MeasureType.ENTITY_LISTING and claim.type is MeasureType.EXPORT_CONTROL and licence
    )


def _seats(laws: list[Code]) -> tuple[str, ...]:
    """Whose law the instruments are of, in the order of the text."""
    ordered = sorted(laws, key=lambda code: code.evidence.start)
    return tuple(dict.fromkeys(code.seat for code in ordered if code.seat))


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    """One figure for each distinct statement: the first one's words are the evidence."""
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        kept.setdefault(_key(figure), figure)
    return list(kept.values())


def _key(figure: Figure) -> tuple[object, ...]:
    if isinstance(figure, Rate):
        return "rate", figure.value, figure.previous, figure.upper, figure.unit
    if isinstance(figure, Amount):
        return figure.kind, figure.value, figure.unit
    if isinstance(figure, Day):
        return "date", figure.role, figure.value
    return "duration", figure.value
