"""Which day is meant: the year where none is written, weekdays, the end of a month."""

import re
from datetime import date, timedelta

from bot.events.figures.calendar import Written, last_day, nearest
from bot.model.event import DateRole

_FORWARD = re.compile(
    r"\b(?:will|would|shall|to be|is to|are to|due|until|by|before|through|next|from|starting"
    r"|beginning|scheduled"
    r"|expected|planned|set to|effective|coming)\b"
)
_COMING = re.compile(r"\b(?:will|would|shall|to(?! \d)|starting|beginning|next|due|set)\b")
_BACKWARD = re.compile(r"\b(?:since|last|retroactive|had|began|started|was|were|met|again)\b")
_LAST = re.compile(r"\blast (?:\w+ )?$|\bsince (?:\w+ of )?$")
_DONE_BEFORE = re.compile(r"\b(?:ordered|loaded|shipped|left|entered|bought|signed|made) before $")
_OVER = re.compile(r"\b(?:expired|lapsed|ended)\b")
_WERE_TO = re.compile(r"\b(?:were|was) to \w+")
_BEGUN = re.compile(r"\b(?:since|had|came|went|entered|was|were|retroactive|took|imposed|lost)\b")
_SET_FOR = re.compile(r"\b(?:set for|scheduled for|slated for|due(?: on)?) $")
_NEXT = re.compile(r"\bnext (?:\w+)?\s?$")


# A day without a year is not one of last year where one is near: that would be told.
_LONG_AGO, _SOON = timedelta(days=270), timedelta(days=95)


def value(one: Written, role: DateRole, near: str, published: date | None) -> str | None:
    """The date in ISO 8601; None where it cannot be placed. `near` are the words before it."""
    if one.shift is not None:
        return (published + timedelta(days=one.shift)).isoformat() if published else None
    if one.weekday is not None:
        return _weekday(published, one.weekday, role, near) if published else None
    if one.next_month:
        return _first_of_next(published) if published else None
    if one.year_end:
        year = one.year or (published.year if published else None)
        return f"{year}-12-31" if year else None
    return _named(one, role, near, published)


def _first_of_next(published: date) -> str:
    return (published.replace(day=1) + timedelta(days=32)).replace(day=1).isoformat()


def _named(one: Written, role: DateRole, near: str, published: date | None) -> str | None:
    year = one.year or _year(one, role, near, published)
    if year is None or one.month is None:
        return None
    if one.last:
        return f"{year}-{one.month:02d}-{last_day(year, one.month):02d}"
    if one.day is None:
        return f"{year}-{one.month:02d}"
    try:
        return date(year, one.month, one.day).isoformat()
    except ValueError:
        return None


def _year(one: Written, role: DateRole, near: str, published: date | None) -> int | None:
    if published is None or one.month is None:
        return None
    if one.next_year:
        return published.year + 1
    day = one.day or (28 if one.last else 15)
    found = nearest(one.month, day, published, _forward(role, near))
    ahead = nearest(one.month, day, published, True)
    if found and ahead and published - found > _LONG_AGO and ahead - published < _SOON:
        found = ahead
    return found.year if found else None


def _forward(role: DateRole, near: str) -> bool:
    """Whether a date without a year looks ahead."""
    if _LAST.search(near) or role is DateRole.ANNOUNCED:
        return False
    if role is DateRole.DEADLINE and _DONE_BEFORE.search(near):
        return False
    if role in (DateRole.EXPIRY, DateRole.DEADLINE):
        return _OVER.search(near) is None
    if role is DateRole.EFFECTIVE and near.endswith(" to "):
        return True
    if role is DateRole.EFFECTIVE:
        return _WERE_TO.search(near) is not None or _BEGUN.search(near) is None
    return _FORWARD.search(near) is not None or not near.endswith("in ")


def _weekday(published: date, weekday: int, role: DateRole, near: str) -> str:
    back = (published.weekday() - weekday) % 7
    ahead = (weekday - published.weekday()) % 7
    if _NEXT.search(near):
        return (published + timedelta(days=ahead or 7)).isoformat()
    if _SET_FOR.search(near):
        return (published + timedelta(days=ahead)).isoformat()
    past = role is DateRole.ANNOUNCED or _BACKWARD.search(near) is not None
    fresh = role is DateRole.EFFECTIVE and _COMING.search(near) is None and 0 < back <= 3
    if past or fresh:
        return (published - timedelta(days=back)).isoformat()
    return (published + timedelta(days=ahead)).isoformat()
