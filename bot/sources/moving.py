"""When a feed's address is changed because its server says so (requirements R2 and R3).

Only where every hop says "for good", the other end is the same feed, and it has said so for a week:
a hotel's portal and a bad deployment redirect for good as well (liferea issue 915).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yarl import URL

from bot.model.feed import Feed, FeedState
from bot.model.item import Item
from bot.sources.pace import DAY
from bot.sources.request import Response
from bot.sources.state import seen, with_extra
from bot.sources.target import FOR_GOOD

POLLS = 3  # that must have been led there
TIME = 7 * DAY  # that must lie between the first and the last of them


@dataclass(frozen=True, slots=True)
class Move:
    """Where a feed's server says that the feed has gone, and for how long it has said so."""

    url: str
    since: float  # seconds since 1970
    polls: int = 1
    same: bool = False  # an item that we know was found there


def move(state: FeedState) -> Move | None:
    """The move that is being watched, if there is one."""
    row: Any = state.extra.get("move")
    if not (isinstance(row, list) and len(row) == 4):
        return None
    return Move(str(row[0]), float(row[1]), int(row[2]), bool(row[3]))


def watched(state: FeedState, response: Response, now: datetime, same: bool) -> FeedState:
    """The state after a document came; `same`: it holds an item that we know.

    A document that came straight, or by way of a redirect for now, ends what was watched.
    """
    if not response.moved or not FOR_GOOD.issuperset(response.moved):
        return with_extra(state, move=None)
    known = move(state)
    if known is None or known.url != response.url:
        known = Move(response.url, now.timestamp(), 0)
    found = Move(known.url, known.since, known.polls + 1, known.same or same)
    return with_extra(state, move=[found.url, found.since, found.polls, found.same])


def settled(feed: Feed, state: FeedState, now: datetime) -> str | None:
    """The address to ask from now on; None while the old one holds."""
    found = move(state)
    if found is None:
        return None
    if _secured(feed.url, found.url):
        return found.url
    long = now.timestamp() - found.since >= TIME
    return found.url if found.same and long and found.polls >= POLLS else None


def left(state: FeedState) -> str | None:
    """The address to ask where nothing is left at the old one, if the feed was seen there."""
    found = move(state)
    return found.url if found is not None and found.same else None


def moved(state: FeedState, old: str, new: str) -> FeedState:
    """The state of a feed with its new address, whose validators are that address's own (C4)."""
    return with_extra(state, url=new, asked_of=None, move=None, moved_from=old)


def stayed(state: FeedState, old: str, new: str) -> FeedState:
    """The state of a feed that keeps its address, since another feed has the new one (R3)."""
    return with_extra(state, url=old, asked_of=new, moved_from=None)


def shares(items: Iterable[Item], state: FeedState) -> bool:
    """Whether a document holds an item of the one before."""
    known = {one.key for one in seen(state)}
    return any(item.key in known for item in items)


def _secured(old: str, new: str) -> bool:
    """Whether one is the other over TLS: the same host, path and query."""
    before, after = URL(old), URL(new)
    return (
        (before.scheme, after.scheme) == ("http", "https")
        and before.host == after.host
        and before.raw_path_qs == after.raw_path_qs
    )
