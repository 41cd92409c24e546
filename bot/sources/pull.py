"""A feed to what it says now: asked, read, and each item known again (the room's way in)."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import ModuleType

from bot.kinds import modules_of
from bot.model.feed import Feed, FeedState, Validators
from bot.model.item import Page
from bot.sources import kinds, moving
from bot.sources.conditions import (
    begun,
    body_hash,
    kept,
    not_modified,
    probing,
    same_body,
    unread,
)
from bot.sources.headers import lifetime
from bot.sources.http import Http
from bot.sources.network import Network
from bot.sources.outcome import Pull, Result, ended, later, with_page
from bot.sources.pace import DAY, HOUR, Wish, after_failure, after_success, claimed_until, wished
from bot.sources.request import Failed, Response, Trouble
from bot.sources.settings import SourceSettings
from bot.sources.settle import agrees, settle
from bot.sources.slices import known
from bot.sources.state import number, text, with_extra
from bot.sources.trouble import status
from bot.sources.unreadable import Unreadable
from bot.sources.worker import Lost, Parser

__all__ = ["Pull", "Puller", "Result"]

TRIES = 2  # of a body that costs too much to read


class Puller:
    """Pulls feeds. Never raises for anything that a server, a network or a document does."""

    def __init__(self, settings: SourceSettings, http: Http, parser: Parser) -> None:
        self._settings, self._http, self._parser = settings, http, parser
        self._kinds: dict[str, ModuleType] = dict(modules_of(kinds))
        self._asking: set[str] = set()
        self._network = Network()

    async def pull(self, feed: Feed, state: FeedState, now: datetime) -> Pull:
        """What the feed says, with the state to store beside it. At most one GET of it (C9)."""
        if feed.slug in self._asking:  # it still waits for its turn at a slow host
            until = claimed_until(feed, state, self._settings, now)
            return Pull(Result.WAITING, replace(state, next_check_at=until))
        self._asking.add(feed.slug)
        try:
            return await self._asked(feed, state, now)
        finally:
            self._asking.discard(feed.slug)

    async def _asked(self, feed: Feed, before: FeedState, now: datetime) -> Pull:
        state = begun(feed, before, now)
        kind = self._kinds.get(feed.kind)
        if kind is None:
            return self._failed(feed, state, now, f"there is no source kind '{feed.kind}'")
        request = probing(kind.request(feed, state), state, now)
        if request.validators == Validators() != state.validators:
            state = with_extra(state, probed=now.timestamp())
        clock = asyncio.get_running_loop().time
        began = clock()
        self._network.asking(feed.url)
        try:
            async with self._http.get(request) as response:
                # A turn may be long in coming; the next poll counts from the answer (S2).
                took = clock() - began
                now += timedelta(seconds=int(took))
                self._network.answered(feed.url, now)
                pull = await self._answered(feed, state, now, response, kind)
                return with_page(later(pull, took % 1.0), response)
        except Failed as error:
            now += timedelta(seconds=int(clock() - began))
            if error.trouble is Trouble.WAITING:
                wait = now + timedelta(seconds=error.wait or 0.0)
                return Pull(Result.WAITING, replace(before, next_check_at=wait))
            if error.trouble is Trouble.NETWORK:
                return self._unreached(feed, state, now, str(error))
            return self._failed(feed, state, now, str(error))

    async def _answered(
        self, feed: Feed, state: FeedState, now: datetime, response: Response, kind: ModuleType
    ) -> Pull:
        state = with_extra(state, unreached=None)
        if response.status == 304 and not response.conditional and state.last_ok_at is None:
            return self._failed(feed, state, now, "HTTP 304: unchanged, but it never gave anything")
        if response.status == 304:
            return self._unchanged(feed, not_modified(state, response), now, response)
        empty = response.status == 404 and getattr(kind, "EMPTY_404", False)
        if response.status not in (200, 226) and not empty:
            return self._refused(feed, state, now, response)
        if not response.complete and not response.body:
            return self._failed(feed, state, now, "the connection broke before the document came")
        body = body_hash(response.body)
        if response.complete and response.status == 200 and body == state.body_hash:
            return self._unchanged(feed, same_body(state, response), now, response)
        return await self._read(feed, state, now, response, body)

    def _refused(self, feed: Feed, state: FeedState, now: datetime, response: Response) -> Pull:
        """An answer that is no document: it may say that the feed has gone, here or for good."""
        place = moving.left(state)
        if response.status in (404, 410) and not response.moved and place is not None:
            state = moving.moved(state, feed.url, place)
            state = after_success(feed, state, self._settings, now, Wish(), new=False)
            return Pull(Result.UNCHANGED, state, moved_to=place)
        gone = number(state, "gone")
        if response.status == 410 and gone is None:
            state = with_extra(state, gone=now.timestamp())
        words, wait = status(response), wished(state, response, now)
        failed = self._failed(feed, state, now, words, wait)
        if response.status == 410 and gone is not None and now.timestamp() - gone >= DAY - HOUR:
            return ended(failed, words)
        return replace(failed, closed=response.closed)

    def _unchanged(self, feed: Feed, state: FeedState, now: datetime, response: Response) -> Pull:
        fault = text(state, "unread")
        if fault is not None:  # the same document that could not be read
            return self._failed(feed, state, now, fault)
        wish = Wish(lifetime(response.headers), number(state, "ttl"))
        state = moving.watched(state, response, now, same=True)
        return self._well(feed, state, now, Pull(Result.UNCHANGED, state), wish, new=False)

    async def _read(
        self, feed: Feed, state: FeedState, now: datetime, response: Response, body: str
    ) -> Pull:
        if state.extra.get("heavy") == [body, TRIES]:
            return self._failed(feed, state, now, state.error or "the document cannot be read")
        try:
            page = await self._parser.read(feed, response, known(state))
            if not agrees(page, state):
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
        """A page that was read; a cut one gives its items and counts as a failure all the same."""
        partial = not response.complete or response.status == 226
        found = settle(page, state, self._settings, now, partial)
        if not response.complete:
            error = page.fault or "the transfer was cut"
            failed = self._failed(feed, found.state, now, error)
            return Pull(Result.FRESH, failed.state, found.items, found.first, found.silent, error)
        same = moving.shares(found.items, state) or len(page.items) < len(page.cuts)
        state = with_extra(kept(found.state, response, body), unread=None, reading=None)
        state = moving.watched(state, response, now, same)
        wish = Wish(lifetime(response.headers), page.hints.ttl)
        pull = Pull(Result.FRESH, state, found.items, found.first, found.silent, title=page.title)
        pull = self._well(feed, state, now, pull, wish, found.new)
        return ended(pull, "the feed says that it has ended") if page.hints.expired else pull

    def _well(
        self, feed: Feed, state: FeedState, now: datetime, pull: Pull, wish: Wish, new: bool
    ) -> Pull:
        """A pull after which all is well: what was noted of trouble is forgotten."""
        state = with_extra(state, gone=None, since=None)
        state = replace(state, last_ok_at=now, failures=0, error=None)
        state = after_success(feed, state, self._settings, now, wish, new)
        place = moving.settled(feed, state, now)
        if place is not None:
            state = moving.moved(state, feed.url, place)
        return replace(pull, state=state, moved_to=place)

    def _unreached(self, feed: Feed, state: FeedState, now: datetime, error: str) -> Pull:
        """A failure that counts only where it is not the whole network that is lost (S10)."""
        last = number(state, "unreached")
        since = None if last is None else datetime.fromtimestamp(last, UTC)
        state = with_extra(state, unreached=now.timestamp())
        if not self._network.in_doubt(feed.url, since):
            return self._failed(feed, state, now, error)
        state = _failing(state, now)
        state = after_failure(feed, replace(state, error=error), self._settings, now, Wish())
        return Pull(Result.FAILED, state, error=error)

    def _failed(
        self, feed: Feed, state: FeedState, now: datetime, error: str, wait: float | None = None
    ) -> Pull:
        state = replace(_failing(state, now), failures=state.failures + 1, error=error)
        state = after_failure(feed, state, self._settings, now, Wish(wait=wait))
        return Pull(Result.FAILED, state, error=error)


def _failing(state: FeedState, now: datetime) -> FeedState:
    """The state of a feed that fails, with the time since when it does."""
    return with_extra(state, since=number(state, "since") or now.timestamp())
