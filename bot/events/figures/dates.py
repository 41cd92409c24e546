"""Dates with their roles, each resolved to a day or a month."""

import re

from bot.events.figures.calendar import Written, written
from bot.events.figures.candidate import Candidate
from bot.events.figures.datewords import LOOSE
from bot.events.figures.roles import role_of
from bot.events.figures.years import value
from bot.events.view import View
from bot.model.event import DateRole, Day

KIND = "date"

_MOST = 300  # a text with more dates is a calendar
_TODAY_AT = re.compile(r"today (?:at )?\d")
_LINKED = re.compile(r"\s?(?:and|to|until|through|-|or)(?: \w+){0,2}\s?")
_NAMED_ONLY = re.compile(
    rf"\b(?:in|since|from|until|till|through|by|last|next|this|for|of|early|mid|late|before"
    rf"|after|and|between|to)[ -]{LOOSE}$"
)
_CUE = re.compile(
    r"(?:\b(?:on|from|since|until|till|through|by|before|of|in|to|as of|as from|effective"
    r"|dated|starting|beginning|last|next|this"
    rf"|published|signed|after)\s){{0,3}}{LOOSE}$"
)


def candidates(view: View) -> list[Candidate]:
    """Every date of the view with its role, or why it is none."""
    found: list[Candidate] = []
    dated = written(view.lower, view.numbers)[:_MOST]
    seen = [one for one in dated if not _TODAY_AT.match(view.lower, one.start)]
    for place, one in enumerate(seen):
        after = seen[place + 1] if place + 1 < len(seen) else None
        if after is None or not _same(view, one, after):
            found.append(_candidate(view, _with_year(view, one, after)))
    return _finest(found)


def _finest(found: list[Candidate]) -> list[Candidate]:
    """A month is left out where a day of it has the same role."""
    days = {
        (one.figure.role, one.figure.value[:7])
        for one in found
        if isinstance(one.figure, Day) and len(one.figure.value) == 10
    }
    return [_coarse(one) if _month_of(one, days) else one for one in found]


def _month_of(one: Candidate, days: set[tuple[DateRole, str]]) -> bool:
    day = one.figure
    return isinstance(day, Day) and len(day.value) == 7 and (day.role, day.value) in days


def _coarse(one: Candidate) -> Candidate:
    return Candidate(one.start, one.end, None, "the month of a day that is told in full")


def _same(view: View, one: Written, after: Written) -> bool:
    """`today, 1 May 2024` and `Friday, November 13` are one date: the later words tell it."""
    gap = view.lower[one.end : after.start]
    loose = one.weekday is not None or one.shift is not None
    return loose and after.day is not None and gap in (", ", " ", ", the ", " (", ", on ")


def _with_year(view: View, one: Written, after: Written | None) -> Written:
    """A year written once for two days counts for both: `7 August and 5 October 2025`."""
    if one.year or not (one.month and one.day) or after is None or not (after.year and after.day):
        return one
    if after.month is None or _LINKED.fullmatch(view.lower[one.end : after.start]) is None:
        return one
    return one._replace(
        year=after.year if (one.month, one.day) <= (after.month, after.day) else after.year - 1
    )


def _candidate(view: View, one: Written) -> Candidate:
    first, _ = view.clauses.around(one.start)
    before = view.lower[max(first, one.start - 160) : one.start]
    start = one.start - _cue_length(before)
    if one.month_only and not one.last and not _meant(view, one, before):
        return Candidate(start, one.end, None, "the name of a month, not a date")
    role, why = role_of(view, one, before)
    near = view.lower[max(0, one.start - 50) : one.start]
    day = value(one, role, near, view.published)
    if day is None:
        return Candidate(start, one.end, None, "a day that cannot be placed in a year")
    if role is DateRole.ANNOUNCED and view.published and day > view.published.isoformat():
        role, why = DateRole.EFFECTIVE, "a day to come"
    return Candidate(start, one.end, Day(day, role, view.evidence(start, one.end)), why)


def _meant(view: View, one: Written, before: str) -> bool:
    """Whether a bare month is meant as a date and not as a verb or an adjective."""
    if one.year is not None or not view.lower[one.end - 1].isascii():
        return True
    return view.normal.text[one.start].isupper() and _NAMED_ONLY.search(before[-36:]) is not None


def _cue_length(before: str) -> int:
    found = _CUE.search(before[-36:])
    return len(before[-36:]) - found.start() if found else 0
