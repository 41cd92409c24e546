"""The status words of a span: what is threatened, considered, denied, hedged, and by whom."""

import re

from bot.events.clause import Claim
from bot.events.view import View
from bot.text.spotting import Mention

_BEFORE = re.compile(r" (?:yet )?(?:start|begin|take effect|apply|come|be (?:imposed|collected))\b")
_HARM = re.compile(
    r" (?:to (?:the|national|our|its|u\.s|us)"
    r"|(?:of )?(?:substantial|material|serious|economic|injury))\b"
)
_ORDER = re.compile(r"\b(?:under an order|orders?|decree|proclamation) (?:of|signed|published)\b")
_INJURY = re.compile(r" be,? sold| (?:be )?lead to")


def hedged(view: View, start: int, end: int) -> bool:
    """Whether a span leans on unnamed or unconfirmed reports."""
    return "hedged" in cues(view, start, end)


def cues(view: View, start: int, end: int) -> set[str]:
    """The classes of status words in a span."""
    return {one.key for one in view.between(start, end, "statuses") if not _idle(view, one)}


def _idle(view: View, one: Mention) -> bool:
    """Whether a cue means something else here: `a threat to security`, `May 2`, `may not levy`."""
    said, lower = view.lower[one.start : one.end], view.lower
    if said in ("may", "might", "could"):
        if lower.startswith(" not ", one.end) or view.normal.text[one.start : one.end] == "May":
            return True
        return not view.between(one.end, one.end + 30, "actions")
    if said in ("will not", "won't"):
        return _BEFORE.match(lower, one.end) is not None
    if said == "planned":
        opening, closing = view.sentences.bounds(view.lead_sentence)
        return _ORDER.search(lower, opening, closing) is not None
    if said.startswith("threat"):
        return _HARM.match(lower, one.end) is not None
    return said.endswith("likely to") and _INJURY.match(lower, one.end) is not None


def denied(view: View, claim: Claim, told: list[Claim]) -> bool:
    """Whether the claim is that nothing will change, by headline or first sentence."""
    if "denied" in cues(view, *view.sentences.around(claim.start)):
        return True
    start, end = view.sentences.bounds(view.lead_sentence)
    same = [
        one
        for one in told
        if start <= one.start < end and one.type is claim.type and one.act is not None
    ]
    return any("denied" in cues(view, one.start, one.act.start) for one in same if one.act)


def withdrawn(view: View) -> bool:
    """Whether a plan or a threat is given up, by headline or first sentence."""
    first = view.sentences.bounds(view.lead_sentence)
    return "withdrawn" in cues(view, 0, view.title_end) | cues(view, *first)
