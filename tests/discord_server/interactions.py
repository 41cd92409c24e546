"""Answers to interactions: https://discord.com/developers/docs/interactions/receiving-and-responding"""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from tests.discord_server import forms, limits
from tests.discord_server.faults import Fault
from tests.discord_server.forms import Json
from tests.discord_server.wire import FILES, body_of, refuse, reply

API = "/api/v10"
WEBHOOK = API + "/webhooks/{application}/{token}"
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, COMPLETIONS, MODAL = 4, 5, 6, 7, 8, 9
EPHEMERAL = 1 << 6
RESPONSE_TIME = 3.0  # seconds for the first response

# What may answer which type of interaction: a command, a button, a completion, a form.
_FITTING = {
    2: {MESSAGE, DEFERRED, MODAL},
    3: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL},
    4: {COMPLETIONS},
    5: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE},
}
_SCHEMAS = {
    MESSAGE: "CreateMessageInteractionCallbackRequest",
    DEFERRED: "CreateMessageInteractionCallbackRequest",
    DEFERRED_UPDATE: "UpdateMessageInteractionCallbackRequest",
    UPDATE: "UpdateMessageInteractionCallbackRequest",
    COMPLETIONS: "ApplicationCommandAutocompleteCallbackRequest",
    MODAL: "ModalInteractionCallbackRequest",
}


@dataclass
class Answer:
    """What came back: messages in their order, the first one is the answer itself."""

    began: float
    event: Json
    kind: int = 0  # of the callback; 0: none has come
    private: bool = False
    modal: Json | None = None
    choices: list[Json] | None = None
    messages: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def deferred(self) -> bool:
        """Whether it came only after a word that it would."""
        return self.kind in (DEFERRED, DEFERRED_UPDATE)

    @property
    def updates(self) -> bool:
        """Whether it took the place of the message that carries the button."""
        return self.kind == UPDATE

    @property
    def acknowledged(self) -> bool:
        return self.kind != 0

    @property
    def content(self) -> str:
        """The sentence."""
        return str(self.messages[0].get("content") or "")

    @property
    def embeds(self) -> list[Json]:
        """All embeds of all its messages."""
        return [embed for message in self.messages for embed in message.get("embeds") or []]

    @property
    def last(self) -> Json:
        """The message whose buttons can be pressed."""
        return self.messages[-1]

    def add(self, message: Json, files: dict[str, bytes]) -> None:
        """A message of the answer."""
        self.messages.append({"id": forms.snowflake(), **message})
        self.files |= files
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

    def expect(self, event: Json) -> Answer:
        """The answer that will come to an interaction."""
        answer = Answer(asyncio.get_running_loop().time(), event)
        self.answers[event["token"]] = answer
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
        self._take(answer, body, request[FILES])
        return web.Response(status=204) if fault is None else await fault.response(request)

    def _take(self, answer: Answer, body: Json, files: dict[str, bytes]) -> None:
        """https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object"""
        kind, data = body["type"], body.get("data") or {}
        fitting = _FITTING[answer.event["type"]]
        if kind not in fitting:
            self.violations.append(f"callback {kind} to an interaction {answer.event['type']}")
        self.violations += limits.schema_violations(body, _SCHEMAS[kind])
        answer.kind, answer.private = kind, bool(data.get("flags", 0) & EPHEMERAL)
        match kind:
            case 4 | 7:
                schema = "IncomingWebhookUpdateForInteractionCallbackRequestPartial"
                schema = "IncomingWebhookInteractionRequest" if kind == MESSAGE else schema
                self.violations += limits.violations(data, schema)
                self._attached(data, files)
                answer.add(data, files)
            case 8:
                answer.choices = data["choices"]
                self.violations += limits.choice_violations(data["choices"])
                answer.came.set()
            case 9:
                answer.modal = data
                self.violations += limits.form_violations(data)
                answer.came.set()

    def _attached(self, body: Json, files: dict[str, bytes]) -> None:
        """https://discord.com/developers/docs/reference#uploading-files"""
        named = [attachment["filename"] for attachment in body.get("attachments") or []]
        if named != list(files):
            self.violations.append(f"attachments {named}, files {list(files)}")

    async def _follow_up(self, request: web.Request) -> web.Response:
        answer, body = self.answers.get(request.match_info["token"]), body_of(request)
        if answer is None or not answer.acknowledged:
            return refuse(404, 10015, "Unknown Webhook")
        self.violations += limits.violations(body, "IncomingWebhookRequestPartial")
        self._attached(body, request[FILES])
        answer.add(body, request[FILES])
        return reply(forms.message(self.channel, self.bot, body))

    async def _edit_original(self, request: web.Request) -> web.Response:
        answer, body = self.answers.get(request.match_info["token"]), body_of(request)
        if answer is None or not answer.deferred:
            return refuse(404, 10015, "Unknown Webhook")
        self.violations += limits.violations(body, "IncomingWebhookUpdateRequestPartial")
        self._attached(body, request[FILES])
        answer.add(body, request[FILES])
        return reply(forms.message(self.channel, self.bot, body))
