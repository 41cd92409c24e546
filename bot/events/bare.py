"""Acts that need no barrier beside them: to ban, to halt exports, to resume imports."""

import re
from collections.abc import Iterator

from bot.events.acts import direction, judged
from bot.events.clause import Claim, Clause
from bot.events.kinds import type_of
from bot.model.event import Direction, MeasureAction, MeasureType
from bot.text.spotting import Mention

A = MeasureAction
_BOTH = re.compile(
    r"\b(?:all trade|imports? and exports?|every import and export|trade embargo"
    r"|exports? and imports?)\b"
)
_AGAIN = re.compile(r"\b(?:again|once more)\b")
_ENTITIES = re.compile(r" (?:\w+ ){1,3}(?:entities|companies|firms|tankers|vessels|groups)\b")
_PASSIVE = re.compile(r"\b(?:be|been|is|are|was|were) (?:\w+ )?$")
_NOT = re.compile(r"\b(?:not|no|never) $")
_VOLUME = re.compile(r"\d[\d.,]* (?:\w+ )?(?:tonnes|tons|mt|vehicles)\b")
# To suspend imports is to ban them, to resume them is to ease the ban.
_ON_FLOW: dict[object, MeasureAction] = {A.SUSPEND: A.IMPOSE, A.RESUME: A.EASE}
_ON_TRADE = frozenset({"halt", A.TIGHTEN, *_ON_FLOW})  # what can be done to trade itself


def bare(clause: Clause) -> Iterator[Claim]:
    """The claims of a clause that name no barrier."""
    if not clause.acts:
        return
    both = _BOTH.search(clause.text) is not None
    done: set[MeasureType] = set()
    for act in clause.acts:
        known = clause.known(act)
        if known.action == A.EASE and known.barrier is None and _unbarred(clause, act):
            yield _allowed(clause, act)
        elif known.action in ("reject", A.STRIKE_DOWN) and not clause.barriers:
            if judged(clause.view, act):
                yield Claim(
                    clause.start, clause.end, None, A.STRIKE_DOWN, Direction.LIBERALISING, None, act
                )
        elif (name := _name(clause, act, both)) is not None:
            for claim in _claims(clause, act, name, both):
                if claim.type is not None and claim.type not in done:
                    done.add(claim.type)
                    yield claim


def _name(clause: Clause, act: Mention, both: bool) -> str | None:
    """The general word for what the act does to trade; None where it does nothing to it."""
    known = clause.known(act)
    if known.barrier is None and known.action not in _ON_TRADE:
        return None
    on_trade = _of_flow(clause, act)
    name = known.barrier
    if (name is None and known.action == "halt" and (clause.flows or both)) or (
        name is None and known.action in _ON_FLOW and (on_trade or _of_goods(clause, act))
    ):
        name = "ban"
    elif name is None and known.action == A.TIGHTEN and clause.flows:
        name = "open"
    if act.key == "enlist" and _ENTITIES.match(clause.view.lower, act.end) is None:
        return None
    if not on_trade and ((clause.barriers and name != "ban") or act.group == "nouns"):
        return name if name is not None and _of_goods(clause, act) else None
    plain = clause.view.lower.startswith("stop", act.start) or known.barrier == "entity_listing"
    plain = plain or (name == "ban" and known.barrier is None)
    return name if clause.flows or both or plain else None


def _claims(clause: Clause, act: Mention, name: str, both: bool) -> Iterator[Claim]:
    named = _ruled(clause, act) or clause.known(act).action
    action = _ON_FLOW.get(named, named)
    if not isinstance(action, MeasureAction):
        action = A.IMPOSE
    if action is A.IMPOSE and _AGAIN.search(clause.text):
        action = A.RESUME
    kinds = [type_of(clause, name, act)]
    if kinds == [None] and _of_goods(clause, act):
        kinds = [MeasureType.IMPORT_BAN]
    if both:
        kinds = [MeasureType.SANCTIONS, MeasureType.EXPORT_BAN, MeasureType.IMPORT_BAN]
    for kind in kinds:
        way = direction(action, False, kind)
        yield Claim(clause.start, clause.end, kind, action, way, None, act)


def _ruled(clause: Clause, act: Mention) -> object:
    """`extends the suspension of imports`: what the verb before does to the stop that is named."""
    if "nouns" not in act.group:
        return None
    ahead = [one for one in clause.acts if 0 < act.start - one.end < 24 and one.group != "nouns"]
    named = clause.known(ahead[-1]).action if ahead else None
    if named == "lift":
        return A.REMOVE
    return named if named in (A.EXTEND, A.REMOVE, A.DELAY) else None


def _of_flow(clause: Clause, act: Mention) -> bool:
    """Whether the act is done to the trade itself: `suspension of rice imports`."""
    after = [one for one in clause.flows if 0 < one.start - act.end < 40]
    if (
        not after
        and "past" in act.group
        and _PASSIVE.search(clause.view.lower, max(clause.start, act.start - 12), act.start)
    ):
        return any(0 < act.start - one.end < 80 for one in clause.flows) and not clause.barriers
    return bool(after) and not clause.view.between(act.end, after[0].end + 16, "barriers")


def _of_goods(clause: Clause, act: Mention) -> bool:
    """Whether the act is done to another country's goods: `suspension of Brazilian chicken`."""
    near = clause.view.between(act.end, min(clause.end, act.end + 40))
    origin = next((one for one in near if "demonyms" in one.group), None)
    return (
        origin is not None
        and any(one.kind == "products" and one.start == origin.end + 1 for one in near)
        and not any(one.kind == "barriers" for one in near)
    )


def _unbarred(clause: Clause, act: Mention) -> bool:
    """Whether what is allowed is the trade itself and not a barrier that stands nearer."""
    near = [one.start for one in clause.flows if one.start > act.end]
    if not near or _NOT.search(clause.view.lower, max(0, act.start - 12), act.start):
        return False
    return not any(act.end <= one.start < near[0] for one in clause.barriers)


def _allowed(clause: Clause, act: Mention) -> Claim:
    """`permits mills to export 1.5 million tonnes` eases a quota; without a volume, a control."""
    out = any(one.key == "flow_out" and one.start > act.end for one in clause.flows)
    volume = _VOLUME.search(clause.view.lower, act.end, clause.end) is not None
    if out:
        kind = MeasureType.EXPORT_QUOTA if volume else MeasureType.EXPORT_CONTROL
    else:
        kind = MeasureType.IMPORT_QUOTA if volume else MeasureType.IMPORT_BAN
    way = direction(A.EASE, False, kind)
    return Claim(clause.start, clause.end, kind, A.EASE, way, None, act, weak=True)
