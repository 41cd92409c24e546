"""When to ask a feed again: timely above a floor, never sooner than a server wishes (S1 to S8)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from statistics import median

from bot.kinds import modules_of
from bot.model.feed import Feed, FeedState
from bot.sources import kinds
from bot.sources.headers import retry_after
from bot.sources.request import Response
from bot.sources.settings import SourceSettings
from bot.sources.state import number, numbers, with_extra

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
FLOOR_HONEST = 10 * MINUTE  # S2: a server that has answered 304
FLOOR = 30 * MINUTE  # one that never has
LEASE = 60.0  # a claim holds at least as long as a request and its reading may take ...
LEASE_OWN = 5.0  # ... but where the operator wants a feed asked more often than that
CEILING = 6 * HOUR
CEILING_SILENT = DAY  # of a feed without a new item for 60 days
SILENT = 60 * DAY
UNKNOWN_GAP = 10 * HOUR  # taken for a feed that does not date its items
SHARE = 0.1  # of the usual gap between two items
SLOWER = 1.25  # after each poll without news (S3)
FIRST_PENALTY, LAST_PENALTY = HOUR, DAY  # S5, S8
_OF_KIND: dict[str, float | None] = {
    name: getattr(kind, "FLOOR", None) for name, kind in modules_of(kinds).items()
}
GAPS = 20  # of the newest items, for the usual gap


@dataclass(frozen=True, slots=True)
class Wish:
    """What an answer or a document asks for, in seconds; None: it does not say."""

    fresh: float | None = None  # S4: Cache-Control, Expires
    ttl: float | None = None  # S4: ttl, sy:
    wait: float | None = None  # S5: Retry-After


def claimed_until(
    feed: Feed, state: FeedState, settings: SourceSettings, now: datetime
) -> datetime:
    """The next check to write down before a request is sent: a crash then asks nobody early (S1).

    Not the adaptive interval, so that a crash costs little: the floor and what the server wished.
    """
    lease = LEASE if _own(feed, settings) is None else LEASE_OWN
    wait = max(lease, floor(feed, state, settings), number(state, "hint") or 0.0)
    if state.failures:
        wait = max(wait, penalty(state.failures))
    return now + timedelta(seconds=wait)


def after_success(
    feed: Feed, state: FeedState, settings: SourceSettings, now: datetime, wish: Wish, new: bool
) -> FeedState:
    """The state with its next check after a 200, a 226 or a 304."""
    low = floor(feed, state, settings)
    base = _base(state, low, now)
    own = _own(feed, settings)
    if own is not None:
        interval = float(own)
    elif new or state.interval is None:
        interval = base
    else:
        interval = min(max(state.interval, base) * SLOWER, _ceiling(state, low, now))
    hint = min(max(wish.fresh or 0.0, wish.ttl or 0.0), DAY)
    wait = max(interval, hint)
    state = with_extra(state, hint=hint or None, penalty=None)
    when = _allowed(_spread(feed, now, wait, settings), state)
    return replace(state, interval=interval, next_check_at=when)


def after_failure(
    feed: Feed, state: FeedState, settings: SourceSettings, now: datetime, wish: Wish
) -> FeedState:
    """The state with its next check after a failure; `state.failures` counts this one already."""
    wait = penalty(state.failures) if wish.wait is None else wish.wait
    wait = max(wait, floor(feed, state, settings))
    if wish.wait is not None:
        return replace(state, next_check_at=now + timedelta(seconds=wait))
    return replace(state, next_check_at=now + timedelta(seconds=wait * _jitter(feed, state)))


def wished(state: FeedState, response: Response, now: datetime) -> float | None:
    """Seconds that an answer without a document asks us to stay away; None: it does not say."""
    if response.status == 410:
        return DAY  # S9: it may be a mistake, so it is asked once more before it is believed
    if response.status not in (429, 503):
        return None
    asked = retry_after(response.headers, now) or None  # 0 would be an immediate retry
    if asked is None and response.status == 429:
        return penalty(state.failures + 1)
    return asked


def floor(feed: Feed, state: FeedState, settings: SourceSettings) -> float:
    """Seconds that must lie between two polls of a feed, whatever it does (S2)."""
    own = _own(feed, settings)
    if own is not None:
        return float(own)
    of_kind = _OF_KIND.get(feed.kind)
    if of_kind is not None:
        return of_kind
    return FLOOR_HONEST if state.extra.get("honest") else FLOOR


def penalty(failures: int) -> float:
    """Seconds to stay away after so many failures in a row: an hour, doubled, at most a day."""
    return min(FIRST_PENALTY * 2.0 ** min(max(failures, 1) - 1, 10), LAST_PENALTY)


def usual_gap(minutes: Iterable[int]) -> float | None:
    """Seconds that usually lie between two items of these dates; None where they do not tell."""
    when = sorted(minutes, reverse=True)[: GAPS + 1]
    gaps = [(a - b) * 60.0 for a, b in pairwise(when)]
    return median(gaps) if len(gaps) >= 2 else None


def longest_gap(minutes: Iterable[int]) -> float | None:
    """Seconds of the longest silence between items of these dates; None where they do not tell."""
    when = sorted(minutes, reverse=True)[: GAPS + 1]
    return max(((a - b) * 60.0 for a, b in pairwise(when)), default=None)


def _own(feed: Feed, settings: SourceSettings) -> int | None:
    """The operator's own interval, of the feed or of all."""
    return feed.min_interval if feed.min_interval is not None else settings.min_interval


def _base(state: FeedState, low: float, now: datetime) -> float:
    gap = number(state, "gap")
    wished = (UNKNOWN_GAP if gap is None else gap) * SHARE
    return max(low, min(wished, _ceiling(state, low, now)))


def _ceiling(state: FeedState, low: float, now: datetime) -> float:
    last = state.last_new_at
    silent = last is not None and (now - last).total_seconds() > SILENT
    return max(low, CEILING_SILENT if silent else CEILING)


def _spread(feed: Feed, now: datetime, wait: float, settings: SourceSettings) -> datetime:
    """Later by up to a tenth, the same for a feed each time: polls of many feeds drift apart."""
    if _own(feed, settings) is not None:
        return now + timedelta(seconds=wait)
    return now + timedelta(seconds=wait * (1 + chance(feed.slug) / 10))


def _allowed(when: datetime, state: FeedState) -> datetime:
    """The first moment from then on that the feed does not want to be skipped (S6)."""
    hours, days = numbers(state, "skip_hours"), numbers(state, "skip_days")
    for _ in range(7 * 24):
        if when.hour not in hours and when.weekday() not in days:
            break
        when = when.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return when


def _jitter(feed: Feed, state: FeedState) -> float:
    """0.9 to 1.1, by feed and number of failures (S8)."""
    return 0.9 + chance(f"{feed.slug}/{state.failures}") / 5


def chance(name: str) -> float:
    """A number from 0 to 1 that stays the same for a name (S11)."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest()) / 2**32
