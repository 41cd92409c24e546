"""The words of a headline and a text that tell one story from another. Pure."""

import re
from functools import lru_cache

from bot.stories.background import rarity

TERMS = 60  # of an item are kept: likeness on feed-length text does not gain from more
TITLE_WEIGHT = 2.0  # a headline word counts twice (measured on public sets, docs/accuracy.md)

# What a desk puts before or after a headline and takes off again, while the story is the same.
_DESK = re.compile(
    r"^\s*(?:(?:update|wrapup|wrap|refile|advisory|rpt|repeat|corrected|correction|breaking|live"
    r"|exclusive|flash|urgent|developing|just in|alert|newsalert|analysis|factbox|explainer)"
    r"(?: ?\d{1,2})?\s?[-:–—|]\s?)+",
    re.IGNORECASE,
)
_OUTLET = re.compile(r"\s[-–—|]\s[^-–—|]{2,40}$")
_WORD = re.compile(r"[0-9][0-9,.]*[0-9]%?|[0-9]%?|[^\W\d_][\w'’]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_READ = 20_000  # characters of a text that are heard: no item needs more to be told apart
_LONGEST = 40  # characters of a stem; what is longer is no word


def bare_title(title: str, source: str = "") -> str:
    """The headline without what desks and outlets put around it, in the words it came in."""
    bare = _DESK.sub("", title)
    tail = _OUTLET.search(bare)
    if tail and _is_outlet(tail.group().strip(" -–—|"), source):
        bare = bare[: tail.start()]
    return bare.strip()


def _is_outlet(tail: str, source: str) -> bool:
    """Whether a title's tail is a publisher's name: the item's own, or one in title case."""
    if source and tail.casefold() in (source.casefold(), f"the {source}".casefold()):
        return True
    words = tail.split()
    return (
        len(words) <= 5
        and not any(c.isdigit() for c in tail)
        and all(word[0].isupper() or word in ("of", "the", "and", "&") for word in words)
    )


def plain_title(title: str, source: str = "") -> str:
    """The bare headline as a key: folded, words only."""
    return " ".join(_WORD.findall(bare_title(title, source).casefold()))


def stems(text: str) -> list[str]:
    """The words of a text in order, folded and cut to a stem; years and days are left out."""
    words = _WORD.findall(text[:_READ])
    return [stem for word in words if (stem := _stem(word.casefold()[:_LONGEST]))]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    if word[0] in "0123456789":
        return _number(word)
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 3 and word[-2] not in "sui":
        word = word[:-1]
    for end in ("ing", "ed"):
        if word.endswith(end) and len(word) > len(end) + 3:
            return word[: -len(end)]
    return word.removesuffix("e") if len(word) > 4 else word


def _number(word: str) -> str:
    """A number that could tell a story: no years, no days of the month."""
    digits = word.replace(",", "")
    if digits.endswith("%") or "." in digits:
        return digits
    return "" if _YEAR.fullmatch(digits) or int(digits) <= 31 else digits


@lru_cache(maxsize=512)  # an item's words are asked for several times while it is placed
def terms(title: str, text: str) -> tuple[str, ...]:
    """The most telling words of an item, the rarest first, at most `TERMS`."""
    seen = set(stems(title)) | set(stems(text))
    ranked = sorted(seen, key=lambda stem: (-rarity(stem), stem))
    return tuple(ranked[:TERMS])
