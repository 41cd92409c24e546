"""Which new items are kept without being told: they are no news (I4 to I6)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.feed import FeedState
from bot.model.item import Item
from bot.sources.settings import SourceSettings
from bot.sources.state import number, seen

ABSENCE = timedelta(days=30)  # I4: after this long everything is new, and none of it is news
MANY = 10  # I5: more new items than this at once, than half of the document ...
TIMES = 5  # ... and than so many times what is usual are a flood
OLD = timedelta(days=7)  # I6: behind the newest item that was known


class Silence(StrEnum):
    """Why an item is kept and not told."""

    FIRST = "the feed is new here"
    FLOOD = "the whole feed looks new, as after a move"
    AGE = "it is much older than the feed's newest item"
    MODE = "its feed's entries are told apart in another way now"


def is_first(state: FeedState, now: datetime) -> bool:
    """Whether what a feed says now is its past: never read before, or not for very long (I4)."""
    return state.last_ok_at is None or now - state.last_ok_at > ABSENCE


def silent(
    items: Sequence[Item],
    size: int,
    state: FeedState,
    settings: SourceSettings,
    first: bool,
    now: datetime,
) -> dict[str, str]:
    """Keys of the items, of a document of that size, that are no news, each with the reason.

    Holding an item back that was news is the worse mistake. So what is dated after the last poll
    is never held for age or as part of a flood.
    """
    if first:
        quiet = settings.first_fetch == "silent"
        return {item.key: Silence.FIRST for item in items} if quiet else {}
    known = {one.key for one in seen(state)}
    new = [item for item in items if item.key not in known]
    late = [item for item in new if not _after(item, state.last_ok_at)]
    if settings.flood_guard and known and len(new) > _usual(size, state, now):
        return {item.key: Silence.FLOOD for item in late}
    if not settings.age_guard:
        return {}
    newest = number(state, "newest")
    return {item.key: Silence.AGE for item in late if newest and _old(item, newest)}


def _usual(size: int, state: FeedState, now: datetime) -> float:
    """So many new items are not more than to be expected since the last poll."""
    gap, a_second = number(state, "gap"), number(state, "rate") or 0.0
    expected = _since(state, now) * max(1 / gap if gap else 0.0, a_second)
    return max(MANY, size / 2, TIMES * expected)


def rate(state: FeedState, new: int, now: datetime) -> float | None:
    """New items a second, smoothed over the last few polls: of use where items have no dates."""
    since, before = _since(state, now), number(state, "rate")
    if since <= 0:
        return before
    found = new / since
    return found if before is None else before + (found - before) / 4


def _since(state: FeedState, now: datetime) -> float:
    """Seconds since the last good poll; 0 where there was none."""
    return (now - state.last_ok_at).total_seconds() if state.last_ok_at else 0.0


def _after(item: Item, last: datetime | None) -> bool:
    return item.published is not None and last is not None and item.published > last


def _old(item: Item, newest: float) -> bool:
    return item.published is not None and newest - item.published.timestamp() > OLD.total_seconds()
