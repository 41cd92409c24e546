"""The messages of channels: https://discord.com/developers/docs/resources/message"""

import asyncio
from collections import defaultdict, deque

from aiohttp import web

from tests.discord_server import forms, limits
from tests.discord_server.faults import Fault
from tests.discord_server.forms import Json
from tests.discord_server.wire import body_of, refuse, reply

PATH = "/api/v10/channels/{channel}/messages"
NONCE_LIFE = 180.0  # seconds: "the past few minutes"


class Messages:
    """What stands in each channel, and what goes wrong on the way there."""

    def __init__(self, channels: set[str], bot: Json) -> None:
        self.channels, self.bot = channels, bot
        self.forbidden: set[str] = set()
        self.by_channel: defaultdict[str, list[Json]] = defaultdict(list)
        self.faults: deque[Fault] = deque()
        self.violations: list[str] = []
        self._nonces: dict[str, tuple[float, Json]] = {}
        self.routes = [
            web.get(PATH, self._history),
            web.post(PATH, self._create),
            web.get(PATH + "/{id}", self._read),
            web.patch(PATH + "/{id}", self._edit),
        ]

    async def _create(self, request: web.Request) -> web.Response:
        channel, body = request.match_info["channel"], body_of(request)
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and not fault.accepted:
            return await fault.response(request)
        answer = self._refusal(channel, body, "MessageCreateRequest") or self._stored(channel, body)
        return answer if fault is None else await fault.response(request)

    def _refusal(self, channel: str, body: Json, schema: str) -> web.Response | None:
        if channel not in self.channels:
            return refuse(404, 10003, "Unknown Channel")
        if channel in self.forbidden:
            return refuse(403, 50013, "Missing Permissions")
        wrong = limits.violations(body, schema)
        if wrong:
            self.violations += wrong
            errors = {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": w} for w in wrong]}
            return reply(forms.error(50035, "Invalid Form Body", errors), 400)
        return None

    def _stored(self, channel: str, body: Json) -> web.Response:
        """One message for a nonce of the past few minutes: it is found or stored, at once."""
        now = asyncio.get_running_loop().time()
        nonce = body.get("nonce") if body.get("enforce_nonce") else None
        made_at, known = self._nonces.get(str(nonce), (0.0, None))
        if nonce is not None and known is not None and now - made_at < NONCE_LIFE:
            there = known in self.by_channel[known["channel_id"]]
            return reply(known) if there else refuse(404, 10008, "Unknown Message")
        message = forms.message(channel, self.bot, body)
        self.by_channel[channel].append(message)
        if nonce is not None:
            self._nonces[str(nonce)] = (now, message)
        return reply(message)

    async def _edit(self, request: web.Request) -> web.Response:
        channel, body = request.match_info["channel"], body_of(request)
        if self.faults:
            return await self.faults.popleft().response(request)
        refusal = self._refusal(channel, body, "MessageEditRequestPartial")
        if refusal is not None:
            return refusal
        message = self._find(request)
        if message is None:
            return refuse(404, 10008, "Unknown Message")
        fresh = forms.message(channel, self.bot, body)
        message |= {key: fresh[key] for key in ("content", "embeds") if key in body}
        message["edited_timestamp"] = "2025-01-01T00:01:00.000000+00:00"
        return reply(message)

    def _find(self, request: web.Request) -> Json | None:
        messages = self.by_channel[request.match_info["channel"]]
        return next((m for m in messages if m["id"] == request.match_info["id"]), None)

    async def _read(self, request: web.Request) -> web.Response:
        message = self._find(request)
        return reply(message) if message else refuse(404, 10008, "Unknown Message")

    async def _history(self, request: web.Request) -> web.Response:
        """Newest first; `after` and `limit` as documented."""
        after, most = int(request.query.get("after", 0)), int(request.query.get("limit", 50))
        messages = self.by_channel[request.match_info["channel"]]
        found = [m for m in messages if int(m["id"]) > after]
        page = found[:most] if after else found[-most:]
        return reply(page[::-1])
