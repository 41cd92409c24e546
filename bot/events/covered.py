"""Which goods the lead falls on: not its reason, not what is answered, not what is spared."""

import re

from bot.events.view import View

_ANSWER = re.compile(r"\bin (?:answer|response|reply|retaliation) (?:to|for)\b")
_REASON = re.compile(
    r"\b(?:over|because of|for (?:its|their|supplying|helping|buying|purchases))(?! \d)\b"
    r"[^,;.]{0,60}$"
)
_USE = re.compile(
    r"\b(?:go(?:es)? into|used (?:in|for|to make)|needed (?:for|to make)|vital (?:for|to)"
    r"|critical (?:for|to)|important (?:for|to))\b[^;.]{0,80}$"
)
_SPARED = re.compile(
    r"\b(?:spar(?:es?|ed|ing)|exclud(?:es?|ing)|except(?:ing)?|exempt(?:s|ing)|leav(?:es|ing) out"
    r"|but not|and not)\b[^;.]{0,60}$"
)
_ASIDE = re.compile(r"\s?(?:after|since|because|as|amid|citing|although|though|even)\b")


_CUE = re.compile(
    r"\b(?:over|because|for|answer|response|reply|retaliation|into|used|needed|vital|critical"
    r"|important|spar\w+|exclud\w+|except\w*|exempt\w*|out|not|after|since|as|amid|citing"
    r"|although|though|even)\b"
)


def aside(view: View, end: int) -> bool:
    """Whether the opening has a word that can put goods aside."""
    return _CUE.search(view.lower, 0, end) is not None


def covered(view: View, at: int, freeing: bool, listing: bool) -> bool:
    """Whether goods named at a place are those that a measure of the opening falls on.

    Of a listing they are what its entities deal in, which stands as its reason.
    """
    opening, _ = view.sentences.around(at)
    before = view.lower[opening:at][-240:]
    if _ASIDE.match(view.lower, view.clauses.around(at)[0]):
        return False
    if _USE.search(before) or _answers(before) or (not listing and _REASON.search(before)):
        return False
    return freeing or _SPARED.search(before) is None


def _answers(before: str) -> bool:
    """Whether it stands in what is answered; a comma ends that at the head of a sentence."""
    found = _ANSWER.search(before)
    if found is None:
        return False
    heading = not before[: found.start()].strip()
    return not (heading and ", " in before[found.end() :])
