"""The whole server: https://discord.com/developers/docs/reference"""

import asyncio
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.discord_server import forms, limits
from tests.discord_server.faults import Fault
from tests.discord_server.forms import Json, snowflake
from tests.discord_server.gateway import Gateway
from tests.discord_server.interactions import API, Answer, Interactions
from tests.discord_server.messages import Messages
from tests.discord_server.using import caller, event
from tests.discord_server.wire import BODY, body_of, refuse, reply

MANAGE_CHANNELS = 1 << 4


@dataclass(frozen=True)
class Request:
    """What the bot asked for."""

    method: str
    path: str
    body: Any


class DiscordServer:
    """One guild with two channels, one bot; see the package's docstring for its use."""

    def __init__(self, token: str = "token-of-the-test", port: int = 0) -> None:
        self.token, self.port = token, port
        self.bot = forms.user("900000000000000001", "tollbell", bot=True)
        self.guild, self.channel, self.other = "900000000000000002", "901", "902"
        rooms = [forms.channel(id_, self.guild) for id_ in (self.channel, self.other)]
        self.gateway = Gateway(token, self.bot, [forms.guild(self.guild, rooms, self.bot)])
        self.posts = Messages({self.channel, self.other}, self.bot)
        self.interactions = Interactions(self.channel, self.bot)
        self.commands: list[Json] = []
        self.requests: list[Request] = []
        self.broken: dict[tuple[str, str], int] = {}  # status by method and end of the path
        self._violations: list[str] = []
        self.api_base = ""
        self._runner = web.AppRunner(self._app(), shutdown_timeout=1.0)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self.api_base = f"http://127.0.0.1:{self.port}{API}"
        self.gateway.url = f"ws://127.0.0.1:{self.port}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Be gone."""
        await self.gateway.disconnect(1001)
        await self._runner.cleanup()

    # What a test sees

    @property
    def messages(self) -> dict[str, list[Json]]:
        """The messages of each channel, oldest first."""
        return self.posts.by_channel

    @property
    def violations(self) -> list[str]:
        """What was not in order in anything that the bot sent."""
        return self._violations + self.posts.violations + self.interactions.violations

    def count(self, method: str, ending: str) -> int:
        """How often the bot asked for a path with this ending."""
        return sum(r.method == method and r.path.endswith(ending) for r in self.requests)

    # What a test does

    async def ready(self) -> None:
        """Wait until a bot is connected."""
        await asyncio.wait_for(self.gateway.ready.wait(), 20)

    def fail(self, *faults: Fault) -> None:
        """Let the next requests for messages (create and edit) go wrong, in this order."""
        self.posts.faults.extend(faults)

    def delete(self, channel: str, message: str) -> None:
        """A moderator deletes a message."""
        self.messages[channel] = [m for m in self.messages[channel] if m["id"] != message]

    async def interact(
        self,
        name: str,
        values: dict[str, Any] | None = None,
        channel: str | None = None,
        guild: str | None = None,
        user: str = "7",
        permissions: int = MANAGE_CHANNELS,
    ) -> Answer:
        """Use a command as a user would, and get the answer when it comes."""
        place = (channel or self.channel, guild or self.guild)
        data = event(self.commands, name, values or {}, place, caller(user, permissions))
        answer = self.interactions.expect(data["token"])
        await self.gateway.dispatch("INTERACTION_CREATE", data)
        await asyncio.wait_for(answer.came.wait(), 10)
        return answer

    # What the bot asks for

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[self._ordered])
        commands = f"{API}/applications/{{application}}/commands"
        app.add_routes(
            [
                web.get("/gateway", self.gateway.connect),
                web.get(f"{API}/users/@me", self._me),
                web.get(f"{API}/applications/@me", self._application),
                web.get(f"{API}/oauth2/applications/@me", self._application),
                web.get(f"{API}/gateway/bot", self._gateway_bot),
                web.get(commands, self._list_commands),
                web.put(commands, self._put_commands),
                *self.posts.routes,
                *self.interactions.routes,
            ]
        )
        return app

    @web.middleware
    async def _ordered(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Note the request; refuse it without the bot's token where one is needed."""
        if request.path != "/gateway":
            request[BODY] = await request.json() if request.can_read_body else None
            self.requests.append(Request(request.method, request.path, body_of(request)))
            open_to_all = request.path.startswith((f"{API}/interactions", f"{API}/webhooks"))
            if request.headers.get("Authorization") != f"Bot {self.token}" and not open_to_all:
                return refuse(401, 0, "401: Unauthorized")
            for (method, ending), status in self.broken.items():
                if request.method == method and request.path.endswith(ending):
                    return refuse(status, 0, "Refused by the test")
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _me(self, _: web.Request) -> web.Response:
        return reply(forms.myself(self.bot))

    async def _application(self, _: web.Request) -> web.Response:
        return reply(forms.application(self.bot))

    async def _gateway_bot(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return reply({"url": self.gateway.url, "shards": 1, "session_start_limit": limit})

    async def _list_commands(self, _: web.Request) -> web.Response:
        return reply(self.commands)

    async def _put_commands(self, request: web.Request) -> web.Response:
        for command in body_of(request):
            self._violations += limits.schema_violations(command, "ApplicationCommandUpdateRequest")
        self.commands = [self._registered(command) for command in body_of(request)]
        return reply(self.commands)

    def _registered(self, command: Json) -> Json:
        """The command as it is listed: with ids, without what is only a default."""
        permissions = command.get("default_member_permissions")
        return {
            **_without_defaults(command),
            "id": snowflake(),
            "application_id": self.bot["id"],
            "version": snowflake(),
            "default_member_permissions": None if permissions is None else str(permissions),
            "nsfw": False,
            "dm_permission": False,
        }


def _without_defaults(value: Any) -> Any:
    """As Discord lists a command: `required: false` and empty options are left out."""
    if isinstance(value, list):
        return [_without_defaults(entry) for entry in value]
    if isinstance(value, dict):
        return {
            key: _without_defaults(entry)
            for key, entry in value.items()
            if not (key == "required" and entry is False) and not (key == "options" and not entry)
        }
    return value
