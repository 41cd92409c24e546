"""In which voice an item speaks: a report, or words about a measure that move nothing. Pure."""

import re
from enum import StrEnum
from functools import lru_cache

from bot.model.item import Item


class Voice(StrEnum):
    REPORT = "report"
    CORRECTION = "correction"  # its publisher mends an earlier item
    ROUNDUP = "roundup"  # many measures, none of them new
    REACTION = "reaction"  # markets and companies answer a measure
    COMMENT = "comment"  # explains or judges what is known


# Voices that neither move a measure nor say anything new of it.
QUIET = frozenset({Voice.ROUNDUP, Voice.REACTION, Voice.COMMENT})

_FOLD = re.IGNORECASE
_CORRECTION = re.compile(r"^\W{0,3}(?:corrected|correction|corrects|clarification)\b", _FOLD)
_MENDED = re.compile(r"\ban earlier version of this (?:article|story|report)\b|\(corrects ", _FOLD)
_ROUNDUP = re.compile(
    r"\b(?:weekly|monthly|daily) (?:wrap|roundup|round-up|digest|briefing|review|recap)\b"
    r"|\bweek in (?:trade|review|brief)\b|\bthe week (?:ahead|in)\b|\bround-?up\b|\bin brief\b"
    r"|\btimeline\b|\bmorning (?:brief|bid)|\bnews digest\b|\bwhat happened this week\b",
    _FOLD,
)
_COMMENT = re.compile(
    r"^(?:analysis|explainer|factbox|opinion|column|comment|editorial|q&a|interview|podcast)\b"
    r"|\bwhat (?:to know|it means|we know|you need)\b|\b(?:five|six|seven|ten|three|four) things\b"
    r"|\bexplained\b|\bhow (?:to|will|the|a)\b|^why\b"
    r"|^(?:five|ten|three) (?:questions|takeaways)\b",
    _FOLD,
)
# What others say of it; a vow to answer is not here, for it may be a threat of its own.
_OUTCRY = re.compile(
    r"\b(?:protest|welcome|condemn|slam|criticis|criticiz|hail|cheer|toast|lament|applaud|deplore"
    r"|decry|denounce|fear|brace|warn of|blast)(?:e?s|ed|ing)?\b|\bworst crisis\b",
    _FOLD,
)
_MARKET = re.compile(
    r"\b(?:futures|shares|stocks?|wall street|s&p 500|nasdaq|dow|bonds?|treasuries|comex|lme"
    r"|investors|markets?|prices?|premiums?|equities|yuan|peso|rupee|dollar|profits?|outlook"
    r"|index|bourse|ftse|dax|nikkei|sensex|nifty|kospi|topix|hang seng|bovespa|stoxx|asx)\b",
    _FOLD,
)
_STIR = re.compile(
    r"\b(?:jump|surge|soar|slump|slip|slide|slid|tumble|plunge|fall|fell|drop|rise|rose|rall(?:y|ies)|climb"
    r"|gain|lose|lost|sink|sank|sunk|worst|best|record|high|low|spike|steady|retreat|rebound|shed"
    r"|weigh|cheer|wobble|dip|ease|firm|swing|crash)(?:e?s|ed|ing)?\b",
    _FOLD,
)


def voice(item: Item) -> Voice:
    """The voice of an item, by its headline."""
    return _voice(item.title, item.text)


@lru_cache(maxsize=512)  # asked for several times while an item is placed
def _voice(title: str, text: str) -> Voice:
    if _CORRECTION.search(title) or _MENDED.search(text):
        return Voice.CORRECTION
    if _ROUNDUP.search(title):
        return Voice.ROUNDUP
    if _COMMENT.search(title):
        return Voice.COMMENT
    if _OUTCRY.search(title) or (_MARKET.search(title) and _STIR.search(title)):
        return Voice.REACTION
    return Voice.REPORT
