"""Duties without the word: `Korea to add up to 38% on Chinese steel plate`.

A headline that names no barrier, where one who acts charges a percentage on goods, speaks of a
duty: the percentage itself stands for it.
"""

import re

from bot.text.normal import Normal
from bot.text.spotting import Mention

_LEVIED = re.compile(
    r"\b(?:charg(?:e|es|ing)|puts?|adds?|slaps?|imposes?|lev(?:y|ies)|sets?|hits?|tax(?:es)?)\b"
    r"[^.;\n]{0,40}?(?P<rate>\d[\d.]{0,6}\s?(?:%|per ?cent))(?: (?:extra|more|duty))? on (?=\S)"
)
_ON_GOODS = frozenset({"goods", "flow_in"})
_REACH = 60  # characters after `on` in which the goods are named


def with_levied(normal: Normal, mentions: list[Mention]) -> list[Mention]:
    """The mentions, with the percentage of such a headline as a duty."""
    end = normal.lower.find("\n")
    end = len(normal.lower) if end < 0 else end
    if "%" not in normal.lower[:end] and "cent" not in normal.lower[:end]:
        return mentions
    title = [one for one in mentions if one.start < end]
    if any(one.kind == "barriers" for one in title):
        return mentions
    found = _LEVIED.search(normal.lower, 0, end)
    if found is None or not _between(title, found):
        return mentions
    duty = Mention(*found.span("rate"), "barriers", "duty", "spellings")
    return sorted([*mentions, duty], key=lambda one: (one.start, -one.end))


def _between(title: list[Mention], found: re.Match[str]) -> bool:
    """Whether a jurisdiction acts before, and goods are named after."""
    acts = any(one.kind == "jurisdictions" and one.end <= found.start() for one in title)
    goods = any(
        (one.kind == "products" or (one.kind == "nouns" and one.key in _ON_GOODS))
        and found.end() <= one.start < found.end() + _REACH
        for one in title
    )
    return acts and goods
