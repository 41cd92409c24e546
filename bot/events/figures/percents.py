"""Percentages as they stand in the text, joined where two of them are one statement.

The grammar, longest first: between A and B, A-B%, A% to B% (ranges); from A to B, to B from A,
B, up from A, B in place of A, A -> B (changes). A range is not a change.
"""

import re
from typing import NamedTuple

from bot.text.numerals import CHINESE, NUMBER, matches, number

_UNIT = r"(?:\s?%|[\s-]?per[\s-]?cent(?![a-z])|\s?pct(?![a-z])|\s?pc(?![a-z]))"
_POINTS = r"(?:[\s-]percentage[\s-]points?|\s?ppts?|\s?pp|\s?points?|\s?个百分点|-point)(?![a-z])"
_ONE = re.compile(
    rf"(?<![0-9a-z_.,$€£¥])(?P<num>{NUMBER})(?:(?P<unit>{_UNIT})|(?P<points>{_POINTS}))"
    rf"|(?<![a-z-])(?P<zero>zero|nil)(?![a-z-])"
)
_HAN = re.compile(rf"百分之(?P<han>{CHINESE}|\d{{1,4}}(?:\.\d{{1,4}})?)")
# A first number that leaves its unit to the second: "from 39 to 15 percent", "10-20%".
_BARE = re.compile(
    rf"(?<![0-9a-z_.,$€£¥-])({NUMBER})\s?(-|~|->| to | and |至|到|降至|下调至|上调至|提高至)\s?$"
)
_ABOUT = (
    r"(?:(?:about|around|roughly|nearly|almost|some|just|only|at least|as little as|as low as"
    r"|as much as|as high as|up to|below|above|a|an|the|its|their|previous|previously|current"
    r"|earlier"
    r"|existing|threatened|initial|planned|original|present|combined|ordinary) ){0,3}"
)
_GAPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("dash", re.compile(r"\s?[-~至到]\s?")),
    ("arrow", re.compile(r"\s?->\s?|降至|下调至|上调至|提高至|提高到|降低至|降到|调整至")),
    ("to", re.compile(rf"(?: (?:in|from|since) \d{{4}})? to {_ABOUT}")),
    ("and", re.compile(rf" and {_ABOUT}")),
    (
        "from",
        re.compile(
            rf"(?: of (?:the )?(?:[a-z]+ )?(?:price|value))?,? from {_ABOUT}(?:rate of "
            rf"|level of |tariff of |duty of )?"
        ),
    ),
    (
        "from",
        re.compile(
            rf"(?: [\w-]+){{0,3}},? (?:and )?(?:up|down|increased|raised|reduced|lowered|cut"
            rf"|halved|doubled) from {_ABOUT}"
        ),
    ),
    ("from", re.compile(rf"[^.;:%()\n]{{0,100}}, (?:up|down) from {_ABOUT}")),
    (
        "from",
        re.compile(
            rf",?(?: [\w-]+){{0,2}} (?:in place of|instead of|against|compared with|compared to"
            rf"|versus|rather than|replacing) {_ABOUT}"
        ),
    ),
    (
        "now",
        re.compile(
            r",? (?:and |but )?(?:would|will|is to|are to|to|shall|should)? ?(?:now )?(?:be )?"
            r"(?:rise|rises|go|goes|go up|go down|increase|raised|fall|falls|drop|come down"
            r"|reduced|cut"
            r"|lowered|pay|increased|climb)(?: up| down)?(?: to)?(?: just| about| only)? "
        ),
    ),
)
_RANGING = re.compile(
    r"(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|rates (?:go|run|are|of)|depending on [\w ]{1,30}"
    r"|run|running|spread|anywhere)(?: [\w-]+){0,2} from\s?$"
)
_FROM = re.compile(
    r"(?:from|由|从)\s?(?:about |around |roughly |a |the |an |nearly |some |现行的|目前的)?$"
)
_NOW = re.compile(
    r"(?:currently|now charged|now at|today at|now|at present|presently|hitherto)\s?$"
)
_LIMIT = 120  # characters between two percentages of one statement


class Percent(NamedTuple):
    """One statement of a percentage: alone, as a change (`previous`) or as a range (`upper`)."""

    start: int
    end: int
    value: float
    points: bool = False
    zero: bool = False  # the word, without a unit
    previous: float | None = None
    upper: float | None = None


