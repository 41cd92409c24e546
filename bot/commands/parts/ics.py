"""Days as an iCalendar file: https://www.rfc-editor.org/rfc/rfc5545."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from bot.alerts.sources import ranked, web_address
from bot.model.history import Due

_WIDEST = 75  # octets of a line: https://www.rfc-editor.org/rfc/rfc5545#section-3.1


def calendar(days: Sequence[tuple[Due, str]], now: datetime) -> bytes:
    """A calendar with one whole-day event for each day and its title; months are left out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tollbell//trade calendar//EN"]
    for due, title in days:
        lines += _event(due, title, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(due: Due, title: str, now: datetime) -> Iterable[str]:
    try:
        day = date.fromisoformat(due.day)
    except ValueError:
        return []
    url = web_address(ranked(due.story.sources)[0].url)
    return [
        "BEGIN:VEVENT",
        f"UID:{due.story.id}-{due.role}-{due.day}@tollbell",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(title)}",
        f"DESCRIPTION:{_text(f'#{due.story.id}; information, not legal advice')}",
        *([f"URL:{url}"] if url else []),
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11"""
    plain = " ".join(value.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each but the first after a space."""
    piece, room = "", _WIDEST
    for char in line:
        size = len(char.encode())
        if size > room:
            yield piece
            piece, room = " ", _WIDEST - 1
        piece += char
        room -= size
    yield piece
