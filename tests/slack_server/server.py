"""The whole server: https://docs.slack.dev/reference/methods"""

import asyncio
import itertools
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.slack_server import using
from tests.slack_server.answers import Answer, Answers
from tests.slack_server.faults import Fault
from tests.slack_server.posts import Posts, Room
from tests.slack_server.socket import Sockets
from tests.slack_server.wire import BODY, Json, bad, flag, good, read

SCOPES = (
    "channels:history,channels:read,chat:write,commands,files:write,groups:history,groups:read,"
    "im:history,im:write,usergroups:read,users:read"
)
Method = Callable[[web.Request], Awaitable[web.StreamResponse]]
_counter = itertools.count(1)


@dataclass(frozen=True)
class Request:
    """What the bot asked for."""

    method: str
    body: Json


class SlackServer:
    """One workspace with a few channels, one app; see the package's docstring for its use."""

    def __init__(self, port: int = 0) -> None:
        self.bot_token, self.app_token, self.port = "xoxb-of-the-test", "xapp-of-the-test", port
        self.team, self.channel, self.other = using.TEAM, "CTRADE", "COTHER"
        rooms = [Room(self.channel), Room(self.other, "other"), Room("CFOREIGN", member=False)]
        self.rooms = {room.id: room for room in rooms}
        self.talk = Posts(self.rooms)
        self.answers = Answers()
        self.sockets = Sockets()
        self.admins = {"UADMIN"}
        self.strangers: set[str] = set()  # from another workspace, in a shared channel
        self.groups: dict[str, list[str]] = {"SGROUP": ["UMEMBER"]}
        self.scopes = SCOPES
        self.requests: list[Request] = []
        self.uploads: list[Json] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.trouble: Callable[[str], Fault | None] = lambda _: None  # asked at every call
        self.api_base = ""
        self._runner = web.AppRunner(self._app(), shutdown_timeout=1.0)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self.api_base = f"http://127.0.0.1:{self.port}/api/"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Be gone."""
        await self.sockets.disconnect()
        await self._runner.cleanup()

    # What a test sees

    def posts(self, channel: str | None = None) -> list[Json]:
        """The messages of a channel, oldest first."""
        return self.rooms[channel or self.channel].messages

    @property
    def violations(self) -> list[str]:
        """What was not in order in anything that the bot sent."""
        return self.talk.violations + self.answers.violations

    def count(self, method: str) -> int:
        """How often the bot called a method."""
        return sum(request.method == method for request in self.requests)

    # What a test does

    async def ready(self) -> None:
        """Wait until the bot is connected."""
        await asyncio.wait_for(self.sockets.ready.wait(), 20)

    def fail(self, *faults: Fault, method: str = "chat.postMessage") -> None:
        """Let the next calls of a method go wrong, in this order."""
        self.faults[method].extend(faults)

    def delete(self, channel: str, ts: str) -> None:
        """Somebody deletes a message."""
        room = self.rooms[channel]
        room.messages = [one for one in room.messages if one["ts"] != ts]

    async def type(self, text: str, channel: str | None = None, user: str = "UADMIN") -> Answer:
        """Type a slash command, and get the answer when it comes."""
        command, _, words = text.partition(" ")
        token, url = self._address()
        payload = using.typed(command, words, channel or self.channel, user, token, url)
        return await self._interact("slash_commands", payload, token)

    async def press(
        self, button: Json, message: Json | None = None, user: str = "UADMIN"
    ) -> Answer:
        """Press a button of a message, or of an answer that only its reader sees."""
        token, url = self._address()
        payload = using.pressed(button, self.channel, user, token, url, message)
        return await self._interact("interactive", payload, token)

    async def choose(self, callback: str, message: Json, user: str = "UADMIN") -> Answer:
        """Choose a shortcut in the menu of a message."""
        token, url = self._address()
        payload = using.chosen(callback, message, self.channel, user, token, url)
        return await self._interact("interactive", payload, token)

    async def submit(self, asked: Answer, values: dict[str, Any], user: str = "UADMIN") -> Answer:
        """Fill in the modal that was opened; what follows is added to the first answer, too."""
        token, _ = self._address()
        payload = using.submitted(asked.views[-1], values, user, token)
        asked.came.clear()
        answer = self.answers.expect(token)
        await self.sockets.send("interactive", payload, lambda p: self.answers.acked(answer, p))
        came = [asyncio.ensure_future(one.came.wait()) for one in (answer, asked)]
        await asyncio.wait(came, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        for each in came:
            each.cancel()
        return answer

    async def happen(self, event: Json) -> None:
        """Tell the bot of an event; returns when it is acknowledged."""
        acked = asyncio.Event()
        payload = using.happened(event)
        await self.sockets.send("events_api", payload, lambda _: acked.set())
        await asyncio.wait_for(acked.wait(), 10)

    def _address(self) -> tuple[str, str]:
        token = f"interaction-{next(_counter)}"
        return token, f"http://127.0.0.1:{self.port}/response/{token}"

    async def _interact(self, kind: str, payload: Json, token: str) -> Answer:
        answer = self.answers.expect(token)
        await self.sockets.send(kind, payload, lambda given: self.answers.acked(answer, given))
        await asyncio.wait_for(answer.came.wait(), 10)
        return answer

    # What the bot asks for

    def _app(self) -> web.Application:
        app = web.Application()
        methods: dict[str, Method] = {
            "auth.test": self._auth_test,
            "apps.connections.open": self._open_connection,
            "chat.postMessage": self.talk.post,
            "chat.update": self.talk.update,
            "chat.postEphemeral": self.talk.post_ephemeral,
            "conversations.history": self.talk.history,
            "conversations.replies": self.talk.replies,
            "conversations.info": self._room_info,
            "conversations.open": self._open_direct,
            "users.info": self._user_info,
            "usergroups.users.list": self._group,
            "views.open": self.answers.open_view,
            "files.getUploadURLExternal": self._upload_address,
            "files.completeUploadExternal": self._uploaded,
        }
        for name, method in methods.items():
            app.router.add_route("*", f"/api/{name}", self._checked(name, method))
        app.router.add_get("/link", self.sockets.connect)
        app.router.add_post("/response/{token}", self.answers.respond)
        app.router.add_post("/upload/{id}", self._upload)
        return app

    def _checked(self, name: str, method: Method) -> Method:
        """A method that is noted, wants its token, and goes wrong when a test says so."""

        async def call(request: web.Request) -> web.StreamResponse:
            request[BODY] = await read(request)
            self.requests.append(Request(name, request[BODY]))
            wanted = self.app_token if name == "apps.connections.open" else self.bot_token
            if request.headers.get("Authorization") != f"Bearer {wanted}":
                return bad("invalid_auth")
            fault = self.faults[name].popleft() if self.faults[name] else self.trouble(name)
            if fault is not None and not fault.accepted:
                return await fault.response(request)
            answer = await method(request)
            return answer if fault is None else await fault.response(request)

        return call

    async def _auth_test(self, _: web.Request) -> web.Response:
        names = {"team": "Acme", "team_id": self.team, "user": "tollbell", "user_id": "UBOT"}
        answer = good(url="https://acme.slack.com/", bot_id="B1", **names)
        answer.headers["x-oauth-scopes"] = self.scopes
        return answer

    async def _open_connection(self, _: web.Request) -> web.Response:
        return good(url=f"ws://127.0.0.1:{self.port}/link?ticket={self.sockets.ticket()}")

    async def _room_info(self, request: web.Request) -> web.Response:
        room = self.talk.room(request[BODY])
        if isinstance(room, web.Response):
            return room
        told = {"id": room.id, "name": room.name, "creator": room.creator}
        flags = {"is_archived": room.archived, "is_member": room.member}
        return good(channel={**told, **flags, "is_private": room.private})

    async def _open_direct(self, request: web.Request) -> web.Response:
        user = str(request[BODY].get("users"))
        if not user.startswith("U"):
            return bad("user_not_found")
        room = self.rooms.setdefault(f"D{user[1:]}", Room(f"D{user[1:]}", "direct"))
        return good(channel={"id": room.id})

    async def _user_info(self, request: web.Request) -> web.Response:
        user = str(request[BODY].get("user"))
        admin = user in self.admins
        profile = {"display_name": f"{user.lower()}-name", "real_name": user}
        team = "TELSEWHERE" if user in self.strangers else self.team
        told = {"id": user, "name": user.lower(), "profile": profile, "team_id": team}
        return good(user={**told, "is_admin": admin, "is_owner": False, "is_bot": False})

    async def _group(self, request: web.Request) -> web.Response:
        group = self.groups.get(str(request[BODY].get("usergroup")))
        return bad("no_such_subteam") if group is None else good(users=group)

    async def _upload_address(self, request: web.Request) -> web.Response:
        self.uploads.append({"name": request[BODY]["filename"]})
        number = len(self.uploads) - 1
        url = f"http://127.0.0.1:{self.port}/upload/{number}"
        return good(upload_url=url, file_id=f"F{number}")

    async def _upload(self, request: web.Request) -> web.Response:
        self.uploads[int(request.match_info["id"])]["content"] = await request.read()
        return web.Response(text="OK")

    async def _uploaded(self, request: web.Request) -> web.Response:
        body = request[BODY]
        assert not flag(body.get("dry_run"))
        for file in body["files"]:
            self.uploads[int(file["id"][1:])]["channel"] = body["channel_id"]
        return good(files=[{"id": file["id"], "title": "x"} for file in body["files"]])
