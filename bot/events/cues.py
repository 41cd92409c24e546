"""The status words of a span: what is threatened, considered, denied, hedged, and by whom."""

from bot.events.clause import Claim
from bot.events.view import View


def hedged(view: View, start: int, end: int) -> bool:
    """Whether a span leans on unnamed or unconfirmed reports."""
    return "hedged" in view.said and "hedged" in cues(view, start, end)


def cues(view: View, start: int, end: int) -> set[str]:
    """The classes of status words in a span."""
    return {one.key for one in view.between(start, end, "statuses")} if view.said else set()


def denied(view: View, claim: Claim, told: list[Claim]) -> bool:
    """Whether the claim is that nothing will change, by headline or first sentence."""
    if "denied" not in view.said:
        return False
    if "denied" in cues(view, *view.sentences.around(claim.start)):
        return True
    start, end = view.first
    same = [
        one
        for one in told
        if start <= one.start < end and one.type is claim.type and one.act is not None
    ]
    return any("denied" in cues(view, one.start, one.act.start) for one in same if one.act)


def withdrawn(view: View) -> bool:
    """Whether a plan or a threat is given up, by headline or first sentence."""
    first = view.first
    if "withdrawn" not in view.said:
        return False
    return "withdrawn" in cues(view, 0, view.title_end) | cues(view, *first)
