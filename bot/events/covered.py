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
    r"\b(?:over|because of|for (?:its|their|supplying|helping|buying|purchases)|into|used|needed"
    r"|in (?:answer|response|reply|retaliation)|vital|critical|important|spar(?:es?|ed|ing)"
    r"|exclud\w+|except\w*|exempt\w*|leav(?:es|ing) out|(?:but|and) not)\b"
)


def on_goods(
    view: View, named: list[tuple[int, str]], freeing: bool, listing: bool
) -> list[tuple[int, str]]:
    """The goods of the opening that a measure falls on; without a cue of another, all of them.

    Of a listing they are what its entities deal in, which stands as its reason.
    """
    if not named:
        return named
    cued = _CUE.search(view.lower, 0, named[-1][0]) is not None
    kept = [one for one in named if not _ASIDE.match(view.lower, view.clauses.around(one[0])[0])]
    return [one for one in kept if _covered(view, one[0], freeing, listing)] if cued else kept


def _covered(view: View, at: int, freeing: bool, listing: bool) -> bool:
    opening, _ = view.sentences.around(at)
    before = view.lower[opening:at][-240:]
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
