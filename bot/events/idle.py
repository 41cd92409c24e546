"""Status words that mean something else where they stand: they are no mentions of a status."""

import re
from bisect import bisect_left

from bot.text.normal import Normal
from bot.text.spotting import Mention

_BEFORE = re.compile(r" (?:yet )?(?:start|begin|take effect|apply|come|be (?:imposed|collected))\b")
_HARM = re.compile(
    r" (?:to (?:the|national|our|its|u\.s|us)"
    r"|(?:of |by |with )?(?:substantial|material|serious|economic|injury))\b"
)
_ORDER = re.compile(r"\b(?:under an order|orders?|decree|proclamation) (?:of|signed|published)\b")
_INJURY = re.compile(r" be,? sold| (?:be )?lead to")


def without_idle(normal: Normal, mentions: list[Mention]) -> list[Mention]:
    """The mentions, without status words that mean something else."""
    if not any(one.kind == "statuses" for one in mentions):
        return mentions
    acts = [one.start for one in mentions if one.kind == "actions"]
    return [one for one in mentions if one.kind != "statuses" or not _idle(normal, acts, one)]


def _idle(normal: Normal, acts: list[int], one: Mention) -> bool:
    """Whether a cue means something else here: `a threat to security`, `May 2`, `may not levy`."""
    lower = normal.lower
    said = lower[one.start : one.end]
    if said in ("may", "might", "could"):
        if lower.startswith(" not ", one.end) or normal.text[one.start : one.end] == "May":
            return True
        at = bisect_left(acts, one.end)
        return at == len(acts) or acts[at] >= one.end + 30
    if said in ("will not", "won't"):
        return _BEFORE.match(lower, one.end) is not None
    if said == "planned":
        return _ORDER.search(lower, 0, one.end + 300) is not None
    if said.startswith("threat"):
        return _HARM.match(lower, one.end) is not None
    return said.endswith("likely to") and _INJURY.match(lower, one.end) is not None
