"""Percentages: duty rates, and the shares that stand beside them."""

import re

from bot.events.figures.candidate import Candidate, without_headlines
from bot.events.figures.gating import judge
from bot.events.figures.percents import Percent, percents
from bot.events.figures.setting import NOTHING, RATE, SHARE, Verdict
from bot.events.view import View
from bot.model.event import Amount, AmountKind, Derived, Qualifier, Rate

KIND = "tariff_rate"

_QUALIFIERS: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        Qualifier.UP_TO,
        re.compile(
            r"(?:up to|as much as|as high as|maximum of|max\.?|at most|capped at|reached"
            r"|ceiling of|no more than)(?: an?)?\s?$"
        ),
    ),
    (
        Qualifier.AT_LEAST,
        re.compile(r"(?:at least|minimum of|no less than|not less than|cannot be less than)\s?$"),
    ),
    (
        Qualifier.ABOUT,
        re.compile(r"(?:about|around|roughly|nearly|close to|approximately|almost|some)\s?$"),
    ),
    (
        Qualifier.ADDITIONAL,
        re.compile(r"(?:additional|extra|further|another|supplementary|more)(?: [\w.-]+){0,4}\s?$"),
    ),
)
_TO_LEVEL = re.compile(r",? to (?:just |only |about |around |a )?$")
_OPENING = re.compile(
    r"(?:\b(?:from|to|at|of|by|an?|the|between|additional|further|extra|another|up to|about"
    r"|around|nearly|roughly"
    r"|as high as|at least|average|effective)\s){0,4}$"
)
_TIMES = (("doubl", 2.0), ("tripl", 3.0), ("quadrupl", 4.0), ("halv", 0.5))


def candidates(view: View) -> list[Candidate]:
    """Every percentage of the view, judged."""
    if "%" not in view.lower and not _worded(view.lower):
        return []
    found: list[Candidate] = []
    before: Percent | None = None
    last: Verdict | None = None
    for one in percents(view.lower, view.numbers):
        verdict = judge(view, one, before, last)
        if one.points and _TO_LEVEL.match(view.lower[one.end : one.end + 12]):
            verdict = Verdict(NOTHING, "points to a level that is stated itself")
        found += _candidates(view, one, verdict)
        if not (one.zero and verdict.kind == NOTHING):
            before, last = one, verdict
    return without_headlines(view, found)


def _worded(lower: str) -> bool:
    return any(word in lower for word in ("cent", "pct", "pc", "point", "zero", "百分", " pp"))


def _candidates(view: View, one: Percent, verdict: Verdict) -> list[Candidate]:
    """The rate; or the share, two of them where it moves from one to another."""
    if verdict.kind != SHARE or one.points:
        return [_rate(view, one, verdict)]
    start = _opening(view, one)
    values = [value for value in (one.previous, one.value, one.upper) if value is not None]
    return [
        Candidate(
            start,
            one.end,
            Amount(AmountKind.SHARE, value, "percent", view.evidence(start, one.end)),
            verdict.reason,
        )
        for value in values
    ]


def _rate(view: View, one: Percent, verdict: Verdict) -> Candidate:
    start = _opening(view, one)
    evidence = view.evidence(start, one.end)
    if verdict.kind != RATE:
        return Candidate(start, one.end, None, verdict.reason)
    rate = Rate(
        value=one.value,
        unit="percentage_points" if one.points else "percent",
        evidence=evidence,
        previous=one.previous,
        upper=one.upper,
        qualifier=qualifier(view, one.start),
    )
    return Candidate(start, one.end, rate, verdict.reason, _derived(view, one, rate))


def _opening(view: View, one: Percent) -> int:
    """Where the quotation begins: with the small words before the number, inside the clause."""
    first, _ = view.clauses.around(one.start)
    before = view.lower[max(first, one.start - 40) : one.start]
    found = _OPENING.search(before)
    return one.start - (len(before) - found.start()) if found else one.start


def qualifier(view: View, start: int) -> Qualifier:
    """How exact a figure is that begins at `start`, by the words before it."""
    before = view.lower[max(0, start - 40) : start]
    return next((name for name, cue in _QUALIFIERS if cue.search(before)), Qualifier.EXACT)


def _derived(view: View, one: Percent, rate: Rate) -> Derived | None:
    """The earlier rate, where a verb of arithmetic leads to the stated one ("doubled to 50%")."""
    if one.previous is not None or one.upper is not None or one.points:
        return None
    before = view.lower[max(0, one.start - 60) : one.start]
    if not before.rstrip().endswith("to"):
        return None
    for stem, times in _TIMES:
        at = before.rfind(stem)
        if at >= 0:
            word = f"{one.value:g} divided by {times:g}"
            return Derived("previous_rate", f"{one.value / times:g}", (rate.evidence,), word)
    return None
