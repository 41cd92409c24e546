"""Connected to Slack for as long as the bot runs, over one socket after the other."""

import asyncio
import logging
from typing import Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp

from bot.model.errors import TollbellError
from bot.platforms.slack.refusals import SCOPES, SOCKETS_OFF, login
from bot.platforms.slack.socket import Ended, Socket, connected
from bot.platforms.slack.web import SlackError, Web

log = logging.getLogger(__name__)
_KEYS = {"platform": "slack"}

FIRST_PAUSE = 1.0  # seconds between tries; doubled up to the last
LAST_PAUSE = 60.0
STEADY = 120.0  # seconds after which a connection was a good one

# What the bot needs, as in config/slack-manifest.yaml:
NEEDED = frozenset(
    {
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "usergroups:read",
        "users:read",
    }
)
_NETWORK = (aiohttp.ClientError, OSError, TimeoutError, RuntimeError)

Json = dict[str, Any]


class Connection:
    """The way to Slack: the token's owner, then sockets."""

    def __init__(self, web: Web, app_token: str) -> None:
        self._web, self._app_token = web, app_token
        self._pause = FIRST_PAUSE
        self._reading: set[asyncio.Task[Ended]] = set()

    async def login(self) -> Json:
        """Who the bot is, however long Slack cannot be reached.

        Raises TollbellError where the token is refused, or lacks a scope.
        """
        while True:
            try:
                who, scopes = await self._web.scopes()
            except SlackError as error:
                if final := login(error.error, "bot token", "SLACK_BOT_TOKEN"):
                    raise final from None
                await self._rest(f"Slack answers {error}")
            except _NETWORK as error:
                await self._rest(f"Slack cannot be reached ({error or type(error).__name__})")
            else:
                _check(scopes)
                told = (who.get("user"), who.get("team"))
                log.info("Slack: logged in as %s of %s", *told, extra=_KEYS)
                return who

    async def stay(self, app: AsyncApp) -> None:
        """Hand what Slack tells to Bolt until cancelled; raises TollbellError."""
        clock = asyncio.get_running_loop().time
        try:
            while True:
                began = clock()
                ended = await self._serve(app)
                if clock() - began > STEADY:
                    self._pause = FIRST_PAUSE
                if ended.reason == "link_disabled":
                    raise TollbellError(SOCKETS_OFF)
                if not ended.moves:
                    await self._rest(f"Slack: {ended}")
        finally:
            await self._end(self._reading)

    async def _serve(self, app: AsyncApp) -> Ended:
        """One socket, until it ends or Slack wants another one in its place."""
        try:
            socket = await self._open()
        except SlackError as error:
            if final := login(error.error, "app token", "SLACK_APP_TOKEN"):
                raise final from None
            return Ended(f"no connection ({error})")
        except _NETWORK as error:
            return Ended(f"no connection ({error or type(error).__name__})")
        older, self._reading = self._reading, {reading := asyncio.ensure_future(socket.run(app))}
        await _first(reading, socket.greeted)
        await self._end(older)  # what came over them in the meantime was taken
        if socket.greeted.is_set():
            log.info("Slack: connected", extra=_KEYS)
        await _first(reading, socket.leaving)
        return reading.result() if reading.done() else Ended("it moves", moves=True)

    async def _end(self, readings: "set[asyncio.Task[Ended]]") -> None:
        for reading in readings:
            reading.cancel()
        await asyncio.gather(*readings, return_exceptions=True)

    async def _open(self) -> Socket:
        return await connected(self._web.session, await self._web.app_socket(self._app_token))

    async def _rest(self, why: str) -> None:
        log.warning("%s; connecting again in %.0f s", why, self._pause, extra=_KEYS)
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 2, LAST_PAUSE)


async def _first(reading: "asyncio.Task[Ended]", event: asyncio.Event) -> None:
    """Wait until an event, or until the reading ends."""
    waiting = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({reading, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()


def _check(scopes: str | None) -> None:
    """Raise TollbellError where the token may do less than the bot needs."""
    if scopes is None:
        return  # a server of the same form that does not say
    lacking = sorted(NEEDED - {scope.strip() for scope in scopes.split(",")})
    if lacking:
        raise TollbellError(SCOPES.format(", ".join(lacking)))