def percents(lower: str, at: list[int]) -> list[Percent]:
    """The percentages of a text in order, joined; `at` are the places where numbers begin."""
    found = list(matches(_ONE, lower, at))
    if "百分之" in lower:
        found = sorted([*found, *_HAN.finditer(lower)], key=lambda one: one.start())
    singles = [_single(one) for one in found]
    joined: list[Percent] = []
    for one in singles:
        one = _with_bare(lower, one)
        if joined and (both := _join(lower, joined[-1], one)) is not None:
            joined[-1] = both
        else:
            joined.append(one)
    return _bracketed(lower, joined)


_BRACKET = re.compile(
    r"\((?:(?:today|now|currently|from|until now|hitherto|was|previously) ?)?(?:at |of )?$"
)


def _bracketed(lower: str, found: list[Percent]) -> list[Percent]:
    """`cut to zero the tax on coffee (today at 9%), beef (10.8%)`: brackets hold earlier rates."""
    level: Percent | None = None
    used: set[Percent] = set()
    done: list[Percent] = []
    for one in found:
        if _is_pair(one) or one.points:
            level = None
        elif (
            level
            and _BRACKET.search(lower[max(0, one.start - 20) : one.start])
            and _together(lower, level, one)
        ):
            used.add(level)
            one = Percent(level.start, one.end, level.value, previous=one.value)
        elif lower[max(0, one.start - 3) : one.start] == "to ":
            level = one
        done.append(one)
    return [one for one in done if one not in used]


def _together(lower: str, level: Percent, one: Percent) -> bool:
    gap = lower[level.end : one.start]
    return len(gap) < 400 and ". " not in gap and ";" not in gap


def _single(found: re.Match[str]) -> Percent:
    if found.re is _HAN:
        return Percent(found.start(), found.end(), number(found["han"]))
    if found["zero"]:
        return Percent(found.start(), found.end(), 0.0, zero=True)
    value = number(found["num"])
    return Percent(found.start(), found.end(), value, points=found["points"] is not None)


def _with_bare(lower: str, one: Percent) -> Percent:
    """The percentage with the unit-less number that it closes, where there is one."""
    before = _BARE.search(lower, max(0, one.start - 40), one.start)
    if before is None or one.zero or one.points:
        return one
    low, link = number(before[1]), before[2].strip()
    head = lower[max(0, before.start() - 40) : before.start()]
    if 1900 <= low <= 2100 or (link == "and" and not head.rstrip().endswith("between")):
        return one
    return _paired(head, one._replace(start=before.start()), low, one.value, link)


def _paired(head: str, whole: Percent, first: float, second: float, link: str) -> Percent:
    changes = link in ("->", "降至", "下调至", "上调至", "提高至") or (
        _FROM.search(head) is not None and _RANGING.search(head) is None and link not in "-~"
    )
    if changes:
        return whole._replace(value=second, previous=first)
    return whole._replace(value=min(first, second), upper=max(first, second))


def _join(lower: str, one: Percent, two: Percent) -> Percent | None:
    """Two percentages as one statement; None where they are two."""
    if one.points != two.points or two.start - one.end > _LIMIT or _is_pair(one) or two.points:
        return None
    gap = lower[one.end : two.start]
    link = next((name for name, shape in _GAPS if shape.fullmatch(gap)), None)
    if link is None or (_is_pair(two) and link != "from"):
        return None
    head = lower[max(0, one.start - 60) : one.start]
    whole = Percent(one.start, two.end, two.value)
    if link == "dash":
        return _paired(head, whole, one.value, two.value, "-")
    if link == "arrow":
        return whole._replace(previous=one.value)
    if link == "and":
        return _range(whole, one, two) if head.rstrip().endswith("between") else None
    if link == "now":
        return whole._replace(previous=one.value) if _NOW.search(head) else None
    if link == "from":
        return None if _is_pair(two) else whole._replace(value=one.value, previous=two.value)
    if _FROM.search(head):
        ranging = _RANGING.search(head) is not None
        return _range(whole, one, two) if ranging else whole._replace(previous=one.value)
    return None if one.zero or two.zero else _range(whole, one, two)


def _is_pair(one: Percent) -> bool:
    return one.previous is not None or one.upper is not None


def _range(whole: Percent, one: Percent, two: Percent) -> Percent:
    low, high = sorted((one.value, two.value))
    return whole._replace(value=low, upper=high)
