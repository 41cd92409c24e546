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


class Ended(Exception):
    """A connection ended; `str` says why. `reason` is Slack's word where it gave one."""

    def __init__(self, why: str, reason: str = "") -> None:
        super().__init__(why)
        self.reason = reason


class Socket(AsyncBaseSocketModeClient):
    """A connection; slack-bolt answers through it."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.logger = log
        self.ws = ws
        self.greeted = asyncio.Event()
        self._answering: set[asyncio.Task[None]] = set()

    async def send_message(self, message: str) -> None:
        """What Bolt answers; an acknowledgement that comes too late for the connection is lost."""
        with contextlib.suppress(ConnectionError, RuntimeError, aiohttp.ClientError):
            await self.ws.send_str(message)

    async def run(self, app: AsyncApp) -> None:
        """Hand over what comes until it ends; raises Ended."""
        try:
            async with asyncio.timeout(GREETING) as patience:
                async for frame in self.ws:
                    if frame.type is aiohttp.WSMsgType.TEXT:
                        self._hear(app, frame.data)
                    if self.greeted.is_set():
                        patience.reschedule(None)
        except TimeoutError:
            raise Ended("Slack did not greet") from None
        finally:
            await self._close()
        raise Ended(f"the connection closed ({self.ws.close_code or 'no code'})")

    def _hear(self, app: AsyncApp, text: str) -> None:
        try:
            told: Any = json.loads(text)
        except ValueError:
            return  # Slack's greetings of old are plain words
        match told:
            case {"type": "hello"}:
                self.greeted.set()
            case {"type": "disconnect"}:
                reason = str(told.get("reason"))
                raise Ended(f"Slack asks to connect anew ({reason})", reason)
            case {"envelope_id": str(), "payload": dict()}:
                task = asyncio.ensure_future(self._answer(app, told))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
            case _:
                log.debug("Slack said something else: %s", text[:200])

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
        """Close, without waiting long for a server that does not say goodbye."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE):
                await self.ws.close()

    async def finish(self) -> None:
        """Let the answers that are under way end, for a while; then end them."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=GOODBYE)
        for task in self._answering:
            task.cancel()


async def connected(session: aiohttp.ClientSession, url: str) -> Socket:
    """A connection that Slack has not greeted yet."""
    return Socket(await session.ws_connect(url, heartbeat=HEARTBEAT, max_msg_size=FRAME))
