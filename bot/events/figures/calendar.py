"""Days and months as they are written; which year is meant is settled in `years`."""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from bot.text.numerals import matches

_NAMES = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
]  # fmt: skip
MONTHS: dict[str, int] = {name: place for place, name in enumerate(_NAMES, start=1)}
MONTHS |= {name[:3]: place for name, place in list(MONTHS.items())} | {"sept": 9}
WEEKDAYS: dict[str, int] = {
    name: place
    for place, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_MONTH = "|".join((*_NAMES, "sept", *(name[:3] for name in _NAMES if name != "may")))
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_WEEKDAY = "|".join(WEEKDAYS)

# What a date can begin with: tried first, so that most words cost one look.
_FIRST = (
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun"
    r"|tod|tom|yes|end of|year|first of"
)
_NAME = re.compile(rf"\b(?:{_FIRST})", re.ASCII)
WRITTEN = re.compile(
    rf"(?<![a-z\d.])(?:"
    rf"(?P<mon1>{_MONTH})\.? {_DAY.format('day1')}(?![\d%.]*\d)(?:(?:,? "
    rf"| of ){_YEAR.format('year1')}(?!\d)|(?P<next1> next year))?"
    rf"|{_DAY.format('day2')}"
    rf"(?: of)? (?P<mon2>{_MONTH})(?![a-z])\.?(?:,? {_YEAR.format('year2')}(?!\d)"
    rf"|(?P<next2> next year))?"
    rf"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?![\d-])"
    rf"|(?P<dot>\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d)(?!\d)"
    rf"|(?P<endof>end of (?:the )?)(?P<mon4>{_MONTH})(?![a-z])(?: {_YEAR.format('year4')}"
    rf"|(?P<next4> next year))?"
    rf"|(?P<yearend>end of (?:the year(?! \d)|this year|(?P<year5>(?:19|20)\d\d))|year-end"
    rf"|year's end)"
    rf"|first of next month|(?P<mon3>{_MONTH})(?![a-z])\.?(?: {_YEAR.format('year3')}(?![\d-]))?"
    rf"|(?P<weekday>{_WEEKDAY})(?![a-z])|(?P<near>today|yesterday|tomorrow)(?![a-z])"
    rf")"
)
_CHINESE = re.compile(r"(?:(?P<cyear>(?:19|20)\d\d)年)?(?P<cmon>\d{1,2})月(?:(?P<cday>\d{1,2})日)?")


class Written(NamedTuple):
    """A date as written: what is stated, the rest None. `last` is the last day of the month."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: bool = False
    weekday: int | None = None
    shift: int | None = None  # days from the publication: today, yesterday, tomorrow
    next_year: bool = False
    next_month: bool = False
    year_end: bool = False

    @property
    def month_only(self) -> bool:
        """Whether only a month is stated, or its end."""
        return self.month is not None and self.day is None


def written(lower: str, numbers: list[int]) -> list[Written]:
    """The dates of a text; `numbers` are the places where numbers begin. No impossible ones."""
    at = sorted([*numbers, *(found.start() for found in _NAME.finditer(lower))])
    seen = [one for found in matches(WRITTEN, lower, at) if (one := _read(found)) is not None]
    if "月" in lower:
        more = [one for found in _CHINESE.finditer(lower) if (one := _chinese(found)) is not None]
        return sorted([*seen, *more])
    return seen


def _chinese(found: re.Match[str]) -> Written | None:
    year, month, day = _int(found["cyear"]), int(found["cmon"]), _int(found["cday"])
    if not _possible(year or 2024, month, day or 1):
        return None
    return Written(found.start(), found.end(), year, month, day)


def _read(found: re.Match[str]) -> Written | None:
    start, end = found.span()
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    elif found["dot"]:
        day, month, year = map(int, found["dot"].split("."))
    elif found["weekday"]:
        return Written(start, end, weekday=WEEKDAYS[found["weekday"]])
    elif found["near"]:
        shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[found["near"]]
        return Written(start, end, shift=shift)
    elif found["yearend"]:
        return Written(start, end, year=_int(found["year5"]), year_end=True)
    elif found[0].startswith("first of"):
        return Written(start, end, day=1, next_month=True)
    else:
        return _named(found)
    return Written(start, end, year, month, day) if _possible(year, month, day) else None


def _named(found: re.Match[str]) -> Written | None:
    month_name = found["mon1"] or found["mon2"] or found["mon3"] or found["mon4"]
    month = MONTHS[month_name]
    year = _int(found["year1"] or found["year2"] or found["year3"] or found["year4"])
    day = _int(found["day1"] or found["day2"])
    if not _possible(year or 2024, month, day or 1):
        return None
    return Written(
        found.start(), found.end(), year, month, day,
        last=found["endof"] is not None,
        next_year=bool(found["next1"] or found["next2"] or found["next4"]),
    )  # fmt: skip


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _possible(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= last_day(year, month)


_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month - 1]


def nearest(month: int, day: int, published: date, forward: bool) -> date | None:
    """The day of that name nearest to the publication, on the side that its role looks to.

    Forward means the nearest in the future, unless it lies at most 45 days back.
    """
    years = range(published.year - 4, published.year + 6)
    days = [date(year, month, day) for year in years if _possible(year, month, day)]
    if forward:
        return next((one for one in days if one >= published - timedelta(days=45)), None)
    return next((one for one in reversed(days) if one <= published), None)
