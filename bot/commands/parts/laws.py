"""Laws, documents and pairs of countries as a user writes them."""

import re

from bot.commands import Means
from bot.commands.parts.filters import party
from bot.model.errors import TellUser
from bot.model.history import Filters

_BETWEEN = re.compile(r"\s*(?:->|→|>|/|,|\bon\b|\band\b|\bvs\.?\b|-)\s*", re.IGNORECASE)


def law(name: str, means: Means) -> Filters:
    """The stories under a law or document."""
    known = means.known.instrument(name) or ""
    plain = " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
    return Filters(facts=(frozenset({f"law:{known}", f"law:{plain}"}),))


def pair(text: str, means: Means) -> Filters:
    """The stories between two countries, both ways; raises TellUser."""
    sides = [side for side in _BETWEEN.split(text.strip(), maxsplit=1) if side]
    if len(sides) != 2:
        raise TellUser(f"'{text}' is no pair; write it as US-CN.")
    return between(sides[0], sides[1], means)


def between(one: str, other: str, means: Means) -> Filters:
    """The stories in which both have a part; raises TellUser."""
    return Filters(facts=(party(one, means, "by", "on"), party(other, means, "by", "on")))
