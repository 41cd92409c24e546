"""Conditional requests: what to ask with, and what an answer leaves behind (C1 to C7)."""

from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from bot.model.feed import Feed, FeedState, Validators
from bot.sources.headers import carried, renewed
from bot.sources.pace import DAY
from bot.sources.request import Request, Response
from bot.sources.state import number, text, with_extra

VERSION = "1"  # of reading: a new one asks again for what the old one could not read (C2)
PROBE = 7 * DAY  # C5: a feed that only ever answers 304 is asked outright this rarely
PROBE_GAPS = 10


def begun(feed: Feed, state: FeedState, now: datetime) -> FeedState:
    """The state to ask with: of this very address, and of this way of reading (C2, C4)."""
    asked = text(state, "url")
    if asked is not None and asked != feed.url:
        state = replace(state, last_ok_at=None, validators=Validators(), body_hash=None)
        state = with_extra(state, asked_of=None, unread=None, heavy=None, honest=None)
    if text(state, "unread") is not None and text(state, "reading") != VERSION:
        state = replace(state, validators=Validators(), body_hash=None)
        state = with_extra(state, unread=None)
    return replace(with_extra(state, url=feed.url), last_poll_at=now)


def probing(request: Request, state: FeedState, now: datetime) -> Request:
    """The request, without conditions where the validators may be poisoned (C5)."""
    read_at = number(state, "read_at")
    if read_at is None or request.validators == Validators():
        return request
    longest = max(PROBE, PROBE_GAPS * (number(state, "gap") or 0.0))
    probed = number(state, "probed") or 0.0
    if now.timestamp() - read_at < longest or now.timestamp() - probed < PROBE:
        return request
    return replace(request, validators=Validators())


def not_modified(state: FeedState, response: Response) -> FeedState:
    """The state after a 304: where we had asked for one, its server honours validators."""
    state = replace(state, validators=renewed(state.validators, response.headers))
    return with_extra(state, honest=True) if response.conditional else state


def same_body(state: FeedState, response: Response) -> FeedState:
    """The state after a 200 with the body that we have (C6): no 304, where one was possible."""
    asked = state.validators != Validators()
    state = kept(state, response, state.body_hash)
    return with_extra(state, honest=None) if asked else state


def kept(state: FeedState, response: Response, body: str | None) -> FeedState:
    """The state with what a whole body's answer carries (C2); a 226 gives no hash (C7)."""
    state = replace(
        state,
        validators=carried(response.headers),
        body_hash=body if response.status == 200 else None,
    )
    moved = response.url if response.moved else None
    date = state.last_poll_at
    return with_extra(state, asked_of=moved, read_at=date.timestamp() if date else None)


def unread(state: FeedState, response: Response, body: str, fault: str) -> FeedState:
    """The state after a whole body that is no feed: its validators hold, its items are none."""
    return with_extra(kept(state, response, body), unread=fault, reading=VERSION)


def body_hash(body: bytes) -> str:
    """What tells one body from another."""
    return blake2b(body, digest_size=16).hexdigest()
