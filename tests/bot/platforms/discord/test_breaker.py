"""The fuse before Discord's ban."""

import logging

import pytest

from bot.model.errors import TryLater
from bot.platforms.discord import breaker
from bot.platforms.discord.breaker import Breaker
from tests.bot.platforms.discord.live import at, connected
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, Fault


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_many_refusals_in_a_window_open_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "MOST", 3)
    clock = Clock()
    fuse = Breaker(clock)
    for status in (200, 404, 403, 429, 500):
        fuse.count(status)
    fuse.check()
    clock.now += breaker.WINDOW
    fuse.count(403)
    fuse.count(429)
    fuse.check()
    fuse.count(403)
    with pytest.raises(TryLater, match="refused 3 requests") as told:
        fuse.check()
    assert told.value.unsent
    assert told.value.after == breaker.WINDOW
    clock.now += breaker.WINDOW
    fuse.check()


def test_it_opens_far_below_the_ban() -> None:
    assert breaker.MOST * 5 <= 10_000


def test_an_interactions_own_token_says_nothing_about_the_bots() -> None:
    fuse = Breaker(Clock())
    fuse.count(401, ours=False)
    fuse.check()


async def test_a_refused_token_stops_everything_and_says_so(
    server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(server) as discord:
        server.fail(Fault(401))
        for key in "ab":
            with pytest.raises(TryLater, match="set DISCORD_TOKEN") as told:
                await discord.send(at(server), ALERT, key)
            assert told.value.unsent
        assert (await server.interact("trade latest")).content.startswith("trade latest")
    assert server.count("POST", "/messages") == 1
    assert [r.levelno for r in caplog.records if "nothing is sent" in r.getMessage()] == [
        logging.ERROR
    ]


async def test_a_shared_limit_is_not_counted(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "MOST", 1)
    async with connected(server) as discord:
        server.fail(Fault(429, retry_after=0.01, scope="shared"), Fault(429, retry_after=0.01))
        for sentence in ("exceeded", "exceeded", "refused 1 requests"):
            with pytest.raises(TryLater, match=sentence):
                await discord.send(at(server), ALERT, "a")
