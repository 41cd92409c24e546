"""How a feed stands, in a word and a sentence: what people are shown of polling."""

from datetime import datetime
from enum import StrEnum

from bot.model.feed import Feed, FeedState
from bot.sources.moving import POLLS, move
from bot.sources.pace import DAY, SILENT
from bot.sources.state import asked_of, number, text

STALE_GAPS = 10  # of the feed's usual gaps without anything new, as in requirement C5 ...
STALE = 7 * DAY  # ... and at least this long: a week has a weekend in it, and a holiday may too
LULLS = 3  # of the longest silence that its document shows, which many items of one day do not hide


class Standing(StrEnum):
    """How a feed does; the worst that holds."""

    NEW = "new"  # not asked yet
    GOOD = "good"
    STALE = "stale"  # it answers well, but has brought nothing for far longer than it usually does
    FAILING = "failing"
    PAUSED = "paused"  # by a person
    ENDED = "ended"  # by itself: its server says so


def standing(feed: Feed, state: FeedState, now: datetime) -> Standing:
    """How a feed does now."""
    if not feed.enabled:
        return Standing.ENDED if text(state, "ended") else Standing.PAUSED
    if state.error is not None:
        return Standing.FAILING
    if state.last_ok_at is None:
        return Standing.NEW
    return Standing.STALE if is_stale(state, now) else Standing.GOOD


def is_stale(state: FeedState, now: datetime) -> bool:
    """Whether a feed has been silent for far longer than it usually is."""
    if state.last_new_at is None:
        return False
    gap, lull = number(state, "gap"), number(state, "lull") or 0.0
    bearable = SILENT if gap is None else max(STALE, STALE_GAPS * gap, LULLS * lull)
    return (now - state.last_new_at).total_seconds() > bearable


def told(feed: Feed, state: FeedState, now: datetime) -> str:
    """What there is to know of a feed beside its times, in words; empty where all is well."""
    found = []
    if ended := text(state, "ended"):
        found.append(f"asked no more: {ended}")
    elif state.error is not None:
        failed = state.failures
        times = f", {failed} times in a row" if failed > 1 else ""
        found.append(f"{state.error}{times}")
    elif is_stale(state, now):
        found.append(f"answers, but brought nothing new for {_since(state.last_new_at, now)}")
    return "; ".join([*found, *_redirects(feed, state)])


def _redirects(feed: Feed, state: FeedState) -> list[str]:
    """What was noticed of redirects (R2, R3)."""
    found = []
    watched, there = move(state), asked_of(state)
    if watched is not None:
        polls = min(watched.polls, POLLS)
        found.append(f"is moving to {watched.url} (seen in {polls} of {POLLS} polls)")
    elif there is not None and there != feed.url:
        found.append(f"answers from {there} for now")
    if old := text(state, "moved_from"):
        found.append(f"moved here from {old}")
    return found


def cadence(state: FeedState) -> str:
    """How often a feed usually brings something; empty where that is not known yet."""
    gap = number(state, "gap")
    return "" if gap is None else f"every {duration(gap)}" if gap >= 60 else "many at once"


def ago(when: datetime | None, now: datetime) -> str:
    """`5 min ago`, `in 2 h`; `never` where there is no time."""
    if when is None:
        return "never"
    seconds = (now - when).total_seconds()
    return f"{duration(seconds)} ago" if seconds >= 0 else f"in {duration(-seconds)}"


def duration(seconds: float) -> str:
    """A time in its largest fitting unit: `40 s`, `5 min`, `3 h`, `2 d`."""
    for size, unit in ((2 * DAY, "d"), (2 * 3600.0, "h"), (60.0, "min")):
        if seconds >= size:
            return f"{seconds / (size if unit == 'min' else size / 2):.0f} {unit}"
    return f"{seconds:.0f} s"


def _since(when: datetime | None, now: datetime) -> str:
    return duration((now - when).total_seconds()) if when else "ever"
