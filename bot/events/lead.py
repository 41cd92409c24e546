"""The lead: the one claim that the item is about, made whole by headline and first sentence."""

import re

from bot.events.acts import STARTS
from bot.events.clause import Claim
from bot.events.kinds import REMEDIES
from bot.events.view import View
from bot.model.event import DateRole, Day, Direction, Figure, MeasureAction, MeasureType, Rate

_CASES = (MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY)
# Words that in a trade-defence case mean its own duty, by the type of the case.
_FOLDED = {
    MeasureType.ANTI_DUMPING: ("duty", "import_duty"),
    MeasureType.COUNTERVAILING_DUTY: ("duty", "import_duty"),
    MeasureType.SAFEGUARD: ("duty", "import_duty", "tariff", "trade_act"),
    MeasureType.EXPORT_TAX: ("duty",),
    MeasureType.OTHER: ("duty",),
}
_STAGE = re.compile(r"\bdefinitive dut(?:y|ies)\b|\bplanned final duty\b")
_FURTHER = re.compile(r"\b(?:further|another|additional) (?:five|\d+|\w+) years?\b")


def folded(view: View, found: list[Claim]) -> list[Claim]:
    """In a trade-defence case its duty is no tariff of another kind."""
    early = [
        one.type
        for one in found
        if one.start < reach_of(view, 2)
        and not one.background
        and (one.act is None or one.act.key != "suffer")
        and (one.type in _CASES or one.act is not None or one.start < view.title_end)
    ]
    case = next((one for one in early if one in _FOLDED), None) or _unnamed(view)
    if case is None or (case is MeasureType.EXPORT_TAX and MeasureType.IMPORT_QUOTA in early):
        return found
    keys = _FOLDED[case]
    if case in _CASES and _same_end(view, found):
        keys = (*keys, "tariff")
    return [
        one._replace(type=case)
        if one.barrier and one.barrier.key in keys and one.type is MeasureType.IMPORT_TARIFF
        else one
        for one in found
    ]


def _unnamed(view: View) -> MeasureType | None:
    """The kind of case that definitive duties come from, where none is named."""
    if _STAGE.search(view.lower, 0, reach_of(view, 1)) is None:
        return None
    subsidised = "subsid" in view.lower
    return MeasureType.COUNTERVAILING_DUTY if subsidised else MeasureType.ANTI_DUMPING


def _same_end(view: View, found: list[Claim]) -> bool:
    """Whether what the headline ends as a tariff is what the first sentence ends as a case's."""
    end = MeasureAction.REMOVE
    title = any(one.action is end for one in found if one.start < view.title_end)
    opening = (one for one in found if view.title_end <= one.start < reach_of(view, 1))
    return title and any(one.action is end and one.type in _CASES for one in opening)


def lead_of(view: View, found: list[Claim]) -> Claim | None:
    """The claim that the item is about: of the headline, else of the first sentence with one."""
    title = [one for one in found if one.start < view.title_end]
    first = [one for one in found if view.title_end <= one.start < reach_of(view, 2)]
    for group in (title, first):
        present = [one for one in group if not one.background]
        known = [one for one in present if one.type is not None]
        acting = [one for one in known if one.act is not None]
        general = [one for one in present if one.act is not None and group is title]
        if known or general:
            return (acting or general or known)[0]
    for group in (title, first, found):
        if group:
            return next((one for one in group if one.type is not None), group[0])
    return None


def strengthened(view: View, lead: Claim, found: list[Claim]) -> Claim:
    """A headline without a verb takes its act from the first sentence on the same matter."""
    if (
        lead.action is MeasureAction.UPHOLD
        and lead.type in REMEDIES
        and _FURTHER.search(view.lower, 0, reach_of(view, 1))
    ):
        return lead._replace(action=MeasureAction.EXTEND, direction=Direction.RESTRICTIVE)
    opening = [
        one
        for one in found
        if view.title_end <= one.start < reach_of(view, 1) and not one.background
    ]
    if lead.barrier is not None and lead.barrier.key == "trade_act":
        # A section of a law is no measure by itself: what the first sentence does is.
        done = next((one for one in opening if one.act is not None and one.type is not None), None)
        return done._replace(start=lead.start, end=lead.end) if done else lead
    if lead.barrier is not None and lead.barrier.key == "deal":
        if STARTS.search(view.lower, lead.start, lead.end):
            ease = MeasureAction.EASE
            return lead._replace(type=MeasureType.TRADE_AGREEMENT, action=ease)
        named = next((one for one in opening if one.type is MeasureType.TRADE_AGREEMENT), None)
        if named is None and lead.act is not None and lead.act.key == "conclude":
            return lead._replace(type=MeasureType.TRADE_AGREEMENT)
        return named or lead
    if not lead.weak or (lead.act is not None and not _governs(lead)):
        return lead
    case = next((one.type for one in opening if one.type in REMEDIES), None)
    if case is not None and lead.type is MeasureType.IMPORT_QUOTA:
        return lead._replace(type=case)
    for one in opening:
        spared = one.action is MeasureAction.EXEMPT
        if one.type is lead.type and (spared or (not one.weak and _governs(one))):
            return lead._replace(
                action=one.action, direction=one.direction, act=one.act, relief=one.relief
            )
    return lead


def _governs(claim: Claim) -> bool:
    """Whether the act stands before its barrier, as a verb does before its object."""
    return (
        claim.act is not None
        and claim.barrier is not None
        and claim.act.start < claim.barrier.start
    )


def by_numbers(claim: Claim, figures: list[Figure], reach: int) -> Claim:
    """Where the words are weak and both rates are known, the sign of the change decides."""
    if not claim.weak or claim.type not in (MeasureType.IMPORT_TARIFF, MeasureType.EXPORT_TAX):
        return claim
    for one in figures:
        told_here = claim.start <= one.evidence.start < claim.end
        if isinstance(one, Rate) and one.value == 0 and told_here:
            return claim._replace(action=MeasureAction.LOWER, direction=Direction.LIBERALISING)
        if isinstance(one, Rate) and one.previous is not None and one.evidence.start < reach:
            if one.value < one.previous:
                return claim._replace(action=MeasureAction.LOWER, direction=Direction.LIBERALISING)
            return claim._replace(action=MeasureAction.RAISE, direction=Direction.RESTRICTIVE)
    return claim


_UNTIL = re.compile(r"\b(?:until|till|through|to)\b")
_WAS = re.compile(r"\b(?:had|was|were)\b[^.;]{0,36}$")
_SUSPENSION = re.compile(r"\b(?:suspension|pause) (?:runs|lasts|applies|ends)\b")


def for_a_time(view: View, claim: Claim, figures: list[Figure]) -> Claim:
    """What is lifted only until a day is suspended."""
    if claim.action is not MeasureAction.REMOVE or claim.relief:
        return claim
    until = any(
        isinstance(one, Day)
        and one.role is DateRole.EXPIRY
        and one.evidence.start < reach_of(view, 1)
        and _UNTIL.match(one.evidence.quote.lower())
        and not _WAS.search(view.lower[max(0, one.evidence.start - 40) : one.evidence.start])
        for one in figures
    )
    if until or _SUSPENSION.search(view.lower):
        return claim._replace(action=MeasureAction.SUSPEND)
    return claim


def reach_of(view: View, sentences: int) -> int:
    """The end of the headline and so many sentences after it."""
    if sentences == 1:
        return view.first[1]
    last = len(view.sentences) - 1
    return view.sentences.bounds(min(view.lead_sentence + sentences - 1, last))[1]
