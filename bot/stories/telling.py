"""What an item tells of the measure that it is about: its key figures, and how it is to be taken.

A key figure is the measure's own: a rate, a date, how long, how many. What a report adds from the
side (trade volumes, revenue, shares of a market) is kept as background and moves nothing. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.model.event import (
    Amount,
    AmountKind,
    DateRole,
    Day,
    Duration,
    Event,
    Evidence,
    Figure,
    Measure,
    MeasureAction,
    MeasureType,
    Rate,
)
from bot.model.feed import Tier
from bot.model.story import Stated, slot_of, value_of

ECHO = timedelta(days=3)  # within it, press after an official text adds nothing of its own

_KEY_COUNTS = frozenset({"entity", "product", "tariff_line"})
_QUOTAS = frozenset({MeasureType.IMPORT_QUOTA, MeasureType.EXPORT_QUOTA, MeasureType.SAFEGUARD})
_FEE_AT_MOST = 100_000.0  # a fee or a floor price; larger sums are volumes of trade


@dataclass(frozen=True, slots=True)
class Telling:
    """What matters of an item when its figures are weighed against those of a story."""

    event: Event
    kind: MeasureType | None = None  # of the story's measure; None for a new one
    moved: bool = False  # the measure moved with it
    turned: bool = False  # ... by an act of another kind: suspended, delayed, resumed
    silent: bool = False  # a roundup, a reaction, a comment
    mends: frozenset[str] = frozenset()  # slots in which its publisher said otherwise before
    ours: frozenset[str] = frozenset()  # items of the same publisher
    repeated: frozenset[tuple[str, str]] = frozenset()  # what the same item said before
    withdrawn: frozenset[tuple[str, str]] = frozenset()  # what it said and no longer says
    since_last: timedelta = timedelta()  # since the newest item of the story
    since_official: timedelta | None = None  # since the newest official item, if there is one
    officials: frozenset[str] = frozenset()  # the official items of the story

    own: frozenset[tuple[str, str]] | None = None  # what the measure it is about states; None: all

    def holds(self, stated: Stated) -> bool:
        """Whether a figure of the story is one of the measure that the item is about."""
        return self.own is None or stated.value in self.own

    @property
    def official(self) -> bool:
        return self.event.item.tier is Tier.OFFICIAL

    @property
    def echo(self) -> bool:
        """Press that follows an official text closely."""
        return not self.official and self.since_official is not None and self.since_official < ECHO


def key_figures(event: Event) -> tuple[Figure, ...]:
    """The key figures of the measure that an item is about, each value once.

    Where none of a kind is tied to the lead, loose ones count as its own.
    """
    lead = event.lead
    own = [figure for figure in lead.figures if is_key(figure, lead.type)]
    slots = {slot_of(figure) for figure in own}
    loose = [one for one in _loose(event) if is_key(one, lead.type) and slot_of(one) not in slots]
    found = {(slot_of(figure), value_of(figure)): figure for figure in reversed([*own, *loose])}
    return tuple(reversed(found.values()))


def _loose(event: Event) -> Iterable[Figure]:
    """The figures that can only be the lead's: it is told alone, or in the very same words."""
    others = [one for one in event.measures[1:] if not _is_within(one, event.lead)]
    tied = {(slot_of(figure), value_of(figure)) for other in others for figure in other.figures}
    for figure in event.figures:
        free = (slot_of(figure), value_of(figure)) not in tied
        if free and (not others or _overlaps(figure.evidence, event.lead.evidence)):
            yield figure


def _is_within(measure: Measure, lead: Measure) -> bool:
    """Whether a measure names nothing that the lead does not name: a part of the same act."""
    return (
        (measure.action is MeasureAction.INVESTIGATE) is (lead.action is MeasureAction.INVESTIGATE)
        and (measure.type is lead.type or not measure.implementing)
        and set(measure.implementing) <= set(lead.implementing)
        and set(measure.affected) <= set(lead.affected)
        and set(measure.products) <= set(lead.products)
    )


def _overlaps(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def is_key(figure: Figure, kind: MeasureType) -> bool:
    """Whether a figure is the measure's own."""
    match figure:
        case Rate() | Duration():
            return True
        case Day():
            return figure.role in (DateRole.EFFECTIVE, DateRole.EXPIRY)
        case Amount(kind=AmountKind.COUNT):
            return figure.unit in _KEY_COUNTS
        case Amount(kind=AmountKind.MONEY):
            return figure.value <= _FEE_AT_MOST
        case Amount(kind=AmountKind.QUANTITY | AmountKind.SHARE):
            return kind in _QUOTAS
        case Amount():
            return False
