"""One connection in Socket Mode: what Slack tells goes to Bolt, what Bolt answers goes back.

https://docs.slack.dev/apis/events-api/using-socket-mode. Where a connection fails, slack-sdk's own
client tries the same address for ever, though an address is good for one try and half a minute; so
each connection here is one session, and whoever ran it begins another.
"""

import asyncio
import contextlib
import json
import logging
import time
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = logging.getLogger(__name__)

GREETING = 15.0  # seconds until Slack says hello
HEARTBEAT = 15.0  # seconds between our pings; Slack's silence is noticed after one and a half
GOODBYE = 3.0  # seconds for the closing handshake
FRAME = 4 << 20  # bytes


# Slack will close the connection, for it moves its servers; another one may begin before that.
_MOVES = ("warning", "refresh_requested")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a connection ended; `reason` is Slack's word where it gave one."""

    why: str
    reason: str = ""
    moves: bool = False  # Slack wants another one in its place, at once

    def __str__(self) -> str:
        return self.why


class Socket(AsyncBaseSocketModeClient):
    """A connection; slack-bolt answers through it."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.logger = log
        self.ws = ws
        self.greeted, self.leaving = asyncio.Event(), asyncio.Event()
        self._answering: set[asyncio.Task[None]] = set()

    async def send_message(self, message: str) -> None:
        """What Bolt answers; an acknowledgement that comes too late for the connection is lost."""
        with contextlib.suppress(ConnectionError, RuntimeError, aiohttp.ClientError):
            await self.ws.send_str(message)

    async def run(self, app: AsyncApp) -> Ended:
        """Hand over what comes until it ends."""
        try:
            async with asyncio.timeout(GREETING) as patience:
                async for frame in self.ws:
                    if frame.type is not aiohttp.WSMsgType.TEXT:
                        continue
                    if ended := self._hear(app, frame.data):
                        return ended
                    if self.greeted.is_set():
                        patience.reschedule(None)
        except TimeoutError:
            return Ended("it did not greet")
        finally:
            await self._close()
        return Ended(f"the connection closed ({self.ws.close_code or 'no code'})")

    def _hear(self, app: AsyncApp, text: str) -> Ended | None:
        try:
            told: Any = json.loads(text)
        except ValueError:
            return None  # Slack's greetings of old are plain words
        match told:
            case {"type": "hello"}:
                self.greeted.set()
            case {"type": "disconnect", "reason": reason} if reason in _MOVES:
                self.leaving.set()
            case {"type": "disconnect"}:
                reason = str(told.get("reason"))
                return Ended(f"it ends the connection ({reason})", reason)
            case {"envelope_id": str(), "payload": dict()}:
                task = asyncio.ensure_future(self._answer(app, told))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
        return None

    async def _answer(self, app: AsyncApp, envelope: dict[str, Any]) -> None:
        try:
            request = SocketModeRequest.from_dict(envelope)
            if request is not None:
                response = await run_async_bolt_app(app, request)
                await send_async_response(self, request, response, time.time())
        except Exception as error:  # whatever a server sends
            told = f"{type(error).__name__}: {error}"
            log.warning("Skipped something malformed of Slack's: %s", told)

    async def _close(self) -> None:
        """Let acknowledgements end, then close; not waiting long for either."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE):
                await asyncio.gather(*self._answering, return_exceptions=True)
                await self.ws.close()


async def connected(session: aiohttp.ClientSession, url: str) -> Socket:
    """A connection that Slack has not greeted yet."""
    return Socket(await session.ws_connect(url, heartbeat=HEARTBEAT, max_msg_size=FRAME))
