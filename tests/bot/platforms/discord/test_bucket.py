"""A route's limit: nothing waits that need not, and nothing that must not is sent."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from discord.errors import RateLimited

from bot.model.errors import TryLater
from bot.platforms.discord import rest
from bot.platforms.discord.bucket import Bucket
from tests.bot.platforms.discord.live import at, connected
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, Fault


def headers(limit: int, remaining: int, after: float) -> Any:
    names = ("Limit", "Remaining", "Reset-After")
    told = dict(zip(names, (limit, remaining, after), strict=True))
    return SimpleNamespace(headers={f"X-Ratelimit-{name}": str(it) for name, it in told.items()})


async def test_without_headers_one_is_under_way_at_a_time() -> None:
    bucket, order = Bucket(30.0), []

    async def use(name: str) -> None:
        async with bucket:
            order.append(f"{name} in")
            await asyncio.sleep(0)
            order.append(f"{name} out")

    await asyncio.gather(*map(use, "abc"))
    assert order == ["a in", "a out", "b in", "b out", "c in", "c out"]


async def test_the_last_request_of_a_window_comes_back_at_once() -> None:
    bucket = Bucket(30.0)
    async with asyncio.timeout(0.5):
        async with bucket:
            bucket.update(headers(1, 0, 20.0))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await bucket.acquire()


async def test_what_is_under_way_is_not_sent_twice_over() -> None:
    bucket = Bucket(30.0)
    async with bucket:
        bucket.update(headers(3, 2, 20.0))
    await bucket.acquire()
    await bucket.acquire()
    bucket.update(headers(3, 1, 20.0))  # the first of the two; the other is not counted yet
    assert bucket.remaining == 0


async def test_a_window_is_waited_for_and_then_open() -> None:
    bucket = Bucket(30.0)
    async with bucket:
        bucket.update(headers(2, 0, 0.05))
    began = asyncio.get_running_loop().time()
    async with bucket, bucket:
        assert asyncio.get_running_loop().time() - began >= 0.04


async def test_a_window_that_is_too_long_is_told_each_time() -> None:
    bucket = Bucket(30.0)
    async with bucket:
        bucket.update(headers(1, 0, 31.0))
    for _ in range(2):
        with pytest.raises(RateLimited):
            await bucket.acquire()


async def test_a_waiting_request_that_is_cancelled_blocks_no_other() -> None:
    bucket = Bucket(30.0)
    await bucket.acquire()
    waiting = asyncio.ensure_future(bucket.acquire())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await bucket.__aexit__(None, None, None)
    async with asyncio.timeout(0.5):
        await bucket.acquire()


async def test_a_limited_channel_is_not_asked_again_at_once(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault(429, retry_after=60))
        for _ in range(3):
            with pytest.raises(TryLater) as told:
                await discord.send(at(server), ALERT, "a")
            assert told.value.unsent
            assert told.value.after == pytest.approx(60, abs=1)
        await discord.send(at(server, server.other), ALERT, "b")
    assert server.count("POST", "/901/messages") == 1


async def test_the_headers_of_a_channel_are_kept_to(server: DiscordServer) -> None:
    server.speed.channel = (3, 0.3)
    async with connected(server) as discord:
        await asyncio.gather(*(discord.send(at(server), ALERT, f"d-{n}") for n in range(7)))
    assert server.speed.refused == 0
    assert len(server.messages[server.channel]) == 7


async def test_too_many_edits_of_an_old_message_hold_nothing_else(server: DiscordServer) -> None:
    """https://github.com/discord/discord-api-docs/issues/4413: a 429 without `retry_after`."""
    async with connected(server) as discord:
        ref = await discord.send(at(server), ALERT, "a")
        server.fail(Fault(429, code=30046))
        with pytest.raises(TryLater) as told:
            await discord.edit(at(server), ref, ALERT)
        assert told.value.after == 3600
        async with asyncio.timeout(1):
            await discord.send(at(server), ALERT, "b")


async def test_buckets_out_of_use_are_dropped(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "BUCKETS", 4)
    async with connected(server) as discord:
        assert discord._session
        client = discord._session.rest
        client._enough = 4
        held = client.get_ratelimit("held")
        assert isinstance(held, Bucket)
        held.hold(60)
        for number in range(20):
            client.get_ratelimit(f"key {number}")
        assert len(client._buckets) <= 10
        assert client.get_ratelimit("held") is held
