"""How often a document wants to be asked: `ttl`, `sy:`, `skipHours` and `skipDays`."""

import re
from typing import Any

from bot.model.item import Hints

_PERIODS = {
    "hourly": 3600.0,
    "daily": 86_400.0,
    "weekly": 604_800.0,
    "monthly": 2_592_000.0,
    "yearly": 31_536_000.0,
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOUR = re.compile(r"<hour>\s{0,99}(\d{1,2})\s{0,99}</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s{0,99}([a-z]{6,9})\s{0,99}</day>", re.IGNORECASE)


def hints(raw: Any, head: str) -> Hints:
    """What feedparser reads of a feed, and what stands in its text before the first item."""
    return Hints(_ttl(raw), _hours(head), _days(head))


def _ttl(raw: Any) -> float | None:
    """Seconds between polls that the document asks for: `ttl` in minutes, or `sy:`."""
    minutes = _number(raw.get("ttl"))
    period = _PERIODS.get(str(raw.get("sy_updateperiod") or "").strip().lower())
    times = _number(raw.get("sy_updatefrequency")) or 1.0
    asked = [minutes * 60 if minutes else 0.0, period / times if period else 0.0]
    return max(asked) or None


def _number(value: object) -> float | None:
    text = str(value or "").strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


def _hours(head: str) -> frozenset[int]:
    """Hours in GMT; RSS 0.91 of UserLand counts from 1 to 24. All of them means none (S6)."""
    inside = _between(head, "skiphours")
    found = frozenset(int(hour) % 24 for hour in _HOUR.findall(inside) if int(hour) <= 24)
    return found if len(found) < 24 else frozenset()


def _days(head: str) -> frozenset[int]:
    named = {day.lower() for day in _DAY.findall(_between(head, "skipdays"))}
    found = frozenset(number for number, day in enumerate(_DAYS) if day in named)
    return found if len(found) < 7 else frozenset()


def _between(head: str, name: str) -> str:
    """What stands in an element of the head, whose text this is."""
    lower = head.lower()
    start = lower.find(f"<{name}>")
    end = lower.find(f"</{name}>", start)
    return head[start:end] if 0 <= start < end else ""
