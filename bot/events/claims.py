"""The claims of an item: what its clauses say is done to barriers. Measures are made of them."""

import re
from collections.abc import Iterator

from bot.events.acts import action_on, direction
from bot.events.bare import bare
from bot.events.clause import Claim, Clause, verbal
from bot.events.kinds import REMEDIES, type_of
from bot.events.settling import settled
from bot.events.view import View
from bot.model.event import Direction, MeasureAction, MeasureType
from bot.text.spotting import Mention

_ON_LIST = re.compile(r"\b(?:off|from|out of)\b[^.;]{0,40}$")
_TAKE = re.compile(r"\b(?:tak(?:e|es|ing|en)|took|remov\w+|strik\w+|struck|delist\w*|drop\w*)\b")
# A duty `on imports above quotas` does nothing to the quotas.
_BEYOND = re.compile(
    r"\b(?:above|beyond|over|outside|exceed\w*|out of|within|under)(?: (?:the|its|their|new|those"
    r"|country|steel|import|these|annual))* $"
)
_OF = re.compile(r" of (?:the |its )?")
_HAD = re.compile(r"\bhad (?:\w+ ){0,2}$")
_SUBORDINATE = re.compile(r"\s?(?:after|since|because|before|if|unless|until after)\b")
# What can be signed or concluded; of other barriers only the order is signed.
_SIGNED = frozenset({"deal", "trade_agreement", "truce"})
# What ends a stage of a case, and puts a duty in place.
_RULED = re.compile(
    r"\b(?:final|preliminary|provisional|affirmative|definitive) (?:affirmative )?"
    r"(?:ruling|determination|findings?|decision|duty|duties|measures?)\b"
)
_FOR = re.compile(r"\b(?:for|with|by) $")


def claims(view: View) -> list[Claim]:
    """The claims of a view in the order of the text; one for each barrier that a clause names."""
    found: list[Claim] = []
    for number in range(len(view.clauses)):
        start, end = view.clauses.bounds(number)
        if view.between(start, end, "barriers") or view.between(start, end, "actions"):
            inside = view.between(start, end)
            clause = Clause.of(view, start, end, inside + _acts_beside(view, number, inside))
            made = [*_swapped(clause), *_barred(clause), *bare(clause)]
            found += [_dated(clause, one) for one in sorted(made, key=lambda one: one.place)]
    return [_turned(view, one) for one in settled(view, found) if not _idle_talk(view, one)]


def _turned(view: View, claim: Claim) -> Claim:
    """A restriction that its sentence calls reversed is suspended, and told with the sentence."""
    if claim.direction is not Direction.RESTRICTIVE:
        return claim
    opening, _ = view.sentences.around(claim.start)
    cues = view.between(opening, claim.place, "statuses")
    if not any(one.key == "reversal" for one in cues):
        return claim
    action, way = MeasureAction.SUSPEND, Direction.LIBERALISING
    return claim._replace(
        start=opening, action=action, direction=way, background=False, turned=True
    )


def _idle_talk(view: View, claim: Claim) -> bool:
    """Talks that are only mentioned further down are no measure, nor are fees on no ships."""
    key = claim.barrier.key if claim.barrier else ""
    if key == "fee" and claim.type is None:
        return True
    return key == "deal" and claim.start > view.first[1]


def _acts_beside(view: View, number: int, inside: list[Mention]) -> list[Mention]:
    """The acts of the next clause, for a clause that names a barrier and leaves the act to it.

    `CBAM: small importers exempted`; the act must have no barrier of its own.
    """
    if number + 1 >= len(view.clauses) or any(one.kind == "actions" for one in inside):
        return []
    start, end = view.clauses.bounds(number + 1)
    if view.lower[start - 2 : start] != ": ":
        return []
    if view.sentences.at(start) != view.sentences.at(inside[0].start):
        return []
    beside = view.between(start, end)
    acts = [one for one in beside if one.kind == "actions"]
    return [] if any(one.kind == "barriers" for one in beside) else acts


def _dated(clause: Clause, claim: Claim) -> Claim:
    """The claim, marked as background where a cue of the past stands before what is done."""
    at = claim.act or claim.barrier
    cues = [one for one in clause.inside if one.key == "background"]
    past = _SUBORDINATE.match(clause.view.lower, clause.start) is not None or (
        bool(cues) and (at is None or cues[0].start < at.end or _answered(clause, claim, cues))
    )
    return claim._replace(background=True) if past and not claim.background else claim


def _answered(clause: Clause, claim: Claim, cues: list[Mention]) -> bool:
    """Whether the barrier is the one that is answered: `in response to US tariffs`."""
    if claim.barrier is None:
        return False
    return any(
        one.end <= claim.barrier.start and clause.view.lower.endswith((" to", " for"), 0, one.end)
        for one in cues
    )


