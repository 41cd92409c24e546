"""The gateway: https://discord.com/developers/docs/events/gateway"""

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_server.forms import Json, snowflake

DISPATCH, HEARTBEAT, IDENTIFY, RESUME = 0, 1, 2, 6
RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11
AUTHENTICATION_FAILED = 4004


@dataclass
class Socket:
    """One connection; compressed as it was asked for."""

    ws: web.WebSocketResponse
    compressed: bool
    _stream: Any = field(default_factory=zlib.compressobj)

    async def say(self, text: str) -> None:
        """Send one payload, whatever it is."""
        if self.ws.closed:
            return
        if not self.compressed:
            await self.ws.send_str(text)
            return
        data = self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        await self.ws.send_bytes(data)


@dataclass
class Session:
    """What outlives a connection: the events so far, for RESUME."""

    id: str = field(default_factory=snowflake)
    events: list[Json] = field(default_factory=list)
    socket: Socket | None = None

    async def dispatch(self, name: str, data: Json) -> None:
        """An event, now or at the next RESUME."""
        event = {"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": data}
        self.events.append(event)
        if self.socket is not None:
            await self.socket.say(json.dumps(event))


class Gateway:
    """All sessions; `ready` is set while one of them is connected and has its guilds."""

    def __init__(self, token: str, bot: Json, guilds: Callable[[], list[Json]]) -> None:
        self.token, self.bot, self.guilds = token, bot, guilds
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.intents: int | None = None
        self.ready = asyncio.Event()
        self.refuses: int | None = None  # a close code for every IDENTIFY
        self.silent = False  # connections are taken and not greeted
        self.deaf = False  # connections are not closed from this side
        self.connections = 0

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO to its end."""
        ws = web.WebSocketResponse(autoclose=not self.deaf)
        await ws.prepare(request)
        self.connections += 1
        socket = Socket(ws, request.query.get("compress") == "zlib-stream")
        if not self.silent:
            hello = {"op": HELLO, "d": {"heartbeat_interval": 41250}, "s": None}
            await socket.say(json.dumps(hello))
        async for frame in ws:
            if frame.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(frame.data))
        if self.deaf:
            await asyncio.Event().wait()
        for session in self.sessions.values():
            if session.socket is socket:
                session.socket = None
                self.ready.clear()
        return ws

    async def _hear(self, socket: Socket, payload: Json) -> None:
        match payload["op"]:
            case 1:
                await socket.say(json.dumps({"op": HEARTBEAT_ACK}))
            case 2:
                await self._identify(socket, payload["d"])
            case 6:
                await self._resume(socket, payload["d"])

    async def _identify(self, socket: Socket, asked: Json) -> None:
        if asked["token"] != self.token or self.refuses:
            await socket.ws.close(code=self.refuses or AUTHENTICATION_FAILED)
            return
        self.identified += 1
        self.intents = asked["intents"]
        session = Session(socket=socket)
        self.sessions = {session.id: session}
        await session.dispatch("READY", self._hello(session, asked))
        for guild in self.guilds():
            await session.dispatch("GUILD_CREATE", guild)
        self.ready.set()

    def _hello(self, session: Session, asked: Json) -> Json:
        return {
            "v": 10,
            "user": self.bot,
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in self.guilds()],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": asked.get("shard", [0, 1]),
            "application": {"id": self.bot["id"], "flags": 0},
        }

    async def _resume(self, socket: Socket, asked: Json) -> None:
        session = self.sessions.get(asked["session_id"])
        if session is None:
            await socket.say(json.dumps({"op": INVALID_SESSION, "d": False}))
            return
        missed = session.events[asked["seq"] :]
        session.socket = socket
        for event in missed:
            await socket.say(json.dumps(event))
        await session.dispatch("RESUMED", {"_trace": []})
        self.resumed += 1
        self.ready.set()

    async def dispatch(self, name: str, data: Json) -> None:
        """An event to whoever is connected."""
        for session in self.sessions.values():
            await session.dispatch(name, data)

    async def say(self, text: str) -> None:
        """Any text as a payload: garbage, too."""
        for session in self.sessions.values():
            if session.socket is not None:
                await session.socket.say(text)

    async def disconnect(self, code: int = 4000, *, forget: bool = False) -> None:
        """Close every connection; a forgotten session cannot be resumed."""
        self.ready.clear()
        sockets = [s.socket for s in self.sessions.values() if s.socket is not None]
        if forget:
            self.sessions = {}
        for socket in sockets:
            await socket.ws.close(code=code)
