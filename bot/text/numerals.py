"""Numbers as they are written: digits with separators, number words, magnitudes.

Patterns are for lower-case text (`Normal.lower`) and never nest repetition.
"""

import re
from collections.abc import Iterable, Iterator

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
_TENS = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]  # fmt: skip
WORDS: dict[str, float] = {word: float(value) for value, word in enumerate(_UNITS)}
WORDS |= {word: float(20 + 10 * place) for place, word in enumerate(_TENS)}
WORDS |= {"nil": 0.0, "hundred": 100.0, "a hundred": 100.0, "one hundred": 100.0}
_TEENS = "|".join(sorted((*_UNITS, "nil"), key=len, reverse=True))

# A number in digits; a comma or a thin space only between groups of three.
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|(?:a |one )?hundred|{_TEENS}"
NUMBER = rf"(?:{DIGITS}|(?<![a-z])(?:{WORD})(?![a-z]))"
# "1 500 million": groups parted by a space, only where a magnitude or a unit follows.
SPACED = r"\d{1,3}(?: \d{3})+"

MAGNITUDES: dict[str, float] = {
    "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "millions": 1e6, "mln": 1e6, "mn": 1e6,
    "m": 1e6, "crore": 1e7, "billion": 1e9, "billions": 1e9, "bln": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "trn": 1e12, "tn": 1e12, "t": 1e12, "lakh crore": 1e12,
    "thousand million": 1e9, "万": 1e4, "亿": 1e8, "万亿": 1e12,
}  # fmt: skip
MAGNITUDE = (
    r"(?:lakh crore|thousand million|thousand|lakh|millions?|mln|mn|m|crore|billions?|bln|bn|b"
    r"|trillion|trn|tn|t|k)(?![a-z])|万亿|亿|万"
)

_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE = r"[零〇一二两三四五六七八九十百]{1,7}"


# Where a number may begin, so that patterns need not be tried at every character; no number word
# begins with a letter that is not in the set.
_PLACE = re.compile(
    rf"\b(?:\d|(?=[aefhnostz])(?:{'|'.join(_TENS)}|{_TEENS}|hundred|a hundred|half a|a dozen)\b)",
    re.ASCII,
)


def places(lower: str) -> list[int]:
    """Where numbers begin, in digits or in words."""
    return [found.start() for found in _PLACE.finditer(lower)]


_PERCENTAGE = re.compile(r"\d[\d.,]{0,8}\s?(?:%|per ?cent|pct|pc)")


def amounts(lower: str, at: list[int]) -> list[int]:
    """The places whose number is no percentage: those of sums, amounts and counts."""
    return [place for place in at if _PERCENTAGE.match(lower, place) is None]


def matches(shape: re.Pattern[str], lower: str, at: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at one of the places, none inside another."""
    reached = 0
    for place in at:
        if place >= reached and (found := shape.match(lower, place)) is not None:
            reached = found.end()
            yield found


def number(text: str) -> float:
    """The value of what `NUMBER` or `SPACED` took; ValueError for anything else."""
    text = text.strip().lower()
    if text[:1].isdigit():
        return float(text.replace(",", "").replace(" ", ""))
    if text in WORDS:
        return WORDS[text]
    tens, _, unit = text.replace("-", " ").partition(" ")
    if tens in WORDS and unit in WORDS:
        return WORDS[tens] + WORDS[unit]
    return chinese(text)


def chinese(text: str) -> float:
    """`二十五` is 25, `一百二十五` is 125, `二〇二五` is 2025; ValueError for anything else."""
    if not re.fullmatch(CHINESE, text):
        raise ValueError(text)
    if not any(char in "十百" for char in text):
        return float("".join(str(_CHINESE[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE[char]
    return float(total + digit)
