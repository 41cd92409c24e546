"""Whether the figures of an item are new to a story, changed or disputed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.model.event import Amount, AmountKind, Day, Figure, Rate
from bot.model.story import Conflict, Stated, slot_of, value_of
from bot.stories.changes import current, is_of_new_act, outlived, restated, turns
from bot.stories.table import Table, bounded, enter, note, outlive, stated_in, supersede
from bot.stories.telling import Telling, is_key, key_figures

SAME_TELLING = timedelta(days=1)  # within it, differing press figures are a dispute, not a change


@dataclass(frozen=True, slots=True)
class Weighed:
    figures: tuple[Stated, ...]
    conflicts: tuple[Conflict, ...]


def weigh(known: Sequence[Stated], conflicts: Sequence[Conflict], telling: Telling) -> Weighed:
    """The figures of a story after one more telling, and its open conflicts."""
    theirs = _held(telling, known)
    table = {stated.value: stated for stated in known}
    disputes = list(conflicts)
    stated_slots = {slot_of(figure) for figure in theirs}
    for slot, group in _by_slot(theirs).items():
        ours = [
            one for one in table.values() if one.slot == slot and one.key and telling.holds(one)
        ]
        verdict = _verdict(ours, table, group, telling)
        if verdict is _CONFLICT:
            disputes.append(Conflict(ours[0], stated_in(group[0], telling.event.item, key=False)))
        elif telling.official:
            disputes = [one for one in disputes if one.ours.slot != slot]
        turned = turns(ours, group, _own(table, telling))
        fresh = verdict is _ACCEPT and (turned or _adds(ours, group))
        enter(table, group, telling.event.item, key=verdict is _ACCEPT, anew=fresh)
        if fresh:
            gone = supersede(table, _outdone(ours, slot, telling), group)
            outlive(table, outlived(gone, group, telling.turned) - stated_slots, telling)
    if telling.turned:
        outlive(table, outlived((), (), turned=True) - stated_slots, telling)
    note(table, telling.event.figures, theirs, telling.event.item)
    return Weighed(bounded(table.values()), tuple(disputes))


def _own(table: Table, telling: Telling) -> Table:
    """What the story knows of the measure that an item is about."""
    return {value: stated for value, stated in table.items() if telling.holds(stated)}


def _held(telling: Telling, known: Sequence[Stated]) -> list[Figure]:
    """The key figures of an item, without rates that it names as replaced or as extended."""
    extended = restated(telling.event) if known else frozenset()
    kind = telling.kind or telling.event.lead.type
    told = {one.slot for one in known}  # another volume of one that was told beside the duty
    theirs = [
        one
        for one in key_figures(telling.event)
        if is_key(one, kind) or (slot_of(one) in told and is_key(one, telling.event.lead.type))
    ]
    ours = [one for one in known if one.key and telling.holds(one)]
    return [
        figure
        for slot, group in _by_slot(theirs).items()
        for figure in current(group, [one for one in ours if one.slot == slot])
        if (slot_of(figure), value_of(figure)) not in extended
    ]


_ACCEPT, _KNOWN, _CONFLICT = "accept", "known", "conflict"


def _verdict(
    ours: Sequence[Stated],
    table: Table,
    group: Sequence[Figure],
    telling: Telling,
) -> str:
    """What becomes of the figures that an item states in one slot."""
    if all((slot_of(one), value_of(one)) in telling.repeated for one in group):
        return _KNOWN
    if telling.moved or slot_of(group[0]) in telling.mends:
        return _ACCEPT
    if not telling.silent and turns(ours, group, _own(table, telling)):
        return _ACCEPT
    if telling.official and _adds(ours, _unbacked(group, table, telling)):
        return _ACCEPT
    if telling.official and not ours and is_of_new_act(group, table, telling.event):
        return _ACCEPT
    if telling.silent or telling.official or not _unheard(group, table):
        return _KNOWN
    if not ours:
        told = telling.echo or _is_past(group, telling) or _is_step(group, table)
        return _KNOWN if told else _ACCEPT
    if not _disjoint(ours, group):
        return _KNOWN if telling.echo or telling.since_last < SAME_TELLING else _ACCEPT
    return _dispute(ours, group, telling)


def _is_past(group: Sequence[Figure], telling: Telling) -> bool:
    """Whether days are stated on which a measure already began: no news of a measure in force."""
    published = telling.event.item.published
    return published is not None and all(
        isinstance(figure, Day) and figure.value <= published.date().isoformat() for figure in group
    )


def _is_step(group: Sequence[Figure], table: Table) -> bool:
    """Whether a change is stated in points where the rate that it leads to is known."""
    points = all(isinstance(one, Rate) and one.unit == "percentage_points" for one in group)
    return points and any(stated.key and stated.slot == "rate:percent" for stated in table.values())


def _unbacked(group: Sequence[Figure], table: Table, telling: Telling) -> list[Figure]:
    """The figures that no official item of the story has stated: what was superseded is not new."""
    return [
        figure
        for figure in group
        if (known := table.get((slot_of(figure), value_of(figure)))) is None
        or not telling.officials.intersection(known.items)
    ]


def _adds(ours: Sequence[Stated], group: Sequence[Figure]) -> bool:
    """Whether an item states more than what the story holds."""
    return bool(_unheard(group, {stated.value: stated for stated in ours}))


def _unheard(group: Sequence[Figure], table: Table) -> list[Figure]:
    return [one for one in group if not _is_known(slot_of(one), value_of(one), table)]


def _is_known(slot: str, value: str, table: Iterable[tuple[str, str]]) -> bool:
    """Whether a value stands there; a month is the same as a day in it."""
    if slot.startswith("date:"):
        return any(
            slot == other and (value.startswith(known) or known.startswith(value))
            for other, known in table
        )
    return (slot, value) in table


def _outdone(ours: Sequence[Stated], slot: str, telling: Telling) -> list[Stated]:
    """What no longer holds: a publisher undoes its own word and its echoes, not what others say."""
    if slot not in telling.mends or telling.official:
        return list(ours)
    return [
        stated
        for stated in ours
        if telling.ours.issuperset(stated.items) or stated.value in telling.withdrawn
    ]


def _dispute(ours: Sequence[Stated], group: Sequence[Figure], telling: Telling) -> str:
    """What becomes of press figures that differ from all that the story holds in their slot."""
    doubtful = telling.event.lead.hedged or telling.since_last < SAME_TELLING
    if not doubtful:
        return _ACCEPT
    backed = any(telling.officials.intersection(stated.items) for stated in ours)
    if backed or _is_count(group[0]):
        return _KNOWN
    return _CONFLICT if len(ours) == 1 and len(group) == 1 else _KNOWN


def _is_count(figure: Figure) -> bool:
    return isinstance(figure, Amount) and figure.kind is AmountKind.COUNT


def _disjoint(ours: Sequence[Stated], group: Sequence[Figure]) -> bool:
    held = [stated.value for stated in ours]
    return not any(_is_known(slot_of(one), value_of(one), held) for one in group)


def _by_slot(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    slots: dict[str, list[Figure]] = {}
    for figure in figures:
        slots.setdefault(slot_of(figure), []).append(figure)
    return slots
