"""The figures of a story by their value, in a table of the caller: entered, superseded, bounded.

What no longer holds stays as background, so that its echo is not news.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.model.event import Figure, Rate
from bot.model.item import Item
from bot.model.story import Stated, slot_of, value_of
from bot.stories.changes import is_revived
from bot.stories.quoting import sentence
from bot.stories.telling import Telling

Table = dict[tuple[str, str], Stated]
_LIMIT = 160  # figures of a story that are kept


def enter(
    table: Table,
    group: Sequence[Figure],
    item: Item,
    key: bool,
    anew: bool = False,
) -> None:
    """Write an item's figures into the table; a value that is there gains a source."""
    for figure in group:
        value = (slot_of(figure), value_of(figure))
        stated = table.get(value)
        if stated and not (anew and is_revived(stated, figure)):
            table[value] = _joined(stated, figure, item, key)
        else:
            table[value] = stated_in(figure, item, key)


def stated_in(figure: Figure, item: Item, key: bool) -> Stated:
    """A figure by the word of one item, with the sentence that it was read from."""
    return Stated(figure, (item.id,), key, sentence(item, figure.evidence))


def _joined(known: Stated, figure: Figure, item: Item, key: bool) -> Stated:
    """A figure with one more source; who said most of it is named first, with its sentence."""
    others = tuple(one for one in known.items if one != item.id)
    if known.items[0] == item.id or _fuller(known.figure, figure) is figure:
        told = stated_in(figure, item, key)
        return replace(told, items=(item.id, *others), key=known.key or key)
    return replace(known, items=(*others, item.id), key=known.key or key)


def _fuller(ours: Figure, theirs: Figure) -> Figure:
    """The figure that says more: a rate with the one that it replaces."""
    if isinstance(ours, Rate) and isinstance(theirs, Rate) and ours.previous is None:
        return theirs if theirs.previous is not None else ours
    return ours


def supersede(table: Table, ours: Sequence[Stated], group: Sequence[Figure]) -> list[Stated]:
    """The values that no longer hold; they are kept as background, so that an echo is not news."""
    now = {(slot_of(figure), value_of(figure)) for figure in group}
    gone = [stated for stated in ours if stated.value not in now]
    for stated in gone:
        table[stated.value] = replace(stated, key=False)
    return gone


def outlive(table: Table, slots: frozenset[str], telling: Telling) -> None:
    """What belonged to the act before no longer holds."""
    for stated in list(table.values()):
        if stated.key and stated.slot in slots and telling.holds(stated):
            table[stated.value] = replace(stated, key=False)


def note(
    table: Table,
    figures: Iterable[Figure],
    keyed: Sequence[Figure],
    item: Item,
) -> None:
    """Keep what an item states beside its key figures as background."""
    done = {(slot_of(figure), value_of(figure)) for figure in keyed}
    rest = [figure for figure in figures if (slot_of(figure), value_of(figure)) not in done]
    enter(table, rest, item, key=False)


def bounded(figures: Iterable[Stated]) -> tuple[Stated, ...]:
    """All key figures, and as much of the newest background as there is room for."""
    every = list(figures)
    surplus = len(every) - _LIMIT
    if surplus <= 0:
        return tuple(every)
    old = [stated for stated in every if not stated.key][:surplus]
    return tuple(stated for stated in every if stated not in old)
