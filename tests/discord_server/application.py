"""The application and its commands: https://discord.com/developers/docs/resources/application"""

from typing import Any

from aiohttp import web

from tests.discord_server import forms, limits
from tests.discord_server.forms import Json, snowflake
from tests.discord_server.gateway import Gateway
from tests.discord_server.wire import body_of, reply

API = "/api/v10"


class Application:
    """Who the bot is, where its gateway is, and what it can be asked."""

    def __init__(self, bot: Json, gateway: Gateway) -> None:
        self.bot, self.gateway = bot, gateway
        self.commands: list[Json] = []
        self.violations: list[str] = []
        commands = f"{API}/applications/{{application}}/commands"
        self.routes = [
            web.get(f"{API}/users/@me", self._me),
            web.get(f"{API}/applications/@me", self._application),
            web.get(f"{API}/oauth2/applications/@me", self._application),
            web.get(f"{API}/gateway/bot", self._gateway_bot),
            web.get(commands, self._list_commands),
            web.put(commands, self._put_commands),
        ]

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
            self.violations += limits.command_violations(command)
        self.commands = [self._registered(command) for command in body_of(request)]
        return reply(self.commands)

    def _registered(self, command: Json) -> Json:
        """The command as it is listed: with ids, without what is only a default."""
        permissions = command.get("default_member_permissions")
        return {
            "description": "",
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
