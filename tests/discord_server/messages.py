"""The messages of channels: https://discord.com/developers/docs/resources/message"""

import asyncio

from aiohttp import web

from tests.discord_server import forms, limits
from tests.discord_server.forms import Json
from tests.discord_server.rooms import READ_MESSAGE_HISTORY, Rooms
from tests.discord_server.wire import body_of, refuse, reply

PATH = "/api/v10/channels/{channel}/messages"
NONCE_LIFE = 180.0  # seconds: "the past few minutes"


class Messages:
    """What stands in each channel, and what goes wrong on the way there."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.nonce_life = NONCE_LIFE
        self._nonces: dict[str, tuple[float, Json]] = {}
        self.directs: dict[str, str] = {}  # the channel of direct messages by user
        self.routes = [
            web.get(PATH, self._history),
            web.post(PATH, self._create),
            web.get(PATH + "/{id}", self._read),
            web.patch(PATH + "/{id}", self._edit),
            web.post("/api/v10/users/@me/channels", self._direct),
        ]

    @property
    def forbidden(self) -> set[str]:
        """Where the bot may not write, though nobody told it."""
        return self.rooms.forbidden

    async def _create(self, request: web.Request) -> web.Response:
        channel, body = request.match_info["channel"], body_of(request)
        fault = self.rooms.fault()
        if fault is not None and not fault.accepted:
            return await fault.response(request)
        answer = self._refusal(channel, body, "MessageCreateRequest")
        if answer is None:
            answer = self._stored(channel, body)
            await self.rooms.reopen(channel)
        return answer if fault is None else await fault.response(request)

    def _refusal(self, channel: str, body: Json, schema: str) -> web.Response | None:
        direct = channel in self.directs.values()
        refusal = None if direct else self.rooms.writing(channel, body)
        return refusal or self._wrong(body, schema) or self._orphan(channel, body)

    def _wrong(self, body: Json, schema: str) -> web.Response | None:
        wrong = limits.violations(body, schema)
        if not wrong:
            return None
        self.rooms.violations += wrong
        errors = {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": w} for w in wrong]}
        return reply(forms.error(50035, "Invalid Form Body", errors), 400)

    def _orphan(self, channel: str, body: Json) -> web.Response | None:
        """A reply to a message that is not there."""
        reference = body.get("message_reference") or {}
        if not reference or self.rooms.message(channel, reference["message_id"]):
            return None
        if reference.get("fail_if_not_exists") is False:
            return None
        unknown = {"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"}
        errors = {"message_reference": {"_errors": [unknown]}}
        return reply(forms.error(50035, "Invalid Form Body", errors), 400)

    def _stored(self, channel: str, body: Json) -> web.Response:
        """One message for a nonce of the past few minutes: it is found or stored, at once."""
        now = asyncio.get_running_loop().time()
        nonce = body.get("nonce") if body.get("enforce_nonce") else None
        made_at, known = self._nonces.get(str(nonce), (0.0, None))
        if nonce is not None and known is not None and now - made_at < self.nonce_life:
            there = known in self.rooms.by_channel[known["channel_id"]]
            return reply(known) if there else refuse(404, 10008, "Unknown Message")
        message = forms.message(channel, self.rooms.bot, body)
        self.rooms.by_channel[channel].append(message)
        if nonce is not None:
            self._nonces[str(nonce)] = (now, message)
        return reply(message)

    async def _edit(self, request: web.Request) -> web.Response:
        channel, body = request.match_info["channel"], body_of(request)
        fault = self.rooms.fault()
        if fault is not None:
            return await fault.response(request)
        refusal = self.rooms.closed(channel) or self._wrong(body, "MessageEditRequestPartial")
        if refusal is not None:
            return refusal
        message = self.rooms.message(channel, request.match_info["id"])
        if message is None:
            return refuse(404, 10008, "Unknown Message")
        if self.rooms.threads.get(channel, _OPEN)["thread_metadata"]["archived"]:
            return refuse(400, 50083, "Thread is archived")
        fresh = forms.message(channel, self.rooms.bot, body)
        message |= {key: fresh[key] for key in ("content", "embeds", "components") if key in body}
        message["edited_timestamp"] = forms.moment()
        return reply(message)

    async def _read(self, request: web.Request) -> web.Response:
        channel = request.match_info["channel"]
        message = self.rooms.message(channel, request.match_info["id"])
        return self.rooms.closed(channel, READ_MESSAGE_HISTORY) or (
            reply(message) if message else refuse(404, 10008, "Unknown Message")
        )

    async def _history(self, request: web.Request) -> web.Response:
        """Newest first; `after` and `limit` as documented; the nonce is not kept."""
        channel = request.match_info["channel"]
        refusal = self.rooms.closed(channel)
        if refusal is not None:
            return refusal
        after, most = int(request.query.get("after", 0)), int(request.query.get("limit", 50))
        readable = self.rooms.allowed(channel) & READ_MESSAGE_HISTORY
        messages = self.rooms.by_channel[channel] if readable else []
        found = [m for m in messages if int(m["id"]) > after]
        page = found[:most] if "after" in request.query else found[-most:]
        return reply([{k: v for k, v in m.items() if k != "nonce"} for m in page[::-1]])

    async def _direct(self, request: web.Request) -> web.Response:
        user = body_of(request)["recipient_id"]
        id_ = self.directs.setdefault(user, forms.snowflake())
        return reply(forms.direct(id_, forms.user(user, "someone")))


_OPEN: Json = {"thread_metadata": {"archived": False}}
