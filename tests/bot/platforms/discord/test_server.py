"""The tests' own Discord server answers in documented form, where the document is present."""

import aiohttp
import pytest

from tests.discord_server import DiscordServer, limits

pytestmark = pytest.mark.skipif(
    limits.specification() is None,
    reason="Discord's OpenAPI document is not here: set TOLLBELL_DISCORD_OPENAPI to its path",
)


async def test_its_answers_fit_the_specification() -> None:
    async with DiscordServer() as server, aiohttp.ClientSession() as session:
        messages = f"/channels/{server.channel}/messages"
        commands = f"/applications/{server.bot['id']}/commands"
        command = {"name": "watch", "description": "x", "type": 1}
        forum = f"/channels/{server.forum}"
        threads = f"/guilds/{server.guild}/threads/active"
        post = {"name": "x", "message": {"content": "x"}}
        direct = {"recipient_id": "7"}
        reply = {"content": "x", "message_reference": {"message_id": "1"}}
        for method, path, body, schema in (
            ("GET", "/users/@me", None, "UserPIIResponse"),
            ("GET", "/applications/@me", None, "PrivateApplicationResponse"),
            ("GET", "/oauth2/applications/@me", None, "PrivateApplicationResponse"),
            ("GET", "/gateway/bot", None, "GatewayBotResponse"),
            ("POST", messages, {"content": "x"}, "MessageResponse"),
            ("POST", messages, {"embeds": [{"title": "x"}], "nonce": "n"}, "MessageResponse"),
            ("GET", messages, None, "MessageResponse"),
            ("POST", messages, {}, "Error"),  # its details have text codes, as in the prose
            ("GET", messages + "/1", None, "ErrorResponse"),
            ("PUT", commands, [command], "ApplicationCommandResponse"),
            ("GET", commands, None, "ApplicationCommandResponse"),
            ("GET", f"/channels/{server.channel}", None, "GuildChannelResponse"),
            ("GET", forum, None, "GuildChannelResponse"),
            ("POST", forum + "/threads", post, "CreatedThreadResponse"),
            ("GET", threads, None, "ThreadsResponse"),
            ("GET", forum + "/threads/archived/public", None, "ThreadsResponse"),
            ("POST", messages + "/1/threads", {"name": "x"}, "ErrorResponse"),
            ("POST", messages, reply, "Error"),
            ("POST", "/users/@me/channels", direct, "PrivateChannelResponse"),
        ):
            headers = {"Authorization": f"Bot {server.token}"}
            url = server.api_base + path
            async with session.request(method, url, json=body, headers=headers) as response:
                answer = await response.json()
            for one in answer if isinstance(answer, list) else [answer]:
                assert limits.schema_violations(one, schema) == [], (method, path)
