"""The whole server: https://discord.com/developers/docs/reference"""

import asyncio
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.discord_server import forms
from tests.discord_server.acts import Acts
from tests.discord_server.application import Application
from tests.discord_server.faults import Fault
from tests.discord_server.forms import Json
from tests.discord_server.gateway import Gateway
from tests.discord_server.interactions import API, Interactions
from tests.discord_server.messages import Messages
from tests.discord_server.rooms import FORUM, TEXT, Rooms
from tests.discord_server.speed import Speed
from tests.discord_server.threads import Threads
from tests.discord_server.wire import body_of, refuse, unpack


@dataclass(frozen=True)
class Request:
    """What the bot asked for."""

    method: str
    path: str
    body: Any


class DiscordServer(Acts):
    """One guild with two channels and a forum, one bot; see the package's docstring."""

    def __init__(self, token: str = "token-of-the-test", port: int = 0) -> None:
        self.token, self.port = token, port
        self.bot = forms.user("900000000000000001", "tollbell", bot=True)
        self.guild, self.channel, self.other = "900000000000000002", "901", "902"
        self.forum = "903"
        self.guild_owner = "1"
        self.rooms = Rooms(self.guild, self.bot)
        for id_, kind in ((self.channel, TEXT), (self.other, TEXT), (self.forum, FORUM)):
            self.rooms.add(kind, id_)
        self.gateway = Gateway(token, self.bot, self._guilds)
        self.rooms.dispatch = self.gateway.dispatch
        self.posts = Messages(self.rooms)
        self.threads = Threads(self.rooms)
        self.application = Application(self.bot, self.gateway)
        self.interactions = Interactions(self.channel, self.bot)
        self.speed = Speed()
        self.requests: list[Request] = []
        self.files: dict[str, bytes] = {}  # what users attached
        self.broken: dict[tuple[str, str], int] = {}  # status by method and end of the path
        self.api_base = ""
        self._runner = web.AppRunner(self._app(), shutdown_timeout=1.0)

    def _guilds(self) -> list[Json]:
        made = forms.guild(self.guild, list(self.rooms.channels.values()), self.bot)
        open_ = [t for t in self.rooms.threads.values() if not t["thread_metadata"]["archived"]]
        return [{**made, "threads": open_, "owner_id": self.guild_owner}]

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
        """The messages of each channel and thread, oldest first."""
        return self.rooms.by_channel

    @property
    def violations(self) -> list[str]:
        """What was not in order in anything that the bot sent."""
        return self.application.violations + self.rooms.violations + self.interactions.violations

    @property
    def commands(self) -> list[Json]:
        """The commands that are registered."""
        return self.application.commands

    @commands.setter
    def commands(self, commands: list[Json]) -> None:
        self.application.commands = commands

    def count(self, method: str, ending: str) -> int:
        """How often the bot asked for a path with this ending."""
        return sum(r.method == method and r.path.endswith(ending) for r in self.requests)

    # What a test does

    async def ready(self) -> None:
        """Wait until a bot is connected."""
        await asyncio.wait_for(self.gateway.ready.wait(), 20)

    def fail(self, *faults: Fault) -> None:
        """Let the next requests that create or edit a message go wrong, in this order."""
        self.rooms.faults.extend(faults)

    # What the bot asks for

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[self._ordered])
        app.add_routes(
            [
                web.get("/gateway", self.gateway.connect),
                web.get("/attachments/{id}/{name}", self._attachment),
                *self.application.routes,
                *self.posts.routes,
                *self.threads.routes,
                *self.interactions.routes,
            ]
        )
        return app

    @web.middleware
    async def _ordered(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Note the request; refuse it without the bot's token where one is needed."""
        if not request.path.startswith(API):
            answer: web.StreamResponse = await handler(request)
            return answer
        await unpack(request)
        self.requests.append(Request(request.method, request.path, body_of(request)))
        open_to_all = request.path.startswith((f"{API}/interactions", f"{API}/webhooks"))
        if request.headers.get("Authorization") != f"Bot {self.token}" and not open_to_all:
            return refuse(401, 0, "401: Unauthorized")
        for (method, ending), status in self.broken.items():
            if request.method == method and request.path.endswith(ending):
                return refuse(status, 0, "Refused by the test")
        limited = None if open_to_all else self.speed.limited(request)
        if limited is not None:
            return limited
        answer = await handler(request)
        answer.headers.update(self.speed.headers(request))
        return answer

    async def _attachment(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["id"]])
