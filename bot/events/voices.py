"""Who speaks in the opening of an item, and how firmly: ordered, pledged or only reported."""

import re

from bot.events.view import View

# What a headline leans on that no one answers for by name: `..., two officials say`, `draft shows`.
_REPORTED = re.compile(
    r"(?:[,:] | - )(?:[a-z.'-]+ ){0,2}?(?:officials|sources?|traders|dealers|lobbyists|exporters"
    r"|importers|executives|industry|companies|diplomats|envoys|people|aides|insiders|draft"
    r"|document|memo|report|media|newspaper|paper)(?: (?:say|says|said|told|hear|shows?|sees?"
    r"|suggests?))?$"
)
_ORDERED = re.compile(
    r"\b(?:sign(?:s|ed)|orders?|ordered|proclamation|proclaims?|decree[sd]?|executive|gazette"
    r"|regulation|notification|took effect|takes effect)\b"
)
_PRESIDENT = re.compile(r"\b(?:president|prime minister|commerce secretary|treasury secretary)\b")
_PLEDGE = re.compile(
    r"\b(?:promis(?:es|ed)|vow(?:s|ed)?|pledg(?:es|ed)|float(?:s|ed)|dangl(?:es|ed)|mus(?:es|ed)"
    r"|threaten(?:s|ed)?)\b"
)
_FRAME = re.compile(r"\b(?:says?|said|tells?|told|warns?|wants)\b")
_ALOUD = re.compile(
    r"\b(?:wrote|writes|posted|posts|tweeted|promised|vowed|pledged|warned|told|rally|social media"
    r"|interview)\b"
)
_AHEAD = re.compile(r"\b(?:will|would|to(?! \d)|shall|going to|coming)\b")
_FROM_A_DAY = re.compile(r"\b(?:from|on|starting|effective) (?:[a-z]+\.? \d|\d{1,2} [a-z]{3})")
_WOULD = re.compile(r"\b(?:will|would|going to|shall)\b")
_VOTED = re.compile(
    r"\b(?:parliament|senate|congress|lawmakers|house|assembly|duma|deputies|meps|member states"
    r"|council)\b[^.;]{0,40}\b(?:back(?:s|ed)?|approv(?:es?|ed)|pass(?:es|ed)?|clear(?:s|ed)"
    r"|adopt(?:s|ed)?|endors(?:es?|ed)|vot(?:es?|ed) for)\b"
)
_TRUCE = re.compile(
    r"\b(?:truce|thaw)\b|\bunder (?:a |the )?(?:\w+ )?(?:deal|pact|accord)\b"
    r"|\bstrikes? (?:\w+ )?deal\b|\bdeal (?:struck|reached|agreed)\b"
    r"|\bafter (?:[\w'-]+ ){0,3}(?:meeting|summit|talks) (?:in|with|between)\b"
)


_DONE = re.compile(r"\b(?:has|have) (?:informed|notified|decided|ordered|stopped|halted|begun)\b")
_BEGINS = re.compile(r"\b(?:begins?|takes? effect|in(?:to)? force|starts?|kicks? in)\b")


def reported(view: View) -> bool:
    """Whether the headline itself leans on people or papers without a name."""
    return _REPORTED.search(view.lower, max(0, view.title_end - 60), view.title_end) is not None


def informed(view: View) -> bool:
    """Whether those without a name tell of what has been done: `Beijing has informed Japan`."""
    return _DONE.search(view.lower, *view.first) is not None


def pledged(view: View) -> bool:
    """Whether a leader says what will be done, and the opening tells of no order."""
    first = view.first
    if not _in_headline(view) and not _in_sentence(view, *first):
        return False
    return view.home is None and _ORDERED.search(view.lower, 0, first[1]) is None


def _in_headline(view: View) -> bool:
    end = view.title_end
    named = [one for one in view.between(0, end, "jurisdictions") if "leaders" in one.group]
    if not named:
        return False
    if _PLEDGE.search(view.lower, 0, end):
        return True
    framed = _FRAME.search(view.lower, 0, end) or view.lower.startswith(": ", named[0].end)
    return bool(framed and _AHEAD.search(view.lower, 0, end))


def _in_sentence(view: View, start: int, end: int) -> bool:
    named = view.between(start, end, "jurisdictions")
    leads = any("leaders" in one.group for one in named)
    if not leads and not _PRESIDENT.search(view.lower, start, end):
        return False
    if not _WOULD.search(view.lower, start, end):
        return False
    aloud = _ALOUD.search(view.lower, start, end)
    return aloud is not None and (
        aloud[0] != "told" or _FROM_A_DAY.search(view.lower, start, end) is None
    )


def voted(view: View) -> bool:
    """Whether a parliament or a council has passed it, by the headline."""
    return _VOTED.search(view.lower, 0, view.title_end) is not None


def struck(view: View) -> bool:
    """Whether it is part of what two sides agreed on, by headline and first sentence."""
    first = view.first
    if _BEGINS.search(view.lower, 0, view.title_end):
        return False
    return _TRUCE.search(view.lower, 0, first[1]) is not None
