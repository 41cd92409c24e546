"""What a poll came to, and what may be said of it afterwards."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from bot.model.feed import FeedState
from bot.model.item import Item
from bot.sources.request import Response
from bot.sources.state import with_extra

PAGE = 300_000  # bytes of what is no feed that are kept, to look for the feeds that it names


class Result(StrEnum):
    """What a poll came to."""

    FRESH = "fresh"  # a document was read
    UNCHANGED = "unchanged"  # the server says, or its document shows, that nothing is new
    FAILED = "failed"
    WAITING = "waiting"  # nothing was asked: the host wishes to be left alone for a while


@dataclass(frozen=True, slots=True)
class Pull:
    """What a feed says now.

    `state` is to be stored in the transaction that stores the items, or not at all (C3).
    """

    outcome: Result
    state: FeedState
    items: tuple[Item, ...] = ()  # oldest first
    first: bool = False  # the feed's past, see guards.is_first
    silent: dict[str, str] = field(default_factory=dict)  # Item.key -> why it is no news
    error: str | None = None  # one sentence; with items where a transfer was cut
    moved_to: str | None = None  # the feed's address from now on (R2)
    ended: str | None = None  # why the feed is not to be asked any more (S9)
    closed: float | None = None  # seconds for which no feed of its host is to be asked (S7)
    title: str = ""  # as the document calls itself
    instead: Response | None = None  # what came in the place of a feed, as far as it is looked at


def ended(pull: Pull, why: str) -> Pull:
    """A pull after which the feed is asked no more."""
    return replace(pull, state=with_extra(pull.state, ended=why), ended=why)


def later(pull: Pull, seconds: float) -> Pull:
    """A pull whose next check comes so much later: not even a part of a second is saved (S2)."""
    due = pull.state.next_check_at
    then = due and due + timedelta(seconds=seconds)
    return replace(pull, state=replace(pull.state, next_check_at=then))


def with_page(pull: Pull, response: Response) -> Pull:
    """A pull that found no feed, with what it found: a web page may name its feeds (F7)."""
    if pull.outcome is not Result.FAILED or response.status != 200:
        return pull
    return replace(pull, instead=replace(response, body=response.body[:PAGE]))
