"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode"""

import asyncio
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

from aiohttp import WSMsgType, web

from tests.slack_server.wire import Json

_counter: Iterator[int] = itertools.count(1)


class Sockets:
    """The connections of the app; an envelope goes to the newest one."""

    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.tickets: set[str] = set()
        self.ready = asyncio.Event()  # a connection has been greeted
        self.connections = 0
        self.silent = False  # connections are taken and not greeted
        self.deaf = False  # connections are not closed from this side
        self._waiting: dict[str, Callable[[Any], None]] = {}

    def ticket(self) -> str:
        """The right to connect once."""
        self.tickets.add(made := f"ticket-{next(_counter)}")
        return made

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=404)
        self.tickets.discard(ticket)
        ws = web.WebSocketResponse(autoclose=not self.deaf)
        await ws.prepare(request)
        self.connections += 1
        if not self.silent:
            await ws.send_str(json.dumps(_hello(len(self.open) + 1)))
            self.open.append(ws)
            self.ready.set()
        async for frame in ws:
            if frame.type is WSMsgType.TEXT:
                self._hear(json.loads(frame.data))
        if self.deaf:
            await asyncio.Event().wait()
        if ws in self.open:
            self.open.remove(ws)
        if not self.open:
            self.ready.clear()
        return ws

    def _hear(self, acknowledgement: Json) -> None:
        waits = self._waiting.pop(acknowledgement.get("envelope_id", ""), None)
        if waits is not None:
            waits(acknowledgement.get("payload"))

    async def send(self, kind: str, payload: object, acked: Callable[[Any], None]) -> None:
        """An envelope; `acked` is told of its acknowledgement."""
        await asyncio.wait_for(self.ready.wait(), 10)
        name = f"envelope-{next(_counter)}"
        self._waiting[name] = acked
        accepts = kind in ("slash_commands", "interactive")
        envelope = {"envelope_id": name, "type": kind, "payload": payload}
        await self.say(json.dumps({**envelope, "accepts_response_payload": accepts}))

    async def say(self, text: str) -> None:
        """Any text: garbage, too."""
        await self.open[-1].send_str(text)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Announce that the connection will be closed."""
        for ws in list(self.open):
            await ws.send_str(json.dumps({"type": "disconnect", "reason": reason}))

    async def disconnect(self) -> None:
        """Close every connection without a word."""
        self.ready.clear()
        for ws in list(self.open):
            await ws.close(code=1001)


def _hello(count: int) -> Json:
    return {
        "type": "hello",
        "num_connections": count,
        "connection_info": {"app_id": "A1"},
        "debug_info": {"host": "applink-1", "approximate_connection_time": 18060},
    }
