"""Gateway events as news, told to the host one after the other. Pure but for the queue.

https://discord.com/developers/docs/events/gateway-events
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from bot.model.news import ChannelGone, News, PostDeleted, SpaceJoined, SpaceLeft
from bot.model.watch import Channel
from bot.platforms.discord.places import Kind, Places

# Read before discord.py forgets what is gone.
HEARD = (
    "CHANNEL_DELETE",
    "THREAD_DELETE",
    "GUILD_CREATE",
    "GUILD_DELETE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
)
WAITING = 10_000  # news that wait to be told; a moderator may delete a hundred at once

log = logging.getLogger(__name__)


def news(name: str, data: Any, places: Places) -> Iterator[News]:
    """What an event means; a payload that lacks what is documented raises KeyError or TypeError."""
    match name:
        case "CHANNEL_DELETE":
            channel = Channel("discord", data["id"], data.get("guild_id"))
            yield ChannelGone(channel, "The channel was deleted.")
        case "THREAD_DELETE":
            yield from _thread_gone(data, places)
        case "GUILD_CREATE" if not data.get("unavailable"):
            yield SpaceJoined("discord", data["id"])
        case "GUILD_DELETE" if not data.get("unavailable"):
            yield SpaceLeft("discord", data["id"])
        case "MESSAGE_DELETE":
            yield from _deleted(data, data["id"], places)
        case "MESSAGE_DELETE_BULK":
            for id_ in data["ids"]:
                yield from _deleted(data, id_, places)


def _thread_gone(data: Any, places: Places) -> Iterator[News]:
    """A thread is a channel, or a post of the forum above it."""
    guild = data.get("guild_id")
    yield ChannelGone(Channel("discord", data["id"], guild), "The thread was deleted.")
    parent = data.get("parent_id")
    if parent is not None:
        above = Channel("discord", parent, guild)
        place = places.known(above)
        if place is not None and place.kind is Kind.FORUM:
            yield PostDeleted(above, data["id"])


def _deleted(data: Any, id_: str, places: Places) -> Iterator[News]:
    """A message; the first one of a forum's thread is the forum's post, by the thread's id."""
    channel = Channel("discord", data["channel_id"], data.get("guild_id"))
    yield PostDeleted(channel, id_)
    above = places.above(channel)
    if above is not None and above[1] is Kind.FORUM:
        ref = id_ if id_ == channel.id else f"{channel.id}/{id_}"
        yield PostDeleted(Channel("discord", above[0], channel.space), ref)


class Tidings:
    """Tells the host what was heard, in order, beside the gateway."""

    def __init__(self, places: Places, heard: Callable[[News], Awaitable[None]]) -> None:
        self._places, self._heard = places, heard
        self._queue: asyncio.Queue[News] = asyncio.Queue(WAITING)

    def take(self, name: str, data: Any) -> None:
        """Note an event; what there is no room for is seen when it is next posted there."""
        for each in news(name, data, self._places):
            if self._queue.full():
                log.warning("Discord: too much news at once; some of it is left out")
                return
            self._queue.put_nowait(each)

    async def tell(self) -> None:
        """Tell until cancelled; what cannot be kept costs one line in the log."""
        while True:
            each = await self._queue.get()
            try:
                await self._heard(each)
            except Exception as error:  # a database that is locked must not end it
                told = f"{type(error).__name__}: {error}"
                log.warning("Discord: news were not kept: %s: %s", each, told)
