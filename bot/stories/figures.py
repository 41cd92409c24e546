"""Which figures of an item are key, and whether they are new, changed or disputed. Pure.

A key figure is the measure's own: a rate, a date, how long, how many. What a report adds from the
side (trade volumes, revenue, shares of a market) is kept as background and moves nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.model.event import (
    Amount,
    AmountKind,
    DateRole,
    Day,
    Duration,
    Event,
    Figure,
    Measure,
    MeasureType,
    Rate,
)
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.story import Conflict, Stated, slot_of, value_of
from bot.stories.quoting import sentence

SAME_TELLING = timedelta(days=1)  # within it, differing press figures are a dispute, not a change
ECHO = timedelta(days=3)  # within it, press after an official text adds nothing of its own

_KEY_COUNTS = frozenset({"entity", "product", "tariff_line"})
_QUOTAS = frozenset({MeasureType.IMPORT_QUOTA, MeasureType.EXPORT_QUOTA, MeasureType.SAFEGUARD})
_FEE_AT_MOST = 100_000.0  # a fee or a floor price; larger sums are volumes of trade
_LIMIT = 160  # figures of a story that are kept


@dataclass(frozen=True, slots=True)
class Telling:
    """What matters of an item when its figures are weighed against those of a story."""

    event: Event
    moved: bool = False  # the measure moved with it
    silent: bool = False  # a roundup, a reaction, a comment
    mends: frozenset[str] = frozenset()  # slots in which its publisher said otherwise before
    ours: frozenset[str] = frozenset()  # items of the same publisher
    since_last: timedelta = timedelta()  # since the newest item of the story
    since_official: timedelta | None = None  # since the newest official item, if there is one

    @property
    def official(self) -> bool:
        return self.event.item.tier is Tier.OFFICIAL

    @property
    def echo(self) -> bool:
        """Press that follows an official text closely."""
        return not self.official and self.since_official is not None and self.since_official < ECHO


@dataclass(frozen=True, slots=True)
class Weighed:
    figures: tuple[Stated, ...]
    conflicts: tuple[Conflict, ...]


def key_figures(measure: Measure) -> tuple[Figure, ...]:
    """The key figures of a measure, each value once."""
    found = {
        (slot_of(figure), value_of(figure)): figure
        for figure in reversed(measure.figures)
        if is_key(figure, measure.type)
    }
    return tuple(reversed(found.values()))


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
        case Amount(kind=AmountKind.QUANTITY):
            return kind in _QUOTAS
        case Amount():
            return False


def weigh(known: Sequence[Stated], conflicts: Sequence[Conflict], telling: Telling) -> Weighed:
    """The figures of a story after one more telling, and its open conflicts."""
    theirs = key_figures(telling.event.lead)
    table = {stated.value: stated for stated in known}
    disputes = list(conflicts)
    for slot, group in _by_slot(theirs).items():
        ours = [stated for stated in table.values() if stated.slot == slot and stated.key]
        verdict = _verdict(ours, table, group, telling)
        if verdict is _CONFLICT:
            disputes.append(Conflict(ours[0], _stated(group[0], telling.event.item, key=False)))
        elif telling.official:
            disputes = [one for one in disputes if one.ours.slot != slot]
        fresh = verdict is _ACCEPT and bool(_unheard(group, table))
        _enter(table, group, telling.event.item, key=verdict is _ACCEPT)
        if fresh:
            _supersede(table, _outdone(ours, slot, telling), group)
    _note(table, telling.event.figures, theirs, telling.event.item)
    return Weighed(tuple(table.values())[:_LIMIT], tuple(disputes))


_ACCEPT, _KNOWN, _CONFLICT = "accept", "known", "conflict"


def _verdict(
    ours: Sequence[Stated],
    table: dict[tuple[str, str], Stated],
    group: Sequence[Figure],
    telling: Telling,
) -> str:
    """What becomes of the figures that an item states in one slot."""
    if telling.moved or slot_of(group[0]) in telling.mends:
        return _ACCEPT
    if telling.silent or not _unheard(group, table):
        return _KNOWN
    if telling.official:
        return _ACCEPT
    if not ours:
        return _KNOWN if telling.echo else _ACCEPT
    if not _disjoint(ours, group):
        return _KNOWN if telling.echo or telling.since_last < SAME_TELLING else _ACCEPT
    return _dispute(ours, group, telling)


def _unheard(group: Sequence[Figure], table: dict[tuple[str, str], Stated]) -> list[Figure]:
    return [figure for figure in group if (slot_of(figure), value_of(figure)) not in table]


def _outdone(ours: Sequence[Stated], slot: str, telling: Telling) -> list[Stated]:
    """What no longer holds: a publisher that mends its own figure does not undo what others say."""
    if slot not in telling.mends or telling.official:
        return list(ours)
    return [stated for stated in ours if telling.ours.issuperset(stated.items)]


def _dispute(ours: Sequence[Stated], group: Sequence[Figure], telling: Telling) -> str:
    """What becomes of press figures that differ from all that the story holds in their slot."""
    if _says_changed(ours, group):
        return _ACCEPT
    doubtful = telling.event.lead.hedged or telling.since_last < SAME_TELLING
    if not doubtful:
        return _ACCEPT
    if telling.since_official is not None or _is_count(group[0]):
        return _KNOWN
    return _CONFLICT if len(ours) == 1 and len(group) == 1 else _KNOWN


def _is_count(figure: Figure) -> bool:
    return isinstance(figure, Amount) and figure.kind is AmountKind.COUNT


def _says_changed(ours: Sequence[Stated], group: Sequence[Figure]) -> bool:
    """Whether an item states our value as the one that was replaced."""
    before = {f"{one.previous:g}" for one in group if isinstance(one, Rate) and one.previous}
    return any(value_of(stated.figure) in before for stated in ours)


def _disjoint(ours: Sequence[Stated], group: Sequence[Figure]) -> bool:
    return not {stated.value[1] for stated in ours} & {value_of(figure) for figure in group}


def _by_slot(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    slots: dict[str, list[Figure]] = {}
    for figure in figures:
        slots.setdefault(slot_of(figure), []).append(figure)
    return slots


def _enter(
    table: dict[tuple[str, str], Stated], group: Sequence[Figure], item: Item, key: bool
) -> None:
    """Write an item's figures into the table; a value that is there gains a source."""
    for figure in group:
        value = (slot_of(figure), value_of(figure))
        if stated := table.get(value):
            items = tuple(dict.fromkeys((*stated.items, item.id)))
            better = _fuller(stated.figure, figure)
            words = stated.sentence if better is stated.figure else sentence(item, figure.evidence)
            table[value] = Stated(better, items, stated.key or key, words)
        else:
            table[value] = _stated(figure, item, key)


def _stated(figure: Figure, item: Item, key: bool) -> Stated:
    return Stated(figure, (item.id,), key, sentence(item, figure.evidence))


def _fuller(ours: Figure, theirs: Figure) -> Figure:
    """The figure that says more: a rate with the one that it replaces."""
    if isinstance(ours, Rate) and isinstance(theirs, Rate) and ours.previous is None:
        return theirs if theirs.previous is not None else ours
    return ours


def _supersede(
    table: dict[tuple[str, str], Stated], ours: Sequence[Stated], group: Sequence[Figure]
) -> None:
    """The values that no longer hold are kept as background, so that an echo is not news."""
    now = {(slot_of(figure), value_of(figure)) for figure in group}
    for stated in ours:
        if stated.value not in now:
            table[stated.value] = replace(stated, key=False)


def _note(
    table: dict[tuple[str, str], Stated],
    figures: Iterable[Figure],
    keyed: Sequence[Figure],
    item: Item,
) -> None:
    """Keep what an item states beside its key figures as background."""
    done = {(slot_of(figure), value_of(figure)) for figure in keyed}
    rest = [figure for figure in figures if (slot_of(figure), value_of(figure)) not in done]
    _enter(table, rest, item, key=False)
