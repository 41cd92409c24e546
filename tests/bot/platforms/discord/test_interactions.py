"""A command that is used is answered, whatever happens."""

import asyncio
import logging

import pytest

from bot.model.command import Call, Reply
from bot.model.errors import TellUser
from tests.bot.platforms.discord.live import connected
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, Fault, until


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
