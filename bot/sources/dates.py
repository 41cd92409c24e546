"""Dates as feeds write them, to aware times in UTC."""

import re
from datetime import UTC, datetime

from bot.sources.spelled import offset, spelled, time_of_day

LONGEST = 100  # characters of a date that are looked at
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[Tt ]\s?(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?"
    r"\s?([A-Za-z]{1,5}|[+-]\d{2}:?(?:\d{2})?)?[Zz]?)?"
)
_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")  # https://www.w3.org/TR/NOTE-datetime
_MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})"
    r" (\d{2}):(\d{2}):(\d{2}) (?:GMT|UTC|Z|([+-]\d{4}))"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MACHINE = re.compile(r"\d{4}-\d{2}-\d{2}[Tt-]")  # meant to be ISO 8601: nothing to guess in it
_SECONDS = re.compile(r"\d{9,10}")  # since 1970, as some programs write them
_MILLISECONDS = re.compile(r"\d{12,13}")
_YEARS = range(1970, 2200)


def from_text(text: str) -> datetime | None:
    """An ISO 8601 or RFC 5322 date, or one that is spelled out; UTC where no zone is named.

    None: unreadable, or no plausible time.
    """
    text = text.strip()[:LONGEST]
    if not text:
        return None
    try:
        return _plausible(_mail(text) or _iso(text) or _counted(text) or _loose(text))
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    if month := _MONTH.fullmatch(text):
        return datetime(int(month[1]), int(month[2] or 1), 1, tzinfo=UTC)
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    when = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    when += time_of_day(found[4] or 0, found[5] or 0, found[6] or 0)
    return when - offset(found[7] or "", when)


def _mail(text: str) -> datetime | None:
    """The commonest form by far, without looking for its parts one by one."""
    found = _MAIL.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    when = datetime(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]), tzinfo=UTC)
    when += time_of_day(found[4], found[5], found[6])
    return when - offset(found[7] or "", when)


def _loose(text: str) -> datetime | None:
    return None if _MACHINE.match(text) else spelled(text)


def _counted(text: str) -> datetime | None:
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC)
    if _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) // 1000, UTC)
    return None


def _plausible(when: datetime | None) -> datetime | None:
    return when if when is not None and when.year in _YEARS else None
