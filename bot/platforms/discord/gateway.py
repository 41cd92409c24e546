"""discord.py's client, hardened: one bad event costs that event, not the session."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.platforms.discord.rest import Rest
from bot.platforms.discord.tidings import HEARD

log = logging.getLogger(__name__)

# Channels, roles and our own membership, and that a message was deleted; none is privileged:
# https://discord.com/developers/docs/events/gateway#gateway-intents
INTENTS = discord.Intents(guilds=True, guild_messages=True)
# What the second one brings with it, and nobody here reads.
UNREAD = (
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_POLL_VOTE_ADD",
    "MESSAGE_POLL_VOTE_REMOVE",
)

Parser = Callable[[Any], None]

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nothing is spoken here


class Gateway(discord.AutoShardedClient):
    """A client without caches of messages and members, that keeps interactions as they came."""

    def __init__(self, make_rest: Callable[[asyncio.AbstractEventLoop], Rest]) -> None:
        logging.getLogger("discord.shard").addFilter(one_line)
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            shard_connect_timeout=60.0,
        )
        self.rest = make_rest(self.loop)
        self.http = self._connection.http = self.rest
        self.on_interaction_data: Callable[[dict[str, Any]], Awaitable[None]] | None = None
        self.on_news: Callable[[str, Any], None] | None = None
        self._answering: set[asyncio.Task[None]] = set()
        self._connection.parsers = self._parsers(self._connection.parsers)

    def _parsers(self, parsers: dict[str, Parser]) -> dict[str, Parser]:
        """Each parser with its faults kept to its event; READY's fault is the session's."""
        mine = {**parsers, "INTERACTION_CREATE": self._interaction}
        mine |= {name: self._heard(name, parsers[name]) for name in HEARD}
        mine |= dict.fromkeys(UNREAD, _unread)
        return {
            name: parse if name == "READY" else _tolerant(name, parse)
            for name, parse in mine.items()
        }

    def _heard(self, name: str, parse: Parser) -> Parser:
        """The news first: discord.py forgets what is gone."""

        def hear(data: Any) -> None:
            try:
                if self.on_news is not None:
                    self.on_news(name, data)
            finally:
                parse(data)

        return hear

    def _interaction(self, data: dict[str, Any]) -> None:
        if self.on_interaction_data is not None:
            data.setdefault("application_id", str(self.application_id))
            task = asyncio.ensure_future(self._answer(data))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _answer(self, data: dict[str, Any]) -> None:
        try:
            assert self.on_interaction_data is not None  # noqa: S101
            await self.on_interaction_data(data)
        except Exception as error:  # whatever a server sends
            log.warning("An interaction could not be read: %s: %s", type(error).__name__, error)

    async def on_connect(self) -> None:
        """A session began: from now on messages may be sent."""
        self.rest.connected = True
        log.info("Discord: connected", extra={"platform": "discord"})

    async def close(self) -> None:
        """End the session and the answers that are under way."""
        answering = tuple(self._answering)
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)
        await super().close()


def _unread(_: Any) -> None:
    """Nothing is made of it: a busy server writes a lot."""


def _tolerant(name: str, parse: Parser) -> Parser:
    def parse_or_say(data: Any) -> None:
        try:
            parse(data)
        except Exception as error:  # whatever a server sends
            log.warning("Skipped a malformed %s event: %s: %s", name, type(error).__name__, error)

    return parse_or_say


def one_line(record: logging.LogRecord) -> bool:
    """A lost connection is one line in the log, where discord.py would print a traceback."""
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        record.msg = f"{record.getMessage()} ({type(error).__name__}: {error})"
        record.args, record.exc_info = None, None
    return True
