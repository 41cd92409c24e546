"""Messages on their way to a Discord server, and what a refused one means for the outbox."""

import time
from dataclasses import replace

import aiohttp
import pytest

from bot.app import now
from bot.model.errors import Closed, Gone, TollbellError, TryLater, Undeliverable
from bot.platforms.discord import rest
from bot.platforms.discord.client import Discord
from bot.platforms.discord.refusals import Refused, refusal
from bot.platforms.discord.settings import DiscordSettings
from tests.bot.platforms.discord.live import at, connected
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, Fault


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
        server.fail(Fault(400, code=50035), Fault(400, code=50035))
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


async def test_nothing_is_sent_before_it_is_connected(server: DiscordServer) -> None:
    discord = Discord(DiscordSettings(server.token, server.api_base), now)
    with pytest.raises(TryLater, match="not connected"):
        await discord.send(at(server), ALERT, "a")
    with pytest.raises(TryLater, match="not connected"):
        await discord.edit(at(server), "1", ALERT)


@pytest.mark.parametrize(
    ("status", "code", "means"),
    [
        (400, 50035, Refused),
        (401, 0, TryLater),
        (403, 50013, Closed),
        (403, 50001, Closed),
        (403, 0, TryLater),
        (403, 40333, TryLater),
        (403, 50007, Undeliverable),
        (404, 10003, Closed),
        (404, 10004, Closed),
        (404, 10008, Gone),
        (400, 50083, Closed),
        (403, 160005, Closed),
        (405, 0, Refused),
        (408, 0, TryLater),
        (413, 40005, Refused),
        (429, 30046, TryLater),
        (429, 20016, TryLater),
    ],
)
def test_a_refusal_is_final_or_not(status: int, code: int, means: type[TollbellError]) -> None:
    assert isinstance(refusal(status, code, "why"), means)


def test_a_reply_to_a_message_that_is_gone_says_so() -> None:
    text = "Invalid Form Body\nIn message_reference: Unknown message"
    assert isinstance(refusal(400, 50035, text), Gone)


def test_a_refused_token_says_what_to_do() -> None:
    assert "set DISCORD_TOKEN" in str(refusal(401, 0, "401: Unauthorized"))


def test_a_refusal_gives_the_reason_on_one_short_line() -> None:
    told = str(refusal(400, 50035, "Invalid Form Body\n" + "x" * 900))
    assert told.startswith("Discord refuses this (400, 50035): Invalid Form Body x")
    assert len(told) < 400
