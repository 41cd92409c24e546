"""What comes back for an interaction: its acknowledgement, responses to its address, and views."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.slack_server.limits import view_violations, violations
from tests.slack_server.wire import BODY, Json, bad, good

RESPONSES = 5  # to one response_url: https://docs.slack.dev/interactivity/handling-user-interaction
PATIENCE = 3.0  # seconds until the acknowledgement; and a trigger's life


@dataclass
class Answer:
    """What came back; `messages` are the bodies that were sent to the response_url."""

    began: float
    acked_after: float | None = None
    ack: Json = field(default_factory=dict)
    messages: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    private: bool = True
    came: asyncio.Event = field(default_factory=asyncio.Event)  # there is something to see

    @property
    def text(self) -> str:
        """All that is said, as JSON."""
        return str([self.messages, self.views, self.ack])

    @property
    def buttons(self) -> list[Json]:
        """The buttons of the last message."""
        blocks = self.messages[-1].get("blocks", []) if self.messages else []
        return [
            each for block in blocks if block["type"] == "actions" for each in block["elements"]
        ]


class Answers:
    """The interactions that wait for an answer."""

    def __init__(self) -> None:
        self.by_token: dict[str, Answer] = {}
        self.violations: list[str] = []
        self.broken = 0  # so many responses more are answered by 500

    def expect(self, token: str) -> Answer:
        """An interaction begins."""
        made = self.by_token[token] = Answer(asyncio.get_running_loop().time())
        return made

    def acked(self, answer: Answer, payload: Any) -> None:
        """Its acknowledgement."""
        answer.acked_after = asyncio.get_running_loop().time() - answer.began
        answer.ack = payload or {}
        if answer.acked_after > PATIENCE:
            self.violations.append("acknowledged too late")
        if payload:
            answer.came.set()

    async def respond(self, request: web.Request) -> web.Response:
        """A response_url: it may be used five times."""
        answer, body = self.by_token.get(request.match_info["token"]), await request.json()
        if self.broken:
            self.broken -= 1
            return web.Response(status=500, text="server error")
        if answer is None or len(answer.messages) >= RESPONSES:
            return web.Response(status=404, text="used_url")
        self.violations += violations(body)
        answer.private = answer.private and body.get("response_type") != "in_channel"
        answer.messages.append(body)
        answer.came.set()
        return web.Response(text="ok")

    async def open_view(self, request: web.Request) -> web.Response:
        """views.open: within three seconds of what triggered it, once."""
        body = request[BODY]
        answer = self.by_token.get(str(body.get("trigger_id")))
        now = asyncio.get_running_loop().time()
        if answer is None:
            return bad("invalid_trigger_id")
        if now - answer.began > PATIENCE:
            return bad("expired_trigger_id")
        if answer.views:
            return bad("exchanged_trigger_id")
        if wrong := view_violations(body["view"]):
            self.violations += wrong
            return bad("invalid_arguments", response_metadata={"messages": wrong})
        answer.views.append(body["view"])
        answer.came.set()
        return good(view={**body["view"], "id": "V1"})
