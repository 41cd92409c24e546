"""Real discord.py stays connected to a Discord server on loopback."""

import asyncio
import json
import logging
import time

import pytest

from bot.app import now
from bot.model.errors import TollbellError
from bot.platforms.discord import client as room
from bot.platforms.discord.client import Discord
from bot.platforms.discord.gateway import Gateway
from bot.platforms.discord.settings import DiscordSettings
from tests.bot.platforms.discord.live import COMMANDS, at, connected, echo
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, until
from tests.fakes import Paper


async def test_commands_are_registered_once(server: DiscordServer) -> None:
    for _ in range(2):
        async with connected(server):
            pass
    assert server.count("PUT", "/commands") == 1
    async with connected(server, commands=COMMANDS[:1]):
        pass
    assert server.count("PUT", "/commands") == 2
    assert [command["name"] for command in server.commands] == ["watch"]
    assert server.violations == []


async def test_commands_are_registered_where_they_cannot_be_listed(server: DiscordServer) -> None:
    server.broken["GET", "/commands"] = 404
    async with connected(server):
        assert [command["name"] for command in server.commands] == ["watch", "trade"]


async def test_alerts_are_sent_where_commands_are_refused(
    server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.broken["PUT", "/commands"] = 400
    async with connected(server) as discord:
        assert await discord.send(at(server), ALERT, "a")
    assert "did not take the commands" in caplog.text


async def test_a_server_with_one_of_the_two_addresses_of_the_application_will_do(
    server: DiscordServer,
) -> None:
    server.broken["GET", "/oauth2/applications/@me"] = 404
    async with connected(server) as discord:
        assert await discord.send(at(server), ALERT, "a")


async def test_a_disconnect_is_resumed_and_loses_no_interaction(server: DiscordServer) -> None:
    async with connected(server) as discord:
        await server.gateway.disconnect(4000)
        answer = await server.interact("trade latest")
        assert answer.content.startswith("trade latest")
        assert await discord.send(at(server), ALERT, "a")
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


async def at_once(client: Gateway, shard_id: int | None, *, initial: bool = False) -> None:
    """In the place of discord.py's five seconds before a second IDENTIFY."""


async def test_a_forgotten_session_begins_anew_at_the_same_server(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Gateway, "before_identify_hook", at_once)
    async with connected(server) as discord:
        await server.gateway.disconnect(4009, forget=True)
        await server.ready()
        answer = await server.interact("trade latest")
        assert answer.content.startswith("trade latest")
        assert await discord.send(at(server), ALERT, "a")
    assert server.gateway.identified == 2


async def test_it_stops_at_once_while_it_resumes(server: DiscordServer) -> None:
    async with connected(server):
        server.gateway.silent = True
        await server.gateway.disconnect(4000)
        await until(lambda: server.gateway.connections == 2)
        began = time.monotonic()
    assert time.monotonic() - began < 1


async def test_it_does_not_wait_for_a_goodbye(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "GOODBYE", 0.1)
    server.gateway.deaf = True
    async with connected(server):
        began = time.monotonic()
    assert time.monotonic() - began < 2


async def test_a_server_that_comes_back_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gateway, "before_identify_hook", at_once)
    async with DiscordServer() as first, connected(first) as discord:
        await first.stop()
        async with DiscordServer(port=first.port) as again:
            again.commands = first.commands
            await again.ready()
            answer = await again.interact("trade latest")
            assert answer.content.startswith("trade latest")
            assert await discord.send(at(again), ALERT, "a")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("GUILD_CREATE", {"id": "x"}),
        ("GUILD_CREATE", None),
        ("CHANNEL_UPDATE", {"type": "text"}),
        ("INTERACTION_CREATE", {"type": 2}),
        ("INTERACTION_CREATE", []),
        ("NO_SUCH_EVENT", {"x": 1}),
        ("GUILD_DELETE", {}),
    ],
)
async def test_a_malformed_event_costs_that_event_only(
    server: DiscordServer, name: str, data: object
) -> None:
    async with connected(server) as discord:
        await server.gateway.say(json.dumps({"op": 0, "t": name, "s": 99, "d": data}))
        answer = await server.interact("trade latest")
        assert answer.content.startswith("trade latest")
        assert await discord.send(at(server), ALERT, "a")
    assert server.gateway.identified == 1


@pytest.mark.parametrize("garbage", ["{", "[]", '"x"', '{"op": 10, "d": null}', "\x00"])
async def test_garbage_begins_a_new_session(
    server: DiscordServer, garbage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "FIRST_PAUSE", 0.01)
    async with connected(server):
        server.gateway.ready.clear()
        await server.gateway.say(garbage)
        await server.ready()
        answer = await server.interact("trade latest")
        assert answer.content.startswith("trade latest")
    assert server.gateway.identified == 2


async def test_a_refused_token_ends_it_with_one_sentence(server: DiscordServer) -> None:
    discord = Discord(DiscordSettings("wrong", server.api_base), now)
    with pytest.raises(TollbellError, match="set DISCORD_TOKEN") as told:
        await discord.run(Paper(COMMANDS, echo))
    assert told.value.__suppress_context__
    assert "wrong" not in str(told.value)


@pytest.mark.parametrize(("code", "sentence"), [(4004, "set DISCORD_TOKEN"), (4014, "intents")])
async def test_a_final_close_ends_it_with_one_sentence(
    server: DiscordServer, code: int, sentence: str
) -> None:
    server.gateway.refuses = code
    discord = Discord(DiscordSettings(server.token, server.api_base), now)
    with pytest.raises(TollbellError, match=sentence):
        await asyncio.wait_for(discord.run(Paper(COMMANDS, echo)), 10)


async def test_it_waits_for_a_server_that_is_not_there_yet(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(room, "FIRST_PAUSE", 0.01)
    settings = DiscordSettings("token", "http://127.0.0.1:9/api/v10")
    running = asyncio.ensure_future(Discord(settings, now).run(Paper(COMMANDS, echo)))
    await until(lambda: sum(record.levelno >= logging.WARNING for record in caplog.records) > 1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert all(record.exc_info is None for record in told)
    assert "connecting again in" in told[0].getMessage()


async def test_a_gateway_that_is_not_there_is_one_line(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(room, "FIRST_PAUSE", 5.0)
    settings = DiscordSettings(server.token, server.api_base, "ws://127.0.0.1:9/gateway")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(Discord(settings, now).run(Paper(COMMANDS, echo)), 0.5)
    (told,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert told.exc_info is None
    assert "the gateway cannot be reached" in told.getMessage()


async def test_the_configured_gateway_is_the_only_one(server: DiscordServer) -> None:
    url, server.gateway.url = server.gateway.url, "ws://127.0.0.1:9/elsewhere"
    async with connected(server, gateway=url):
        await server.gateway.disconnect(4000)
        answer = await server.interact("trade latest")
        assert answer.content.startswith("trade latest")


async def test_it_says_how_to_invite_it(
    server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        async with connected(server):
            pass
    (told,) = [r.getMessage() for r in caplog.records if "oauth2/authorize" in r.getMessage()]
    assert f"client_id={server.bot['id']}" in told
    assert "scope=bot+applications.commands" in told
    assert f"permissions={1 << 10 | 1 << 11 | 1 << 14 | 1 << 16 | 1 << 35 | 1 << 38}" in told


async def test_it_asks_for_no_privileged_intent(server: DiscordServer) -> None:
    async with connected(server):
        pass
    assert server.gateway.intents == 1 << 0 | 1 << 9
