"""The service on Discord, from `/watch add` to the alert: real discord.py, a server on loopback."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import opened
from bot.config.load import load
from tests.discord_server import Answer as DiscordAnswer
from tests.discord_server import DiscordServer, Fault, until
from tests.feed_server import Answer, FeedServer, feed_server
from tests.service import Service, rss

STEEL = (
    "steel",
    "United States raises steel tariff from 25% to 50%",
    "The United States raised its tariff on imports of steel from 25% to 50% on Wednesday.",
)
CHIPS = (
    "chips",
    "China bans exports of graphite to the United States",
    "China has banned exports of graphite to the United States with immediate effect.",
)


@pytest.fixture
async def feeds() -> AsyncIterator[FeedServer]:
    async with feed_server() as running:
        yield running


@pytest.fixture
async def discord(feeds: FeedServer, tmp_path: Path) -> AsyncIterator[DiscordServer]:
    """A Discord server to which the whole service is connected."""
    feeds.says("/gazette", Answer(rss()))
    async with DiscordServer() as server:
        service = Service(tmp_path)
        service.feeds(feeds, ("gazette", "The Gazette", "official"))
        service.environment |= {
            "DISCORD_TOKEN": server.token,
            "TOLLBELL_DISCORD__API_BASE": server.api_base,
            "TOLLBELL_SOURCES__MIN_INTERVAL": "0",
        }
        async with opened(load(service.env())) as app:
            running = asyncio.create_task(app.run())
            await server.ready()
            yield server
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        assert server.violations == []


async def subscribe(discord: DiscordServer, preset: str) -> DiscordAnswer:
    asked = await discord.interact("watch add", {"preset": preset})
    return await discord.press(asked.messages[0], "Save")


async def test_a_subscribed_channel_gets_a_matching_alert_as_one_embed(
    discord: DiscordServer, feeds: FeedServer
) -> None:
    answer = await subscribe(discord, "steel-aluminium")
    assert "Steel and aluminium" in str(answer.messages)
    feeds.says("/gazette", Answer(rss(STEEL, CHIPS)))
    await until(lambda: discord.messages[discord.channel])
    latest = await discord.interact("trade latest", {"n": 5})
    assert "25 % → 50 %" in str(latest.messages)
    (message,) = discord.messages[discord.channel]
    (embed,) = message["embeds"]
    assert "25 % → 50 %" in embed["title"]
    assert discord.messages[discord.other] == []


async def test_what_a_channel_watches_is_listed_and_ends(
    discord: DiscordServer, feeds: FeedServer
) -> None:
    await subscribe(discord, "steel-aluminium")
    assert "Watched here" in str((await discord.interact("watch list")).messages)
    ended = await discord.interact("watch remove", {"watch": "steel-aluminium"})
    assert "No more alerts" in str(ended.messages)
    await subscribe(discord, "china-export-controls")
    feeds.says("/gazette", Answer(rss(STEEL, CHIPS)))
    await until(lambda: discord.messages[discord.channel])
    assert "graphite" in discord.messages[discord.channel][0]["embeds"][0]["title"]
    assert len(discord.messages[discord.channel]) == 1


async def test_a_preset_that_there_is_not_is_answered_with_the_nearest(
    discord: DiscordServer,
) -> None:
    answer = await discord.interact("watch add", {"preset": "steel-aluminum"})
    assert "did you mean 'steel-aluminium'?" in str(answer.messages)


async def test_a_lost_answer_does_not_double_the_alert(
    discord: DiscordServer, feeds: FeedServer
) -> None:
    await subscribe(discord, "steel-aluminium")
    discord.fail(Fault(accepted=True))
    feeds.says("/gazette", Answer(rss(STEEL)))
    await until(lambda: discord.count("POST", "/messages") > 1)
    assert len(discord.messages[discord.channel]) == 1
