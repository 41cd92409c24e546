"""The service on Discord, from `/watch add` to the alert: real discord.py, a server on loopback."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import opened
from bot.config.load import load
from tests.discord_server import Answer as DiscordAnswer
from tests.discord_server import DiscordServer, Fault, Person, rooms, until
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
            os.kill(os.getpid(), signal.SIGTERM)  # as an operator ends it
            await asyncio.wait_for(running, 20)
        assert server.violations == []


async def subscribe(discord: DiscordServer, preset: str, **where: str) -> DiscordAnswer:
    asked = await discord.interact("watch add", {"preset": preset, **where})
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


DELAYED = (
    "delayed",
    "US delays steel tariff of 50% until July 9",
    "The United States delayed its 50% tariff on imports of steel until 9 July 2027.",
)
READER = Person("55", 0)


async def test_in_a_forum_a_story_is_a_post_that_lives(
    discord: DiscordServer, feeds: FeedServer
) -> None:
    await subscribe(discord, "steel-aluminium", channel=discord.forum, role="66")
    feeds.says("/gazette", Answer(rss(STEEL)))
    await until(lambda: discord.rooms.threads)
    (post,) = discord.rooms.threads
    (alert,) = discord.messages[post]
    assert alert["content"].startswith("<@&66> ▲ US")
    details = await discord.press(alert, "Details", post, READER)
    assert "United States raises steel tariff" in str(details.embeds)
    await discord.press(alert, "Reviewed", post, READER)
    await until(lambda: "<@55>" in str(alert["embeds"]))
    feeds.says("/gazette", Answer(rss(STEEL, DELAYED)))
    await until(lambda: len(discord.messages[post]) == 2)
    assert "9 Jul 2027" in discord.messages[post][1]["embeds"][0]["title"]
    assert len(discord.rooms.threads) == 1


async def test_what_moderators_do_is_heeded(discord: DiscordServer, feeds: FeedServer) -> None:
    await subscribe(discord, "steel-aluminium")
    await subscribe(discord, "steel-aluminium", channel=discord.other)
    feeds.says("/gazette", Answer(rss(STEEL)))
    await until(lambda: all(discord.messages[it] for it in (discord.channel, discord.other)))
    (alert,) = discord.messages[discord.channel]
    await discord.moderate(discord.channel, alert["id"])
    await discord.rooms.remove(discord.other)
    await until(lambda: discord.posts.directs)
    told = discord.posts.directs["7"]
    await until(lambda: discord.messages[told])
    assert "paused" in str(discord.messages[told][0]["embeds"])
    assert "its message was deleted" in str((await discord.interact("watch mutes")).messages)
    feeds.says("/gazette", Answer(rss(STEEL, DELAYED, CHIPS)))
    latest = await discord.interact("trade latest")
    while "graphite" not in str(latest.messages):
        latest = await discord.interact("trade latest")
    assert discord.messages[discord.channel] == []


async def test_a_missing_permission_is_named_at_once(discord: DiscordServer) -> None:
    await discord.rooms.deny(discord.other, rooms.EMBED_LINKS)
    answer = await discord.interact("watch add", {"preset": "metals", "channel": discord.other})
    assert "Embed Links" in answer.content


async def test_a_channel_is_managed_without_leaving_discord(
    discord: DiscordServer, feeds: FeedServer
) -> None:
    async def ask(command: str, **values: object) -> str:
        return str((await discord.interact(f"watch {command}", values)).messages)

    asked = await discord.interact("watch add", {"min_severity": "medium"})
    shown = await discord.fill(asked, {"rule": "product:steel from:us", "name": "Our steel"})
    assert "product:steel AND from:US" in str(shown.messages)
    await discord.press(shown.messages[0], "Save")
    await subscribe(discord, "steel-aluminium")  # a new rule is taken after some seconds only
    feeds.says("/gazette", Answer(rss(STEEL, CHIPS)))
    await until(lambda: discord.messages[discord.channel])
    assert "from medium on" in await ask("list")
    assert "own" in await ask("show", watch="our-steel")
    assert "It would have brought" in await ask("test", rule="from:US", days=30)
    assert "SAMPLE" in await ask("sample", watch="our-steel")
    assert "country CN" in await ask("mute", what="China", **{"for": "7d"})
    mutes = await discord.interact("watch mutes")
    await discord.press(mutes.messages[0], "Unmute CN")
    assert "Nothing is muted" in await ask("mutes")
    assert "22:00" in await ask("quiet", **{"from": "22:00", "to": "07:00"})
    assert "08:00" in await ask("digest", at="8", timezone="Europe/Berlin")
    assert "At most 9" in await ask("cap", per_day=9)
    assert "is paused here" in await ask("pause", watch="our-steel")
    assert "is told here again" in await ask("resume", watch="our-steel")
    assert "version 2" in await ask("edit", watch="our-steel", rule="product:steel")
    assert "is forgotten" in await ask("remove", watch="our-steel")
