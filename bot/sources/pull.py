"""A feed to what it says now: asked, read, and each item known again (the room's way in)."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import ModuleType

from bot.kinds import modules_of
from bot.model.feed import Feed, FeedState
from bot.model.item import Item, Page
from bot.sources import kinds
from bot.sources.conditions import (
    begun,
    body_hash,
    kept,
    not_modified,
    probing,
    same_body,
    unread,
)
from bot.sources.guards import is_first, rate, silent
from bot.sources.headers import lifetime, retry_after
from bot.sources.http import Http
from bot.sources.identity import keyed, known_as, mark, mode_for
from bot.sources.pace import LEASE, Wish, after_failure, after_success, penalty, usual_gap
from bot.sources.request import Failed, Response, Trouble
from bot.sources.settings import SourceSettings
from bot.sources.state import Seen, as_rows, number, seen, text, with_extra
from bot.sources.trouble import status
from bot.sources.unreadable import Unreadable
from bot.sources.worker import Lost, Parser

FUTURE = timedelta(days=1)  # I7: a date further ahead is taken for none
TRIES = 2  # of a body that costs too much to read


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


class Puller:
    """Pulls feeds. Never raises for anything that a server, a network or a document does."""

    def __init__(self, settings: SourceSettings, http: Http, parser: Parser) -> None:
        self._settings, self._http, self._parser = settings, http, parser
        self._kinds: dict[str, ModuleType] = dict(modules_of(kinds))
        self._asking: set[str] = set()

    async def pull(self, feed: Feed, state: FeedState, now: datetime) -> Pull:
        """What the feed says, with the state to store beside it. At most one GET of it (C9)."""
        if feed.slug in self._asking:  # it still waits for its turn at a slow host
            return Pull(
                Result.WAITING, replace(state, next_check_at=now + timedelta(seconds=LEASE))
            )
        self._asking.add(feed.slug)
        try:
            return await self._asked(feed, state, now)
        finally:
            self._asking.discard(feed.slug)

    async def _asked(self, feed: Feed, state: FeedState, now: datetime) -> Pull:
        state = begun(feed, state, now)
        kind = self._kinds.get(feed.kind)
        if kind is None:
            return self._failed(feed, state, now, f"there is no source kind '{feed.kind}'")
        request = probing(kind.request(feed, state), state, now)
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async with self._http.get(request) as response:
                # A turn may be long in coming; the next poll counts from the answer (S2).
                now += timedelta(seconds=int(clock() - began))
                return await self._answered(feed, state, now, response, kind)
        except Failed as error:
            now += timedelta(seconds=int(clock() - began))
            if error.trouble is Trouble.WAITING:
                wait = now + timedelta(seconds=error.wait or 0.0)
                return Pull(Result.WAITING, replace(state, next_check_at=wait))
            return self._failed(feed, state, now, str(error))

    async def _answered(
        self, feed: Feed, state: FeedState, now: datetime, response: Response, kind: ModuleType
    ) -> Pull:
        if response.status == 304:
            return self._unchanged(feed, not_modified(state, response), now, response)
        empty = response.status == 404 and getattr(kind, "EMPTY_404", False)
        if response.status not in (200, 226) and not empty:
            wait = retry_after(response.headers, now) if response.status in (429, 503) else None
            if wait is None and response.status == 429:
                wait = penalty(state.failures + 1)
            return self._failed(feed, state, now, status(response), wait)
        if not response.complete and not response.body:
            return self._failed(feed, state, now, "the connection broke before the document came")
        body = body_hash(response.body)
        if response.complete and response.status == 200 and body == state.body_hash:
            return self._unchanged(feed, same_body(state, response), now, response)
        return await self._read(feed, state, now, response, body)

    def _unchanged(self, feed: Feed, state: FeedState, now: datetime, response: Response) -> Pull:
        fault = text(state, "unread")
        if fault is not None:  # the same document that could not be read
            return self._failed(feed, state, now, fault)
        state = replace(state, last_ok_at=now, failures=0, error=None)
        wish = Wish(lifetime(response.headers), number(state, "ttl"))
        return Pull(
            Result.UNCHANGED, after_success(feed, state, self._settings, now, wish, new=False)
        )

    async def _read(
        self, feed: Feed, state: FeedState, now: datetime, response: Response, body: str
    ) -> Pull:
        if state.extra.get("heavy") == [body, TRIES]:
            return self._failed(feed, state, now, state.error or "the document cannot be read")
        try:
            page = await self._parser.read(feed, response)
        except Lost as error:
            tries = 2 if state.extra.get("heavy") == [body, 1] else 1
            return self._failed(feed, with_extra(state, heavy=[body, tries]), now, str(error))
        except Unreadable as error:
            if response.complete:
                state = unread(state, response, body, str(error))
            return self._failed(feed, state, now, str(error))
        return self._settled(feed, state, now, response, page, body)

    def _settled(
        self,
        feed: Feed,
        state: FeedState,
        now: datetime,
        response: Response,
        page: Page,
        body: str,
    ) -> Pull:
        """A page that was read, each item known again and what is no news marked."""
        before = seen(state)
        mode = mode_for(page.items, text(state, "mode"))
        dated = [_dated(item, now) for item in page.items]
        items = known_as(keyed(dated, mode), before)
        first = is_first(state, now)
        quiet = silent(items, state, self._settings, first, now)
        if mode != (text(state, "mode") or mode):
            quiet |= _renamed(items, before)
        new = {item.key for item in items} - {one.key for one in before}
        partial = not response.complete or response.status == 226
        marks = tuple(mark(item) for item in items)
        state = with_extra(
            state,
            seen=as_rows(_joined(marks, before) if partial else marks),
            mode=mode,
            newest=_newest(items, state),
            gap=usual_gap(items) or number(state, "gap"),
            rate=rate(state, len(new), now),
            ttl=page.hints.ttl,
            fault=page.fault,
            heavy=None,
        )
        if new:
            state = replace(state, last_new_at=now)
        if not response.complete:
            sentence = page.fault or "the transfer was cut"
            failed = self._failed(feed, state, now, sentence)
            return replace(failed, outcome=Result.FRESH, items=items, first=first, silent=quiet)
        state = kept(state, response, body)
        state = replace(state, last_ok_at=now, failures=0, error=None)
        state = with_extra(state, unread=None, reading=None)
        wish = Wish(lifetime(response.headers), page.hints.ttl)
        state = after_success(feed, state, self._settings, now, wish, new=bool(new))
        return Pull(Result.FRESH, state, items, first, quiet)

    def _failed(
        self, feed: Feed, state: FeedState, now: datetime, error: str, wait: float | None = None
    ) -> Pull:
        state = replace(state, failures=state.failures + 1, error=error)
        state = after_failure(feed, state, self._settings, now, Wish(wait=wait))
        return Pull(Result.FAILED, state, error=error)


def _dated(item: Item, now: datetime) -> Item:
    """The item with a date that can be: of its update where it has no other; none in the future."""
    published = item.published or item.updated
    return replace(item, published=None if published and published > now + FUTURE else published)


def _renamed(items: tuple[Item, ...], before: tuple[Seen, ...]) -> dict[str, str]:
    """Items that the last document had under the keys of another mode: no news (I2)."""
    links = {one.link for one in before if one.link}
    titles = {one.title for one in before if one.title}
    marks = [mark(item) for item in items]
    return {
        one.key: "its feed's entries are told apart in another way now"
        for one in marks
        if one.link in links or one.title in titles
    }


def _joined(marks: tuple[Seen, ...], before: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """What is known after a document of only some of the items."""
    keys = {one.key for one in marks}
    return (*marks, *(one for one in before if one.key not in keys))[:2000]


def _newest(items: tuple[Item, ...], state: FeedState) -> float | None:
    dates = [item.published.timestamp() for item in items if item.published]
    known = number(state, "newest")
    return max([*dates, *([known] if known is not None else [])], default=None)
