"""Claims: what a clause says is done to a barrier. Measures are made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.events.acts import ON_QUOTA, action_on, direction, judged
from bot.events.view import View
from bot.model.event import Direction, MeasureAction, MeasureType
from bot.text.spotting import Mention

_BOTH = re.compile(
    r"\b(?:all trade|imports? and exports?|every import and export|trade embargo|exports? and imports?)\b"
)
_ON_LIST = re.compile(r"\b(?:off|from|out of)\b[^.;]{0,40}$")
_TAKE = re.compile(r"\b(?:tak(?:e|es|ing|en)|took|remov\w+|strik\w+|struck|delist\w*|drop\w*)\b")
_HAD = re.compile(r"\bhad (?:\w+ ){0,2}$")


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
    background: bool = False
    relief: bool = False
    plural: bool = False  # the barrier is named in the plural: `free trade agreements`
    weak: bool = False  # without an act of its own, or only with a weak one


def claims(view: View) -> list[Claim]:
    """The claims of a view in the order of the text; one for each barrier that a clause names."""
    found: list[Claim] = []
    for number in range(len(view.clauses)):
        start, end = view.clauses.bounds(number)
        inside = view.between(start, end)
        if any(one.kind in ("barriers", "actions") for one in inside):
            inside += _acts_beside(view, number, inside)
            for claim in sorted(_clause(view, start, end, inside), key=_place):
                found.append(
                    replace(claim, background=claim.background or _past(view, claim, inside))
                )
    return _settled(found)


def _place(claim: Claim) -> int:
    at = claim.act or claim.barrier
    return at.start if at else claim.start


def _acts_beside(view: View, number: int, inside: list[Mention]) -> list[Mention]:
    """The acts of the next clause, for a clause that names a barrier and leaves the act to it.

    `CBAM: small importers exempted`; the act must have no barrier of its own.
    """
    if any(one.kind == "actions" for one in inside) or number + 1 >= len(view.clauses):
        return []
    start, end = view.clauses.bounds(number + 1)
    if (
        view.sentences.at(start) != view.sentences.at(inside[0].start)
        or view.lower[start - 2 : start] != ": "
    ):
        return []
    beside = view.between(start, end)
    acts = [one for one in beside if one.kind == "actions"]
    return [] if any(one.kind == "barriers" for one in beside) else acts


_SUBORDINATE = re.compile(r"\s?(?:after|since|because|before|until after)\b")


def _past(view: View, claim: Claim, inside: list[Mention]) -> bool:
    """Whether the clause looks back: a cue of the past that stands before what is done."""
    at = claim.act or claim.barrier
    if _SUBORDINATE.match(view.lower, claim.start):
        return True
    return any(
        one.kind == "statuses" and one.key == "background" and (at is None or one.start < at.end)
        for one in inside
    )


def _settled(found: list[Claim]) -> list[Claim]:
    """Bans whose flow their own sentence does not tell go by the first ban that tells it."""
    known = {
        "ban": _first(found, MeasureType.EXPORT_BAN, MeasureType.IMPORT_BAN),
        "quota": _first(found, MeasureType.EXPORT_QUOTA, MeasureType.IMPORT_QUOTA),
    }
    return [_retyped(one, known) for one in found]


def _retyped(one: Claim, known: dict[str, MeasureType]) -> Claim:
    """A ban or a quota with its type; more of a quota eases, less of it tightens."""
    if one.type is not None or one.barrier is None or one.barrier.key not in known:
        return one
    kind = known[one.barrier.key]
    action = ON_QUOTA.get(one.action, one.action) if one.barrier.key == "quota" else one.action
    return replace(one, type=kind, action=action, direction=direction(action, False, kind))


def _first(found: list[Claim], out: MeasureType, inward: MeasureType) -> MeasureType:
    return next((one.type for one in found if one.type in (out, inward) and one.type), inward)


def _clause(view: View, start: int, end: int, inside: list[Mention]) -> Iterator[Claim]:
    barriers = [one for one in inside if one.kind == "barriers" and not _verb_only(view, one)]
    strong = [one for one in barriers if one.key != "trade_act"]
    nouns = {one.start for one in barriers}
    acts = [
        one
        for one in inside
        if one.kind == "actions"
        and not _nominal(view, one)
        and (one.start not in nouns or _verbal(view, one))
    ]
    swap = next((one for one in acts if one.key == "replace"), None)
    if swap is not None and (put := _put_in_place(view, swap, strong, end)) is not None:
        kind = type_of(view, view.lens.barriers[put.key].type, start, end, put)
        yield Claim(start, end, kind, MeasureAction.IMPOSE, Direction.MIXED, put, swap)
    for barrier in strong or barriers[:1]:
        yield _claim(view, start, end, barrier, _act(view, barrier, acts))
    yield from _bare(view, start, end, acts, strong or barriers)


_DETERMINED = re.compile(r"\b(?:the|a|an|at|this|that|year|month|week) $")


def _nominal(view: View, act: Mention) -> bool:
    """Whether what looks like a verb is a noun that is no act: `at the end of`."""
    if act.group != "base":
        return False
    return _DETERMINED.search(view.lower, max(0, act.start - 8), act.start) is not None


def _put_in_place(view: View, swap: Mention, barriers: list[Mention], end: int) -> Mention | None:
    """`swap a ban for quotas`: the barrier that comes in."""
    late = [
        one
        for one in barriers
        if one.start > swap.end
        and re.search(r"\b(?:for|with|by) $", view.lower[one.start - 6 : one.start])
    ]
    return late[0] if late else None


def _act(view: View, barrier: Mention, acts: list[Mention]) -> Mention | None:
    """The act that governs a barrier: the nearest before it, else the nearest after it."""
    verb = [one for one in acts if one.start == barrier.start and _verbal(view, one)]
    if verb:
        return verb[0]
    acts = [one for one in acts if one.key != "replace"]
    ahead = [one for one in acts if one.end <= barrier.start]
    behind = [one for one in acts if one.start >= barrier.end]
    strong = [one for one in ahead if not view.lens.acts[one.key].weak]
    later = [one for one in behind if not view.lens.acts[one.key].weak]
    if (
        strong
        and behind
        and ", " in view.lower[strong[-1].end : barrier.start]
        and _same_breath(view, barrier, behind[0])
    ):
        return behind[0]
    if strong:
        return _ruling(strong)
    for group in (later, ahead, behind):
        if group:
            return group[0] if group is not ahead else group[-1]
    return None


def _verb_only(view: View, one: Mention) -> bool:
    """Whether a noun of the lists is the verb here and no barrier: `will permit`, `to curb`."""
    return one.key in ("licence", "restriction", "ban") and _verbal(view, one)


def _same_breath(view: View, barrier: Mention, act: Mention) -> bool:
    """Whether an act follows its barrier without a comma: `duty on tomatoes begins`."""
    gap = view.lower[barrier.end : act.start]
    return len(gap) < 40 and "," not in gap


_INFINITIVE = re.compile(r"\b(?:to|will|would|shall|may|could) $")


def _verbal(view: View, one: Mention) -> bool:
    """Whether a word that is noun and verb is the verb here: `will levy`, `to curb`."""
    return _INFINITIVE.search(view.lower, max(0, one.start - 8), one.start) is not None


def _ruling(near: list[Mention]) -> Mention:
    """`extends the suspension of duties`: a verb straight before a noun of action rules over it."""
    last = near[-1]
    if len(near) > 1 and "nouns" in last.group and "nouns" not in near[-2].group:
        if last.start - near[-2].end < 30:
            return near[-2]
    return last


def _claim(view: View, start: int, end: int, barrier: Mention, act: Mention | None) -> Claim:
    known = view.lens.barriers[barrier.key]
    kind = type_of(view, known.type, start, end, barrier)
    over = _noun_relief(view, act, barrier)
    relief = known.relief or over
    action = action_on(view, act, barrier, kind, known.relief, (start, end))
    if kind is MeasureType.ENTITY_LISTING and _taken_off(view, start, barrier):
        action = MeasureAction.REMOVE
    weak = act is None or view.lens.acts[act.key].weak
    past = (
        act is not None
        and _HAD.search(view.lower[max(start, act.start - 30) : act.start]) is not None
    )
    way = direction(action, relief, kind)
    plural = view.lower[barrier.end - 1] == "s"
    return Claim(start, end, kind, action, way, barrier, act, past, known.relief, plural, weak)


def _noun_relief(view: View, act: Mention | None, barrier: Mention) -> bool:
    """Whether what is extended or ended is itself a suspension, a pause or a cut of the barrier."""
    if act is None:
        return False
    between = view.between(act.end, barrier.start, "actions")
    return any(
        "nouns" in one.group and view.lens.acts[one.key].action in ("suspend", "lower", "delay")
        for one in between
    )


def _taken_off(view: View, start: int, barrier: Mention) -> bool:
    before = view.lower[start : barrier.start]
    return _ON_LIST.search(before) is not None and _TAKE.search(before) is not None


def _bare(
    view: View, start: int, end: int, acts: list[Mention], barriers: list[Mention]
) -> Iterator[Claim]:
    """Acts that need no barrier beside them: to ban, to halt exports, to tighten exports."""
    flows = [one for one in view.between(start, end, "nouns") if one.key in ("flow_in", "flow_out")]
    both = _BOTH.search(view.lower, start, end) is not None
    again = re.search(r"\b(?:again|once more)\b", view.lower[start:end]) is not None
    done: set[MeasureType] = set()
    for act in acts:
        known = view.lens.acts[act.key]
        name = known.barrier
        if name is None and known.action == "halt" and (flows or both):
            name = "ban"
        elif (
            name is None
            and known.action in (MeasureAction.SUSPEND, MeasureAction.RESUME)
            and _of_flow(view, act, flows)
        ):
            name = "ban"
        elif name is None and known.action == MeasureAction.TIGHTEN and flows:
            name = "open"
        elif (
            name is None
            and known.action == MeasureAction.EASE
            and flows
            and _unbarred(view, act, flows, barriers)
        ):
            yield from _allowed(view, start, end, act)
            continue
        elif (
            known.action in ("reject", MeasureAction.STRIKE_DOWN)
            and not barriers
            and judged(view, act)
        ):
            yield Claim(
                start, end, None, MeasureAction.STRIKE_DOWN, Direction.LIBERALISING, None, act
            )
            continue
        if (
            name is None
            or (barriers and name != "ban" and not _of_flow(view, act, flows))
            or (act.group == "nouns" and not _of_flow(view, act, flows))
        ):
            continue
        if (
            not flows
            and not both
            and known.barrier != "entity_listing"
            and not view.lower.startswith("stop", act.start)
        ):
            continue
        kinds = [type_of(view, name, start, end, act)]
        if both:
            kinds = [MeasureType.SANCTIONS, MeasureType.EXPORT_BAN, MeasureType.IMPORT_BAN]
        if act.key == "enlist" and _ENTITIES.match(view.lower, act.end) is None:
            continue
        action = _ON_FLOW.get(known.action, known.action)
        if not isinstance(action, MeasureAction):
            action = MeasureAction.IMPOSE
        for kind in kinds:
            if kind is not None and kind not in done:
                done.add(kind)
                named = MeasureAction.RESUME if action is MeasureAction.IMPOSE and again else action
                yield Claim(start, end, kind, named, direction(named, False, kind), None, act)


# To suspend imports is to ban them, to resume them is to ease the ban.
_ON_FLOW: dict[object, MeasureAction] = {
    MeasureAction.SUSPEND: MeasureAction.IMPOSE,
    MeasureAction.RESUME: MeasureAction.EASE,
}


def _of_flow(view: View, act: Mention, flows: list[Mention]) -> bool:
    """Whether the act is done to the trade itself: `suspension of rice imports`."""
    after = [one for one in flows if 0 < one.start - act.end < 40]
    return bool(after) and not view.between(act.end, after[0].end + 16, "barriers")


_ENTITIES = re.compile(r" (?:\w+ ){1,3}(?:entities|companies|firms|tankers|vessels|groups)\b")


_NOT = re.compile(r"\b(?:not|no|never) $")


def _unbarred(view: View, act: Mention, flows: list[Mention], barriers: list[Mention]) -> bool:
    """Whether what is allowed is the trade itself and not a barrier that stands nearer."""
    near = [one.start for one in flows if one.start > act.end]
    if _NOT.search(view.lower, max(0, act.start - 12), act.start):
        return False
    return bool(near) and not any(act.end <= one.start < near[0] for one in barriers)


def _allowed(view: View, start: int, end: int, act: Mention) -> Iterator[Claim]:
    """`permits mills to export 1.5 million tonnes` eases a quota; without a volume, a control."""
    out = any(one.key == "flow_out" for one in view.between(act.end, end, "nouns"))
    volume = re.search(
        r"\d[\d.,]* (?:\w+ )?(?:tonnes|tons|mt|vehicles)\b", view.lower[act.end : end]
    )
    if out:
        kind = MeasureType.EXPORT_QUOTA if volume else MeasureType.EXPORT_CONTROL
    else:
        kind = MeasureType.IMPORT_QUOTA if volume else MeasureType.IMPORT_BAN
    action = MeasureAction.EASE
    yield Claim(start, end, kind, action, direction(action, False, kind), None, act, weak=True)


_FIRMS = re.compile(
    r"\b(?:firms?|compan(?:y|ies)|entit(?:y|ies)|organi[sz]ations?|groups?|makers?|names|universit(?:y|ies)|subsidiaries)\b"
)
_BY_FLOW = {
    "ban": (MeasureType.EXPORT_BAN, MeasureType.IMPORT_BAN, None),
    "same": (None, None, None),
    "quota": (MeasureType.EXPORT_QUOTA, MeasureType.IMPORT_QUOTA, None),
    "licence": (MeasureType.EXPORT_CONTROL, MeasureType.IMPORT_LICENSING, MeasureType.EXPORT_CONTROL),
    "tax": (MeasureType.EXPORT_TAX, MeasureType.IMPORT_TARIFF, MeasureType.IMPORT_TARIFF),
    "open": (MeasureType.EXPORT_CONTROL, MeasureType.IMPORT_BAN, None),
}  # fmt: skip


def type_of(view: View, name: str, start: int, end: int, at: Mention) -> MeasureType | None:
    """The measure's type; a ban or a quota goes by the flow that its clause speaks of."""
    if name in MeasureType.__members__.values():
        if name == MeasureType.ENTITY_LISTING and view.lower.startswith("export control", at.start):
            if _FIRMS.search(view.lower, start, end) is None:
                return MeasureType.EXPORT_CONTROL
        return _taxed(view, start, end, at, MeasureType(name))
    flow = _flow(view, start, end, at)
    if not flow and name not in ("ban", "quota"):
        flow = _flow(view, *view.sentences.around(at.start), at)
    out, inward, neither = _BY_FLOW[name]
    return out if flow == "flow_out" else inward if flow == "flow_in" else neither


_ON_EXPORTS = re.compile(r"\s?(?:rate )?(?:on|for|at|of) (?:the )?(?:[\w-]+ ){0,4}exports?\b")


def _taxed(view: View, start: int, end: int, at: Mention, kind: MeasureType) -> MeasureType:
    """A duty `on gold exports` is a tax on exports."""
    if kind is MeasureType.IMPORT_TARIFF and at.key in ("duty", "tariff"):
        if _ON_EXPORTS.match(view.lower[at.end : min(end, at.end + 60)]):
            return MeasureType.EXPORT_TAX
    return kind


def _flow(view: View, start: int, end: int, at: Mention) -> str | None:
    near = [one for one in view.between(start, end) if one.key in ("flow_in", "flow_out")]
    strong = [
        one
        for one in view.between(start, end)
        if one.kind == "barriers" and one.key.startswith(("export", "import"))
    ]
    if near:
        return min(near, key=lambda one: abs(one.start - at.start)).key
    if strong:
        return "flow_out" if strong[0].key.startswith("export") else "flow_in"
    return None
