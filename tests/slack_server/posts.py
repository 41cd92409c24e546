"""Messages: https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours."""

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiohttp import web

from tests.slack_server.limits import violations
from tests.slack_server.wire import BODY, Json, bad, flag, good

_counter: Iterator[int] = itertools.count()


def stamp() -> str:
    """A message's id: the time that it came, each its own."""
    return f"{int(time.time())}.{next(_counter) % 1_000_000:06d}"


@dataclass
class Room:
    """A conversation."""

    id: str
    name: str = "trade"
    member: bool = True  # whether the bot is in it
    archived: bool = False
    private: bool = False
    creator: str = "UCREATOR"
    messages: list[Json] = field(default_factory=list)


class Posts:
    """The conversations and what is in them."""

    def __init__(self, rooms: dict[str, Room]) -> None:
        self.rooms = rooms
        self.violations: list[str] = []
        self.ephemeral: list[Json] = []
        self.pace = 0.0  # seconds that each conversation wants between two messages; 0: no limit
        self._next: dict[str, float] = defaultdict(float)

    def room(self, body: Json) -> Room | web.Response:
        """The conversation of a call, if the bot may use it."""
        room = self.rooms.get(str(body.get("channel")))
        if room is None or (room.private and not room.member):
            return bad("channel_not_found")
        return room

    def _open_to_us(self, body: Json) -> Room | web.Response:
        room = self.room(body)
        if isinstance(room, web.Response):
            return room
        if room.archived:
            return bad("is_archived")
        return room if room.member else bad("not_in_channel")

    async def post(self, request: web.Request) -> web.Response:
        """chat.postMessage."""
        body = request[BODY]
        room = self._open_to_us(body)
        if isinstance(room, web.Response):
            return room
        if limited := self._too_fast(room):
            return limited
        if wrong := self._refused(body):
            return wrong
        message = {**self._message(body), "ts": stamp()}
        thread = body.get("thread_ts")
        if thread is not None:
            if thread not in {one["ts"] for one in room.messages}:
                return bad("thread_not_found")
            message["thread_ts"] = thread
            if flag(body.get("reply_broadcast")):
                message["subtype"] = "thread_broadcast"
        room.messages.append(message)
        return good(channel=room.id, ts=message["ts"], message=message)

    def _message(self, body: Json) -> Json:
        kept = {key: body[key] for key in ("text", "blocks", "metadata") if body.get(key)}
        return {"type": "message", "bot_id": "B1", "user": "UBOT", **kept}

    def _too_fast(self, room: Room) -> web.Response | None:
        now = asyncio.get_running_loop().time()
        if now < self._next[room.id]:
            headers = {"Retry-After": "1"}
            body = {"ok": False, "error": "ratelimited"}
            return web.json_response(body, status=429, headers=headers)
        self._next[room.id] = now + self.pace
        return None

    def _refused(self, body: Json) -> web.Response | None:
        wrong = violations(body)
        self.violations += wrong
        if any("too_long" in each for each in wrong):
            return bad("msg_blocks_too_long")
        return bad("invalid_blocks", response_metadata={"messages": wrong}) if wrong else None

    async def update(self, request: web.Request) -> web.Response:
        """chat.update: metadata that are not given stay."""
        body = request[BODY]
        room = self._open_to_us(body)
        if isinstance(room, web.Response):
            return room
        found = [one for one in room.messages if one["ts"] == body.get("ts")]
        if not found:
            return bad("message_not_found")
        if wrong := self._refused(body):
            return wrong
        found[0] |= {**self._message(body), "edited": {"ts": stamp()}}
        return good(channel=room.id, ts=body["ts"], text=body.get("text"), message=found[0])

    async def post_ephemeral(self, request: web.Request) -> web.Response:
        """chat.postEphemeral."""
        body = request[BODY]
        room = self._open_to_us(body)
        if isinstance(room, web.Response):
            return room
        if wrong := self._refused(body):
            return wrong
        self.ephemeral.append(body)
        return good(message_ts=stamp())

    async def history(self, request: web.Request) -> web.Response:
        """conversations.history: newest first, without what is only in threads."""
        body = request[BODY]
        room = self.room(body)
        if isinstance(room, web.Response):
            return room
        if not room.member:
            return bad("not_in_channel")
        shown = [one for one in room.messages if _in_channel(one)]
        return self._page(body, shown[::-1])

    async def replies(self, request: web.Request) -> web.Response:
        """conversations.replies: the message and its thread, oldest first."""
        body = request[BODY]
        room = self.room(body)
        if isinstance(room, web.Response):
            return room
        parent = body.get("ts")
        thread = [one for one in room.messages if parent in (one["ts"], one.get("thread_ts"))]
        return self._page(body, thread) if thread else bad("thread_not_found")

    def _page(self, body: Json, found: list[Json]) -> web.Response:
        oldest, most = float(body.get("oldest", 0)), int(body.get("limit", 100))
        first = int(body.get("cursor") or 0)
        found = [one for one in found if float(one["ts"]) > oldest]
        page = [_with_metadata(one, body) for one in found[first : first + most]]
        more = len(found) > first + most
        cursor = {"next_cursor": str(first + most) if more else ""}
        return good(messages=page, has_more=more, response_metadata=cursor)


def _in_channel(message: Json) -> bool:
    return "thread_ts" not in message or message.get("subtype") == "thread_broadcast"


def _with_metadata(message: Json, body: Json) -> Json:
    if flag(body.get("include_all_metadata")):
        return message
    return {key: value for key, value in message.items() if key != "metadata"}
