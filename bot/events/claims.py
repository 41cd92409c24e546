"""Claims: what a clause says is done to a barrier. Measures are made of them."""

import re
from dataclasses import dataclass

from bot.events.view import View
from bot.model.event import Direction, MeasureAction, MeasureType
from bot.text.spotting import Mention

A = MeasureAction
_RESTRICTS = frozenset({A.IMPOSE, A.RAISE, A.RESUME, A.TIGHTEN, A.EXTEND})
_FREES = frozenset({A.LOWER, A.REMOVE, A.SUSPEND, A.DELAY, A.EXEMPT, A.EASE, A.STRIKE_DOWN})


@dataclass(frozen=True, slots=True)
class Claim:
    """An act on a barrier, as one clause tells it."""

    start: int  # of the clause
    end: int
    type: MeasureType | None  # None: only the item as a whole can tell
    action: MeasureAction
    direction: Direction
    barrier: Mention | None
    act: Mention | None
    background: bool
    relief: bool


def claims(view: View) -> list[Claim]:
    """The claims of a view in the order of the text; one for each barrier that a clause names."""
    found: list[Claim] = []
    for number in range(len(view.clauses)):
        start, end = view.clauses.bounds(number)
        inside = view.between(start, end)
        if any(one.kind in ("barriers", "actions") for one in inside):
            found += _clause(view, start, end, inside)
    return found


def _clause(view: View, start: int, end: int, inside: list[Mention]) -> list[Claim]:
    barriers = [one for one in inside if one.kind == "barriers"]
    acts = [one for one in inside if one.kind == "actions"]
    past = any(one.kind == "statuses" and one.key == "background" for one in inside)
    claims = []
    for barrier in barriers:
        act = _act(view, barrier, acts, barriers)
        claims.append(_claim(view, start, end, barrier, act, past))
    bare = [act for act in acts if view.lens.acts[act.key].barrier]
    if not barriers and bare:
        claims.append(_bare(view, start, end, bare[0], past))
    return claims


def _act(
    view: View, barrier: Mention, acts: list[Mention], barriers: list[Mention]
) -> Mention | None:
    """The act that governs a barrier: the nearest before it, else the nearest after it."""
    ahead = [one for one in acts if one.end <= barrier.start]
    behind = [one for one in acts if one.start >= barrier.end]
    strong = [one for one in ahead if not view.lens.acts[one.key].weak]
    near = strong or ahead
    if near:
        return near[-1] if not strong else _chosen(view, near, barrier)
    strong = [one for one in behind if not view.lens.acts[one.key].weak]
    return next(iter(strong or behind), None)


def _chosen(view: View, near: list[Mention], barrier: Mention) -> Mention:
    """`extends the suspension of duties`: the verb rules over the noun it takes."""
    return near[-1]


def _claim(
    view: View, start: int, end: int, barrier: Mention, act: Mention | None, past: bool
) -> Claim:
    known = view.lens.barriers[barrier.key]
    kind = _type(view, known.type, start, end, barrier)
    action = _action(view, act, barrier, kind, known.relief, end)
    return Claim(
        start, end, kind, action, direction(action, known.relief, kind), barrier, act,
        past or _past(view, start, act), known.relief,
    )  # fmt: skip


def _bare(view: View, start: int, end: int, act: Mention, past: bool) -> Claim:
    barrier = view.lens.acts[act.key].barrier or "open"
    kind = _type(view, barrier, start, end, act)
    return Claim(start, end, kind, A.IMPOSE, Direction.RESTRICTIVE, None, act, past, False)


_HAD = re.compile(r"\b(?:had|has been|have been) (?:\w+ly )?$")


def _past(view: View, start: int, act: Mention | None) -> bool:
    if act is None:
        return False
    return (
        re.search(r"\bhad (?:\w+ ){0,2}$", view.lower[max(start, act.start - 30) : act.start])
        is not None
    )


def _type(view: View, name: str, start: int, end: int, at: Mention) -> MeasureType | None:
    """The measure's type; a ban or a quota goes by the flow that its clause speaks of."""
    if name in MeasureType.__members__.values():
        return MeasureType(name)
    flow = _flow(view, start, end, at) or _flow(view, *view.sentences.around(at.start), at)
    by_flow = {
        "ban": (MeasureType.EXPORT_BAN, MeasureType.IMPORT_BAN, MeasureType.IMPORT_BAN),
        "quota": (MeasureType.EXPORT_QUOTA, MeasureType.IMPORT_QUOTA, MeasureType.IMPORT_QUOTA),
        "licence": (
            MeasureType.EXPORT_CONTROL,
            MeasureType.IMPORT_LICENSING,
            MeasureType.EXPORT_CONTROL,
        ),
        "tax": (MeasureType.EXPORT_TAX, MeasureType.IMPORT_TARIFF, MeasureType.IMPORT_TARIFF),
        "open": (MeasureType.EXPORT_CONTROL, MeasureType.IMPORT_BAN, None),
    }[name]
    return by_flow[0] if flow == "flow_out" else by_flow[1] if flow == "flow_in" else by_flow[2]


def _flow(view: View, start: int, end: int, at: Mention) -> str | None:
    near = [one for one in view.between(start, end) if one.key in ("flow_in", "flow_out")]
    if not near:
        return None
    return min(near, key=lambda one: abs(one.start - at.start)).key


def _action(
    view: View,
    act: Mention | None,
    barrier: Mention,
    kind: MeasureType | None,
    relief: bool,
    end: int,
) -> MeasureAction:
    if act is None:
        return A.NEGOTIATE if kind is MeasureType.TRADE_AGREEMENT else A.IMPOSE
    named = view.lens.acts[act.key].action
    if named == "lift":
        rate = view.lens.barriers[barrier.key].rate
        risen = re.search(r"\bto (?:\w+ )?\d|\bby \d|\bfrom \d", view.lower[act.end : end])
        named = A.RAISE if rate and risen else A.REMOVE
    elif named == "halt":
        named = A.SUSPEND
    assert isinstance(named, MeasureAction)
    if relief and kind is not MeasureType.TRADE_AGREEMENT:
        return _on_relief(named)
    if kind in (MeasureType.IMPORT_QUOTA, MeasureType.EXPORT_QUOTA):
        named = {A.RAISE: A.EASE, A.LOWER: A.TIGHTEN}.get(named, named)
    return named


def _on_relief(action: MeasureAction) -> MeasureAction:
    """What is done to a relief, told of the barrier that it takes away."""
    if action in (A.REMOVE, A.SUSPEND, A.STRIKE_DOWN):
        return A.IMPOSE
    if action in (A.IMPOSE, A.EASE, A.RESUME, A.RAISE):
        return A.EXEMPT
    return action


def direction(action: MeasureAction, relief: bool, kind: MeasureType | None) -> Direction:
    """Which way an act moves trade: the action times the polarity of what it is done to."""
    if kind is MeasureType.TRADE_AGREEMENT:
        return Direction.RESTRICTIVE if action is A.REMOVE else Direction.LIBERALISING
    if action is A.EXTEND and relief:
        return Direction.LIBERALISING
    if action in _RESTRICTS:
        return Direction.RESTRICTIVE
    if action in _FREES:
        return Direction.LIBERALISING
    return Direction.NEUTRAL
