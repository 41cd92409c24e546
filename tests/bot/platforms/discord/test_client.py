"""Real discord.py against a Discord server on loopback."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest

from bot.model.command import Call, Command, Option, OptionKind, Reply
from bot.model.errors import TellUser, TollbellError, TryLater, Undeliverable
from bot.model.watch import Channel
from bot.platforms.discord import client as room
from bot.platforms.discord import rest
from bot.platforms.discord.client import Discord
from bot.platforms.discord.gateway import Gateway
from bot.platforms.discord.settings import DiscordSettings
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, Fault, until

PRESET = Option("preset", "Which watch", required=True, choices=("us-tariffs", "metals"))
COMMANDS = (
    Command("watch add", "Tell this channel what a watch takes", (PRESET,), manages=True),
    Command("trade latest", "Recent events", (Option("n", "How many", OptionKind.NUMBER),)),
)


async def echo(call: Call) -> Reply:
    return Reply((f"{call.command} {dict(call.values)} by {call.user} in {call.channel.id}",))


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@asynccontextmanager
async def connected(
    server: DiscordServer,
    handle: Callable[[Call], Awaitable[Reply]] = echo,
    commands: tuple[Command, ...] = COMMANDS,
    gateway: str = "",
) -> AsyncIterator[Discord]:
    """A bot that is connected."""
    discord = Discord(DiscordSettings(server.token, server.api_base, gateway))
    running = asyncio.ensure_future(discord.run(commands, handle))
    await server.ready()
    await until(lambda: discord._rest and discord._rest.connected)
    try:
        yield discord
    finally:
        assert not running.done()
        running.cancel()
        await asyncio.wait_for(asyncio.gather(running, return_exceptions=True), 5)


def at(server: DiscordServer, channel: str | None = None) -> Channel:
    return Channel("discord", channel or server.channel, server.guild)


async def test_a_message_is_one_embed(server: DiscordServer) -> None:
    async with connected(server) as discord:
        ref = await discord.send(at(server), ALERT, "delivery 1")
    (message,) = server.messages[server.channel]
    assert message["id"] == ref
    assert [embed["title"] for embed in message["embeds"]] == [
        "▼ US lowers tariff on goods from CN: 57 % → 47 %"
    ]
    assert server.violations == []


async def test_the_same_key_twice_is_one_message(server: DiscordServer) -> None:
    async with connected(server) as discord:
        refs = [await discord.send(at(server), ALERT, key) for key in ("a", "a", "b")]
    assert refs[0] == refs[1] != refs[2]
    assert len(server.messages[server.channel]) == 2


@pytest.mark.parametrize(
    "fault",
    [Fault(accepted=True), Fault(500, accepted=True), Fault(502, accepted=True), Fault(503)],
)
async def test_a_lost_answer_and_a_repeat_are_one_message(
    server: DiscordServer, fault: Fault
) -> None:
    async with connected(server) as discord:
        server.fail(fault)
        with pytest.raises(TryLater):
            await discord.send(at(server), ALERT, "a")
        ref = await discord.send(at(server), ALERT, "a")
    assert [message["id"] for message in server.messages[server.channel]] == [ref]


@pytest.mark.parametrize("fault", [Fault(), Fault(500), Fault(429, retry_after=7.5)])
async def test_a_passing_failure_is_told_at_once(server: DiscordServer, fault: Fault) -> None:
    async with connected(server) as discord:
        server.fail(fault)
        began = time.monotonic()
        with pytest.raises(TryLater) as told:
            await discord.send(at(server), ALERT, "a")
    assert time.monotonic() - began < 1
    assert told.value.after == (7.5 if fault.status == 429 else None)
    assert server.messages[server.channel] == []


async def test_an_answer_that_does_not_come_is_not_waited_for(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "TIMEOUT", aiohttp.ClientTimeout(total=0.1))
    async with connected(server) as discord:
        server.fail(Fault(503, accepted=True, delay=0.3))
        with pytest.raises(TryLater, match="in time"):
            await discord.send(at(server), ALERT, "a")
        await discord.send(at(server), ALERT, "a")
    assert len(server.messages[server.channel]) == 1


async def test_a_global_limit_holds_all_channels(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault(429, retry_after=0.2, everywhere=True))
        with pytest.raises(TryLater):
            await discord.send(at(server), ALERT, "a")
        began = time.monotonic()
        await discord.send(at(server, server.other), ALERT, "b")
    assert time.monotonic() - began > 0.15


async def test_a_limit_without_via_is_the_proxys(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault(429, retry_after=3, via=False))
        with pytest.raises(TryLater) as told:
            await discord.send(at(server), ALERT, "a")
    assert told.value.after == 3


async def test_a_closed_or_unknown_channel_is_given_up(server: DiscordServer) -> None:
    server.posts.forbidden.add(server.other)
    async with connected(server) as discord:
        with pytest.raises(Undeliverable, match="Send Messages"):
            await discord.send(at(server, server.other), ALERT, "a")
        with pytest.raises(Undeliverable, match="gone"):
            await discord.send(at(server, "404"), ALERT, "b")
        with pytest.raises(Undeliverable, match="not an id"):
            await discord.send(at(server, "../users/@me"), ALERT, "c")


async def test_a_refused_body_is_given_up_with_its_reason(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault(400, code=50035))
        with pytest.raises(Undeliverable, match="Refused by the test"):
            await discord.send(at(server), ALERT, "a")


async def test_an_edit_takes_the_place_of_the_message(server: DiscordServer) -> None:
    async with connected(server) as discord:
        ref = await discord.send(at(server), ALERT, "a")
        await discord.edit(at(server), ref, replace(ALERT, title="US ends tariff"))
        (message,) = server.messages[server.channel]
        assert message["embeds"][0]["title"] == "▼ US ends tariff"
        server.delete(server.channel, ref)
        with pytest.raises(Undeliverable, match="deleted"):
            await discord.edit(at(server), ref, ALERT)


async def test_what_was_sent_and_then_deleted_is_not_sent_again(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.delete(server.channel, await discord.send(at(server), ALERT, "a"))
        with pytest.raises(Undeliverable, match="deleted"):
            await discord.send(at(server), ALERT, "a")
    assert server.messages[server.channel] == []


async def test_a_reply_refers_to_its_message(server: DiscordServer) -> None:
    async with connected(server) as discord:
        first = await discord.send(at(server), ALERT, "a")
        await discord.send(at(server), ALERT, "b", reply_to=first)
    assert server.messages[server.channel][1]["message_reference"]["message_id"] == first


async def test_nothing_is_sent_before_it_is_connected(server: DiscordServer) -> None:
    discord = Discord(DiscordSettings(server.token, server.api_base))
    with pytest.raises(TryLater, match="not connected"):
        await discord.send(at(server), ALERT, "a")
    with pytest.raises(TryLater, match="not connected"):
        await discord.edit(at(server), "1", ALERT)


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


async def test_an_answer_that_is_refused_is_one_line(
    server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.broken["POST", "/callback"] = 404
    async with connected(server):
        asking = asyncio.ensure_future(server.interact("trade latest"))
        await until(lambda: "an answer did not reach Discord" in caplog.text)
        asking.cancel()
        assert len([r for r in caplog.records if r.levelno >= logging.WARNING]) == 1


async def test_a_command_of_an_older_bot_is_answered(server: DiscordServer) -> None:
    async with connected(server):
        server.commands.append({**server.commands[1], "name": "old", "options": []})
        answer = await server.interact("old")
    assert answer.content == "I do not know /old any more; Discord will learn it soon."


async def test_an_unknown_kind_of_interaction_is_left_alone(server: DiscordServer) -> None:
    async with connected(server):
        await server.gateway.dispatch("INTERACTION_CREATE", {"type": 3, "id": "1", "token": "t"})
        await server.interact("trade latest")
    assert server.count("POST", "/callback") == 1


async def test_a_command_is_answered_privately(server: DiscordServer) -> None:
    async with connected(server):
        answer = await server.interact("watch add", {"preset": "metals"}, user="53")
    assert answer.content == "watch add {'preset': 'metals'} by 53 in 901"
    assert answer.private
    assert not answer.deferred
    assert server.violations == []


async def test_a_shared_answer_is_public_with_its_messages(server: DiscordServer) -> None:
    async def share(call: Call) -> Reply:
        return Reply(("Latest",), (ALERT,) * 12, private=False)

    async with connected(server, share):
        answer = await server.interact("trade latest", {"n": 3}, permissions=0)
        await until(lambda: len(answer.messages) == 2)
    assert not answer.private
    assert [len(message["embeds"]) for message in answer.messages] == [10, 2]
    assert server.violations == []


@pytest.mark.parametrize("private", [True, False])
async def test_a_slow_answer_is_deferred(
    server: DiscordServer, private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.discord.interactions.PATIENCE", 0.05)

    async def slow(call: Call) -> Reply:
        await asyncio.sleep(0.1)
        return Reply(("Here",), (ALERT,), private=private)

    async with connected(server, slow):
        answer = await server.interact("trade latest")
        await until(lambda: answer.embeds)
    assert answer.deferred
    assert answer.private
    assert [bool(m.get("flags")) for m in answer.messages[1:]] == ([] if private else [False])
    assert server.violations == []


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_lost_first_response_is_given_again(server: DiscordServer, accepted: bool) -> None:
    server.interactions.faults.append(Fault(accepted=accepted))
    async with connected(server):
        answer = await server.interact("trade latest")
        await until(lambda: server.count("POST", "/callback") == 2)
    assert [message["content"] for message in answer.messages] == ["trade latest {} by 7 in 901"]


async def test_who_may_not_manage_is_told_so(server: DiscordServer) -> None:
    async with connected(server):
        answer = await server.interact("watch add", {"preset": "metals"}, permissions=0)
    assert answer.content == "You need Manage Channels in this channel for /watch add."
    assert answer.private


@pytest.mark.parametrize(
    ("error", "sentence", "lines"),
    [
        (TellUser("There is no such watch."), "There is no such watch.", 0),
        (ZeroDivisionError("secret"), "That did not work", 1),
    ],
)
async def test_an_error_is_a_private_sentence(
    server: DiscordServer,
    error: Exception,
    sentence: str,
    lines: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(call: Call) -> Reply:
        raise error

    with caplog.at_level(logging.INFO, "bot.platforms.discord.interactions"):
        async with connected(server, fail):
            answer = await server.interact("trade latest")
    assert answer.content.startswith(sentence)
    assert answer.private
    told = [r for r in caplog.records if r.name == "bot.platforms.discord.interactions"]
    assert len(told) == lines


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
    discord = Discord(DiscordSettings("wrong", server.api_base))
    with pytest.raises(TollbellError, match="set DISCORD_TOKEN") as told:
        await discord.run(COMMANDS, echo)
    assert told.value.__suppress_context__
    assert "wrong" not in str(told.value)


@pytest.mark.parametrize(("code", "sentence"), [(4004, "set DISCORD_TOKEN"), (4014, "intents")])
async def test_a_final_close_ends_it_with_one_sentence(
    server: DiscordServer, code: int, sentence: str
) -> None:
    server.gateway.refuses = code
    discord = Discord(DiscordSettings(server.token, server.api_base))
    with pytest.raises(TollbellError, match=sentence):
        await asyncio.wait_for(discord.run(COMMANDS, echo), 10)


async def test_it_waits_for_a_server_that_is_not_there_yet(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(room, "FIRST_PAUSE", 0.01)
    settings = DiscordSettings("token", "http://127.0.0.1:9/api/v10")
    running = asyncio.ensure_future(Discord(settings).run(COMMANDS, echo))
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
        await asyncio.wait_for(Discord(settings).run(COMMANDS, echo), 0.5)
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
    assert f"permissions={1 << 10 | 1 << 11 | 1 << 14 | 1 << 16 | 1 << 38}" in told


async def test_it_asks_for_no_privileged_intent(server: DiscordServer) -> None:
    async with connected(server):
        pass
    assert server.gateway.intents == 1
