"""Answers to interactions: https://discord.com/developers/docs/interactions/receiving-and-responding"""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from tests.discord_server import forms, limits
from tests.discord_server.faults import Fault
from tests.discord_server.forms import Json
from tests.discord_server.wire import body_of, refuse, reply

API = "/api/v10"
WEBHOOK = API + "/webhooks/{application}/{token}"
MESSAGE, DEFERRED = 4, 5
EPHEMERAL = 1 << 6
RESPONSE_TIME = 3.0  # seconds for the first response


@dataclass
class Answer:
    """What came back: messages in their order, the first one is the answer itself."""

    began: float
    deferred: bool = False
    private: bool = False
    acknowledged: bool = False
    messages: list[Json] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def content(self) -> str:
        """The sentence."""
        return str(self.messages[0].get("content") or "")

    @property
    def embeds(self) -> list[Json]:
        """All embeds of all its messages."""
        return [embed for message in self.messages for embed in message.get("embeds") or []]

    def add(self, message: Json) -> None:
        """A message of the answer."""
        self.messages.append(message)
        self.came.set()


class Interactions:
    """The answers that are awaited and that came, by the interaction's token."""

    def __init__(self, channel: str, bot: Json) -> None:
        self.channel, self.bot = channel, bot
        self.answers: dict[str, Answer] = {}
        self.faults: deque[Fault] = deque()  # of first responses
        self.violations: list[str] = []
        self.routes = [
            web.post(API + "/interactions/{id}/{token}/callback", self._callback),
            web.post(WEBHOOK, self._follow_up),
            web.patch(WEBHOOK + "/messages/@original", self._edit_original),
        ]

    def expect(self, token: str) -> Answer:
        """The answer that will come for a token."""
        answer = Answer(asyncio.get_running_loop().time())
        self.answers[token] = answer
        return answer

    async def _callback(self, request: web.Request) -> web.Response:
        answer, body = self.answers.get(request.match_info["token"]), body_of(request)
        now = asyncio.get_running_loop().time()
        if answer is None or now - answer.began > RESPONSE_TIME:
            return refuse(404, 10062, "Unknown interaction")
        if answer.acknowledged:
            return refuse(400, 40060, "Interaction has already been acknowledged.")
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and not fault.accepted:
            return await fault.response(request)
        data = body.get("data") or {}
        answer.acknowledged, answer.deferred = True, body["type"] == DEFERRED
        answer.private = bool(data.get("flags", 0) & EPHEMERAL)
        if not answer.deferred:
            self.violations += limits.violations(data, "IncomingWebhookInteractionRequest")
            answer.add(data)
        return web.Response(status=204) if fault is None else await fault.response(request)

    async def _follow_up(self, request: web.Request) -> web.Response:
        answer, body = self.answers.get(request.match_info["token"]), body_of(request)
        if answer is None or not answer.acknowledged:
            return refuse(404, 10015, "Unknown Webhook")
        self.violations += limits.violations(body, "IncomingWebhookRequestPartial")
        answer.add(body)
        return reply(forms.message(self.channel, self.bot, body))

    async def _edit_original(self, request: web.Request) -> web.Response:
        answer, body = self.answers.get(request.match_info["token"]), body_of(request)
        if answer is None or not answer.deferred:
            return refuse(404, 10015, "Unknown Webhook")
        self.violations += limits.violations(body, "IncomingWebhookUpdateRequestPartial")
        answer.add(body)
        return reply(forms.message(self.channel, self.bot, body))
