"""What a change of a measure takes with it: the rate before, its days and how long it was. Pure.

A rate `from 20 % to 10 %` is an act of its own. What was to start, to end or to last belonged to
the act before, and shown beside the newer rate it would be a figure that nobody stated.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.model.event import Event, Figure, Measure, MeasureAction, Rate
from bot.model.story import Stated, slot_of, value_of

Value = tuple[str, str]

_STARTS, _ENDS, _LASTS = "date:effective", "date:expiry", "duration"
_WHEN = frozenset({_STARTS, _ENDS, _LASTS})
_LASTING = frozenset({_ENDS, _LASTS})


def current(group: Sequence[Figure], ours: Sequence[Stated]) -> list[Figure]:
    """A slot's figures without the rate that another one of them replaced: `20 %, up from 10 %`."""
    now = {value_of(figure) for figure in group}
    known = [one.figure for one in ours if one.value[1] in now]
    replaced = {_previous(one) for one in (*group, *known)} - {None}
    return [
        one
        for one in group
        if not (isinstance(one, Rate) and one.previous is None and value_of(one) in replaced)
    ]


def restated(event: Event) -> frozenset[Value]:
    """The rates that only name what is extended: `extends the suspension of its 24 % tariff`."""
    lead = event.lead
    if lead.action is not MeasureAction.EXTEND:
        return frozenset()
    plain = (one for one in lead.figures if isinstance(one, Rate) and one.previous is None)
    return frozenset((slot_of(one), value_of(one)) for one in plain)


def turns(ours: Sequence[Stated], group: Sequence[Figure], table: Mapping[Value, Stated]) -> bool:
    """Whether a rate that stands is stated as the one that was replaced, by a change not heard."""
    standing = {value_of(stated.figure) for stated in ours}
    for figure in group:
        before = _previous(figure)
        known = table.get((slot_of(figure), value_of(figure)))
        if before in standing and (known is None or _previous(known.figure) != before):
            return True
    return False


def is_revived(known: Stated, figure: Figure) -> bool:
    """Whether a change leads back to a rate that held before: it is told anew, by other sources."""
    before = _previous(figure)
    return before is not None and _previous(known.figure) != before


def is_of_new_act(group: Sequence[Figure], table: Mapping[Value, Stated], event: Event) -> bool:
    """Whether days are told beside the change that stands: they are its own, whoever had them."""
    if not any(slot_of(one) in _WHEN for one in group):
        return False
    changes = [one for one in event.lead.figures if _previous(one) is not None]
    known = [table.get((slot_of(one), value_of(one))) for one in changes]
    return any(
        stated is not None and stated.key and _previous(stated.figure) == _previous(one)
        for stated, one in zip(known, changes, strict=True)
    )


def tells_of_before(figures: Iterable[Stated], lead: Measure) -> bool:
    """Whether a measure is told as the change of a rate that another change has replaced since."""
    was = {one.value: _previous(one.figure) for one in figures if not one.key}
    changes = [one for one in lead.figures if _previous(one) is not None]
    return bool(changes) and all(
        was.get((slot_of(one), value_of(one))) == _previous(one) for one in changes
    )


def _previous(figure: Figure) -> str | None:
    if isinstance(figure, Rate) and figure.previous is not None:
        return f"{figure.previous:g}"
    return None


def outlived(gone: Sequence[Stated], group: Sequence[Figure], turned: bool) -> frozenset[str]:
    """The slots that were the older act's, where `group` takes the place of `gone`.

    `turned` says that the measure was suspended, delayed, resumed: what starts is something else.
    A new end replaces how long something was to last, and the other way round.
    """
    slots = {slot_of(figure) for figure in group}
    if turned or _is_another_act(gone, group):
        return _WHEN
    return _LASTING if slots & _LASTING else frozenset()


def _is_another_act(gone: Sequence[Stated], group: Iterable[Figure]) -> bool:
    """Whether a change replaces another change, or the rate that another act had set.

    Two sources that differ on the rate of one change name the same rate before.
    """
    befores = {before for figure in group if (before := _previous(figure))}
    was = {value_of(one.figure) for one in gone}
    came_from = {before for one in gone if (before := _previous(one.figure))}
    return bool(befores and (befores & was or (came_from and not befores & came_from)))
