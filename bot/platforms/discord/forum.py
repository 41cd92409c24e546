"""A forum: every message begins a thread, and nothing keeps Discord from taking one twice.

So before any further try the forum is looked through for what an earlier one left, once that one
can no longer be under way.
"""

import asyncio
from collections import OrderedDict

from bot.model.errors import Gone, TryLater, Undeliverable
from bot.model.message import Message
from bot.model.watch import Channel
from bot.platforms.discord import permissions, refusals, render
from bot.platforms.discord.places import Place, Places
from bot.platforms.discord.refusals import Refused, Shut
from bot.platforms.discord.rest import Json, Rest
from bot.platforms.discord.seek import reference
from bot.platforms.discord.writing import INVALID, Letter, change, say

THREADS = "/channels/{channel_id}/threads"
SETTLE = 5.0  # seconds after which a request of a broken connection has arrived or never will
REMEMBERED = 1000


class Unsettled:
    """Posts whose request ended without an answer, over all sessions of the process."""

    def __init__(self) -> None:
        self._began: float | None = None  # of the process: every try of an earlier one ended before
        self._ended: OrderedDict[str, float] = OrderedDict()  # by key

    def begin(self) -> None:
        """The process has begun, if it has not before."""
        self._began = _now() if self._began is None else self._began

    def add(self, key: str) -> None:
        """A try ended just now, and nobody knows how."""
        self._ended[key] = _now()
        while len(self._ended) > REMEMBERED:
            self._ended.popitem(last=False)

    def check(self, key: str) -> None:
        """Raise TryLater while an earlier request may still be under way at Discord."""
        ended = max(self._began or 0.0, self._ended.get(key, 0.0))
        left = ended + SETTLE - _now()
        if left > 0:
            raise TryLater("An earlier try may still be under way.", left)

    def settle(self, key: str) -> None:
        """It is known by now."""
        self._ended.pop(key, None)


def _now() -> float:
    return asyncio.get_running_loop().time()


class Forum:
    """Posts in forums, in one session."""

    def __init__(self, rest: Rest, places: Places, unsettled: Unsettled) -> None:
        self._rest, self._places, self._unsettled = rest, places, unsettled

    async def begin(self, channel: Channel, place: Place, letter: Letter) -> str:
        """The reference of a post of its own."""
        if letter.seek is not None:
            self._unsettled.check(letter.key)
            guild = place.guild or channel.space
            if found := await letter.seek.in_forum(channel.id, guild):
                self._unsettled.settle(letter.key)
                return found
        try:
            made = await self._make(channel.id, place, letter)
        except TryLater as error:
            if not error.unsent:
                self._unsettled.add(letter.key)
            raise
        self._unsettled.settle(letter.key)
        first = made.get("message")
        return reference(str(made["id"]), str((first or {}).get("id", "")))

    async def _make(self, forum: str, place: Place, letter: Letter) -> Json:
        """https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel"""
        message = letter.message
        body: Json = {"name": render.thread_name(message), "message": render.opening(message)}
        if place.tags:
            body["applied_tags"] = list(place.tags[:1])
        try:
            return await self._rest.make(THREADS, body, channel_id=forum)
        except Refused as error:
            if error.code == refusals.TOO_MANY_THREADS:
                raise TryLater("The server has too many threads.", 3600.0, unsent=True) from error
            if error.status != INVALID:
                raise
        body["message"] = render.plain_opening(message, letter.key)
        return await self._rest.make(THREADS, body, channel_id=forum)

    async def follow(self, channel: Channel, ref: str, letter: Letter) -> str:
        """Post in the thread of an earlier post."""
        thread, _, _ = ref.partition("/")
        try:
            return await letter.found(thread) or await say(self._rest, thread, letter)
        except Shut as error:
            raise self._about_post(channel, error) from error

    async def change(self, channel: Channel, ref: str, message: Message) -> None:
        """Rewrite the first message of an earlier post."""
        thread, _, first = ref.partition("/")
        try:
            await change(self._rest, thread, first or thread, message)
        except Shut as error:
            raise self._about_post(channel, error) from error

    def _about_post(self, channel: Channel, error: Shut) -> Undeliverable:
        """A post that is gone or locked says nothing about the forum."""
        if error.code == refusals.UNKNOWN_CHANNEL:
            return Gone("The post was deleted.")
        allowed = self._places.allowed(channel)
        may = allowed is not None and not permissions.lacking(allowed, permissions.IN_A_FORUM)
        locked = error.code in (refusals.ARCHIVED, refusals.THREAD_LOCKED)
        if locked or (error.code == refusals.MISSING_PERMISSIONS and may):
            return Undeliverable("The post is locked.")
        return error