def _swapped(clause: Clause) -> Iterator[Claim]:
    """`swap a ban for quotas`: the barrier that comes in; the item tells of both ways."""
    swap = next((one for one in clause.acts if one.key == "replace"), None)
    if swap is None:
        return
    for one in clause.barriers:
        if one.start > swap.end and _FOR.search(clause.view.lower, one.start - 6, one.start):
            kind = type_of(clause, clause.view.lens.barriers[one.key].type, one)
            action, way = MeasureAction.IMPOSE, Direction.MIXED
            yield Claim(clause.start, clause.end, kind, action, way, one, swap)
            return


def _barred(clause: Clause) -> Iterator[Claim]:
    for barrier in clause.barriers:
        if barrier.key == "announcement" and not _acted_on(clause, barrier):
            continue
        if barrier.key in ("quota", "import_quota") and len(clause.barriers) > 1:
            before = clause.view.lower[max(clause.start, barrier.start - 40) : barrier.start]
            if _BEYOND.search(before):
                continue
        yield _claim(clause, barrier, _act(clause, barrier))


def _acted_on(clause: Clause, barrier: Mention) -> bool:
    """Whether an announcement is what is suspended or ended, and not the heading of the item."""
    return any(one.end <= barrier.start for one in clause.acts)


def _act(clause: Clause, barrier: Mention) -> Mention | None:
    """The act that governs a barrier: the nearest before it, else the nearest after it."""
    view = clause.view
    closed = ("replace",) if barrier.key in _SIGNED else ("replace", "conclude")
    acts = [one for one in clause.acts if one.key not in closed]
    if verb := next(
        (one for one in acts if one.start == barrier.start and verbal(view, one)), None
    ):
        return verb
    ahead = [one for one in acts if one.end <= barrier.start]
    behind = [one for one in acts if one.start >= barrier.end]
    strong = [one for one in ahead if not clause.known(one).weak]
    if strong and behind and _parted(view, strong[-1], barrier, behind[0]):
        return behind[0]
    if strong:
        return _ruling(view.lower, strong)
    later = [one for one in behind if not clause.known(one).weak and _joined(view, barrier, one)]
    return next((one for group in (later, ahead[::-1], behind) for one in group), None)


def _parted(view: View, ahead: Mention, barrier: Mention, behind: Mention) -> bool:
    """Whether a comma parts a barrier from the act before it and none from the act after it.

    `US quits pact, duty on tomatoes begins`.
    """
    gap = view.lower[barrier.end : behind.start]
    return ", " in view.lower[ahead.end : barrier.start] and len(gap) < 40 and "," not in gap


def _joined(view: View, barrier: Mention, act: Mention) -> bool:
    """Whether an act behind a barrier is done to it; not so after `but`."""
    return " but " not in view.lower[barrier.end : act.start]


def _ruling(lower: str, near: list[Mention]) -> Mention:
    """`extends the suspension of duties`: a verb straight before a noun of action rules over it."""
    last = ruling = near[-1]
    for one in reversed(near[:-1]):
        if "nouns" not in ruling.group or ruling.start - one.end >= 30:
            break
        ruling = one
    stacked = "nouns" in ruling.group and ruling is not last
    return last if stacked and not _OF.fullmatch(lower, near[-2].end, last.start) else ruling


def _claim(clause: Clause, barrier: Mention, act: Mention | None) -> Claim:
    view = clause.view
    known = view.lens.barriers[barrier.key]
    kind = type_of(clause, known.type, barrier)
    action = action_on(view, act, barrier, kind, known.relief, (clause.start, clause.end))
    if action is MeasureAction.INVESTIGATE and kind in REMEDIES and _RULED.search(*_here(clause)):
        action = MeasureAction.IMPOSE
    if kind is MeasureType.ENTITY_LISTING and _taken_off(clause, barrier):
        action = MeasureAction.REMOVE
    way = direction(action, known.relief or _of_relief(view, act, barrier), kind)
    if act is not None and act.key == "conclude" and barrier.key == "deal":
        way = Direction.LIBERALISING
    return Claim(
        clause.start, clause.end, kind, action,
        way, barrier, act,
        background=act is not None and _had(clause, act),
        relief=known.relief,
        plural=view.lower[barrier.end - 1] == "s",
        weak=act is None or clause.known(act).weak,
    )  # fmt: skip


def _here(clause: Clause) -> tuple[str, int, int]:
    return clause.view.lower, *clause.view.sentences.around(clause.start)


def _had(clause: Clause, act: Mention) -> bool:
    """Whether it had been done before: `that it had ordered`."""
    before = clause.view.lower[max(clause.start, act.start - 30) : act.start]
    return _HAD.search(before) is not None


def _of_relief(view: View, act: Mention | None, barrier: Mention) -> bool:
    """Whether what is done is done to a suspension, a pause or a cut of the barrier."""
    if act is None:
        return False
    between = view.between(act.end, barrier.start, "actions")
    compound = (
        view.between(barrier.end, barrier.end + 2, "actions") if act.end < barrier.start else []
    )
    return any(
        "nouns" in one.group and view.lens.acts[one.key].action in ("suspend", "lower", "delay")
        for one in [*between, *compound]
    )


def _taken_off(clause: Clause, barrier: Mention) -> bool:
    before = clause.view.lower[clause.start : barrier.start]
    return _ON_LIST.search(before) is not None and _TAKE.search(before) is not None
