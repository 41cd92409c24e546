"""Hours, days and zones as people write them, and what a channel's settings say in words."""

import re
from collections.abc import Iterable
from zoneinfo import available_timezones

from bot.commands.parts.wishes import likely
from bot.model.errors import TellUser
from bot.model.watch import ChannelSettings

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm)?")
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SETS = {
    "daily": range(7), "every day": range(7), "all": range(7), "weekdays": range(5),
    "workdays": range(5), "weekend": range(5, 7), "weekends": range(5, 7),
}  # fmt: skip


def minutes(text: str) -> int:
    """Minutes after midnight of `22:00`, `7`, `7.30` or `9 pm`; raises TellUser."""
    found = _CLOCK.fullmatch(text.strip().lower()) if text.isascii() else None
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 99
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise TellUser(f"'{text}' is no time of day; write it as 22:00.")
    return (hour * 60 + minute) % (24 * 60)


def clock(minute: int) -> str:
    """`22:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def days(text: str) -> tuple[int, ...]:
    """The days of `mon-fri`, `sat, sun`, `weekdays` or `daily`, 0 for Monday; raises TellUser."""
    found: set[int] = set()
    plain = text.strip().lower()
    for part in [plain] if plain in _SETS else re.split(r"[\s,;]+|\band\b", plain):
        if part:
            found.update(_days(part, text))
    if not found:
        raise TellUser("Name at least one day, as in mon-fri.")
    return tuple(sorted(found))


def _days(part: str, text: str) -> Iterable[int]:
    if part in _SETS:
        return _SETS[part]
    first, dash, last = part.partition("-")
    begin = _day(first, text)
    end = _day(last, text) if dash else begin
    return [(begin + step) % 7 for step in range((end - begin) % 7 + 1)]


def _day(name: str, text: str) -> int:
    if len(name) >= 3 and name.isalpha() and name[:3] in _NAMES:
        return _NAMES.index(name[:3])
    raise TellUser(f"'{name or text}' is no day; write mon-fri, or sat,sun, or daily.")


def told_days(some: tuple[int, ...]) -> str:
    """`every day`, `mon-fri`, `mon, wed`."""
    if len(some) == 7:
        return "every day"
    if len(some) > 2 and some == tuple(range(some[0], some[-1] + 1)):
        return f"{_NAMES[some[0]]}-{_NAMES[some[-1]]}"
    return ", ".join(_NAMES[day] for day in some)


def zone(name: str) -> str:
    """An IANA time zone by its name or its city; raises TellUser with a likely one."""
    there = available_timezones()
    by_name = {it.casefold(): it for it in there}
    by_city = {it.rpartition("/")[2].casefold(): it for it in sorted(there, reverse=True)}
    plain = "_".join(name.strip().casefold().split())
    found = by_name.get(plain) or by_city.get(plain)
    if found is None:
        near = likely(plain, [*by_name, *by_city], "write one such as")
        near = near if near.startswith("did") else "write one such as Europe/Berlin or UTC."
        raise TellUser(f"There is no time zone '{name}'; {near}")
    return found


def told_settings(settings: ChannelSettings) -> list[str]:
    """A sentence for each thing that a channel asks for."""
    said = []
    if quiet := settings.quiet:
        but = f", but what is {quiet.bypass} comes" if quiet.bypass else ""
        said.append(
            f"Quiet from {clock(quiet.begins)} to {clock(quiet.ends)} {settings.zone}, "
            f"{told_days(quiet.days)}{but}; what falls into it comes as one digest."
        )
    if digest := settings.digest:
        empty = "; a line also where there is nothing" if digest.when_empty else ""
        said.append(
            f"Digest at {clock(digest.at)} {settings.zone}, {told_days(digest.days)}{empty}."
        )
    if settings.cap is not None:
        said.append(f"At most {settings.cap} alerts a day; the rest comes in the next digest.")
    return said
