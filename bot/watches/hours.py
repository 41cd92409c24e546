"""A channel's hours: when it is quiet, when its digest is due, when its day began. Pure.

Hours are those of a clock on the wall in the channel's time zone. One that is skipped when summer
time begins is the moment after the leap, one that comes twice when it ends is the first.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.model.alert import Severity
from bot.model.watch import ChannelSettings, DigestTime

DEFAULT = DigestTime(8 * 60)  # of a channel that is told in digests and named no time
_DAY = timedelta(days=1)


def quiet_until(settings: ChannelSettings, at: datetime, severity: Severity) -> datetime | None:
    """When the quiet hours end that an alert of this severity falls into; None: it falls in none.

    Hours that end when they begin last a whole day.
    """
    quiet = settings.quiet
    if quiet is None or (quiet.bypass is not None and severity.rank >= quiet.bypass.rank):
        return None
    today = at.astimezone(_zone(settings.zone)).date()
    for day in (today - _DAY, today):
        if day.weekday() in quiet.days:
            over_night = quiet.ends <= quiet.begins
            begins = _wall(settings.zone, day, quiet.begins)
            ends = _wall(settings.zone, day + _DAY if over_night else day, quiet.ends)
            if begins <= at < ends:
                return ends
    return None


def next_digest(settings: ChannelSettings, after: datetime) -> datetime:
    """The first digest time after a moment, or the end of the quiet hours that it falls into."""
    due = next(at for at in _digests(settings, after - 2 * _DAY) if at > after)
    return quiet_until(settings, due, Severity.LOW) or due


def last_digest(settings: ChannelSettings, now: datetime) -> datetime | None:
    """The latest digest time that has come, of the last week; None where none is asked for."""
    if settings.digest is None:
        return None
    found = None
    for at in _digests(settings, now - 9 * _DAY):
        if at > now:
            return found
        found = at
    return None


def _digests(settings: ChannelSettings, since: datetime) -> Iterator[datetime]:
    """Digest times in order, from about a moment on."""
    asked = settings.digest or DEFAULT
    days = asked.days or DEFAULT.days
    day = since.astimezone(_zone(settings.zone)).date()
    while True:
        if day.weekday() in days:
            yield _wall(settings.zone, day, asked.at)
        day += _DAY


def day_began(settings: ChannelSettings, at: datetime) -> datetime:
    """The midnight before a moment, where the channel is."""
    return _wall(settings.zone, at.astimezone(_zone(settings.zone)).date(), 0)


def _wall(zone: str, day: date, minutes: int) -> datetime:
    """A time on the wall as a moment."""
    clock = time(minutes // 60 % 24, minutes % 60)
    return datetime.combine(day, clock, _zone(zone)).astimezone(UTC)


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    """A time zone; UTC where this system does not know it (any more)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
