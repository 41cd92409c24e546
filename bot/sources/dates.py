"""Dates as feeds write them, to aware times in UTC."""

import calendar
import re
import time
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

# Drupal's default: "Mon, 11/10/2025 - 14:30", in the site's own zone, which it does not tell.
_DRUPAL = re.compile(r"(?:[A-Za-z]{3,9}, )?(\d{1,2})/(\d{1,2})/(\d{4}) - (\d{1,2}):(\d{2})")
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ]\s?(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_YEARS = range(1970, 2200)


def from_struct(found: time.struct_time | None) -> datetime | None:
    """feedparser's reading of a date, which is in UTC; None where it is no plausible time."""
    if found is None:
        return None
    try:
        return _plausible(datetime.fromtimestamp(calendar.timegm(found), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def from_text(text: str) -> datetime | None:
    """An ISO 8601, RFC 5322 or Drupal date; UTC where no zone is named. None: unreadable."""
    text = text.strip()[:64]
    try:
        return _plausible(_iso(text) or _drupal(text) or _mail(text))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _iso(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    when = datetime(year, month, day, tzinfo=_zone(found[7]))
    return when + timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(text: str | None) -> timezone:
    if text is None or text[0] not in "+-":
        return UTC
    size = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-size if text[0] == "-" else size)


def _drupal(text: str) -> datetime | None:
    found = _DRUPAL.fullmatch(text)
    if found is None:
        return None
    month, day, year, hour, minute = map(int, found.groups())
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def _mail(text: str) -> datetime:
    found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _plausible(when: datetime | None) -> datetime | None:
    if when is None or when.year not in _YEARS:
        return None
    return when.astimezone(UTC)
