"""The service on Slack, from `/trade watch add` to the alert, and through kill -9."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import opened
from bot.config.load import load
from bot.model.watch import Channel, Subscription
from tests.bot.commands.test_docs import EXAMPLES
from tests.feed_server import Answer, FeedServer, feed_server
from tests.kill import Killer
from tests.service import Service, rss
from tests.slack_server import Answer as Reply
from tests.slack_server import Fault, SlackServer, until
from tests.slack_server.posts import Room
from tests.test_discord_service import CHIPS, STEEL
from tests.test_kill_delivery import items, later


@dataclass(frozen=True)
class Scene:
    """A workspace and a feed, between which the whole service runs."""

    slack: SlackServer
    feeds: FeedServer

    async def watch(self, preset: str) -> Reply:
        """Add a preset as a user does, looking at it before it is kept."""
        answer = await self.slack.type(f"/trade watch add {preset}")
        for button in answer.buttons[:1]:
            return await self.slack.press(button)
        return answer


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with feed_server() as feeds, SlackServer() as server:
        feeds.says("/gazette", Answer(rss()))
        service = Service(tmp_path)
        service.feeds(feeds, ("gazette", "The Gazette", "official"))
        service.environment |= environment(server)
        async with opened(load(service.env())) as app:
            running = asyncio.create_task(app.run())
            await server.ready()
            yield Scene(server, feeds)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        assert server.violations == []


def environment(server: SlackServer) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": server.bot_token,
        "SLACK_APP_TOKEN": server.app_token,
        "TOLLBELL_SLACK__API_BASE": server.api_base,
        "TOLLBELL_SOURCES__MIN_INTERVAL": "0",
        "TOLLBELL_SOURCES__HOST_GAP": "0",
    }


async def test_a_subscribed_channel_gets_a_matching_alert_as_blocks(scene: Scene) -> None:
    added = await scene.watch("steel-aluminium")
    assert "Steel and aluminium" in added.text
    scene.feeds.says("/gazette", Answer(rss(STEEL, CHIPS)))
    await until(lambda: scene.slack.posts())
    latest = await scene.slack.type("/trade latest n:5", user="U7")
    assert "25 % → 50 %" in latest.text
    (post,) = scene.slack.posts()
    assert "25 % → 50 %" in post["blocks"][0]["text"]["text"]
    assert scene.slack.posts(scene.slack.other) == []


async def test_an_alerts_buttons_work(scene: Scene) -> None:
    await scene.watch("steel-aluminium")
    scene.feeds.says("/gazette", Answer(rss(STEEL)))
    await until(lambda: scene.slack.posts())
    (post,) = scene.slack.posts()
    buttons = {
        element["value"].split(":")[1]: element
        for block in post["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element.get("value")
    }
    details = await scene.slack.press(buttons["details"], post, "U777")
    assert "25%" in details.text
    await scene.slack.press(buttons["reviewed"], post, "U777")
    await until(lambda: "u777-name" in str(scene.slack.posts()[0]["blocks"]))
    asked = await scene.slack.press(buttons["wrong"], post, "U777")
    if asked.views:
        names = [block["block_id"] for block in asked.views[0]["blocks"]]
        told = await scene.slack.submit(asked, dict.fromkeys(names, "It is 40 %"), "U777")
        assert not told.ack


async def test_every_command_of_the_documentation_is_answered(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.watch("steel-aluminium")
    for example in EXAMPLES:
        answer = await scene.slack.type(f"/trade {example}")
        assert answer.views or answer.messages, example
        assert "That did not work" not in answer.text, example
    assert "a command failed" not in caplog.text


async def test_a_lost_answer_does_not_double_the_alert(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.slack.client.MARGIN", 0.0)
    await scene.watch("steel-aluminium")
    scene.slack.fail(Fault(accepted=True))
    scene.feeds.says("/gazette", Answer(rss(STEEL)))
    await until(lambda: scene.slack.count("conversations.history"), 20)
    assert len(scene.slack.posts()) == scene.slack.count("chat.postMessage") == 1


async def test_a_channel_that_the_bot_is_not_in_is_told_how_to_invite_it(scene: Scene) -> None:
    answer = await scene.slack.type("/trade watch add steel-aluminium", "CFOREIGN")
    for button in answer.buttons[:1]:
        answer = await scene.slack.press(button)
    assert "/invite" in answer.text


@asynccontextmanager
async def besieged(
    folder: Path, channels: int, stories: int, *, forgets: bool, faulty: int = 0
) -> AsyncIterator[Killer]:
    """A workspace with so many channels, a feed with so many stories, and whoever kills between."""
    at = random.Random(1)
    async with feed_server() as feeds, SlackServer() as server:
        rooms = [Room(f"CKILL{number}") for number in range(channels)]
        server.rooms.update({room.id: room for room in rooms})
        feeds.says("/gazette", Answer(rss(*items(stories))))
        service = Service(folder, module="tests.hasty_slack")
        service.feeds(feeds, ("gazette", "The Gazette", "official"))
        storm = {"TOLLBELL_STORIES__STORM_LIMIT": "0"}
        service.environment |= environment(server) | storm
        async with opened(load(service.env())) as app, app.store.transaction() as tx:
            for room in rooms:
                channel = Channel("slack", room.id, server.team)
                await tx.subscriptions.add(Subscription(channel, "all-measures"))

        def seen() -> dict[str, list[str]]:
            return {room.id: [_delivery(message) for message in room.messages] for room in rooms}

        service.environment |= {"TOLLBELL_FORGETS": "1"} if forgets else {}
        killer = Killer(service, at, seen)

        def trouble(method: str) -> Fault | None:
            """Called for every call; at first, one post in eight is never answered."""
            if method != "chat.postMessage":
                return None
            killer.asked()
            if killer.kills == 1:
                feeds.says("/gazette", Answer(rss(*items(stories), *later(stories))))
            if killer.kills < faulty and at.random() < 0.12:
                return Fault(status=at.choice([0, 0, 502]), accepted=at.random() < 0.7)
            return None

        server.trouble = trouble
        yield killer
        assert server.violations == []


def _delivery(message: dict[str, dict[str, dict[str, str]]]) -> str:
    return message["metadata"]["event_payload"]["delivery_id"]


async def test_a_service_that_is_killed_again_and_again_tells_everything_once(
    tmp_path: Path,
) -> None:
    async with besieged(tmp_path, 6, 3, forgets=False, faulty=2) as killer:
        verdict = await killer.run(3)
    assert (verdict.lost, verdict.doubled, verdict.disordered) == ([], [], [])
    assert verdict.deliveries >= 18
    assert verdict.within_requests * 2 >= verdict.kills


async def test_without_looking_for_earlier_tries_something_is_told_twice(tmp_path: Path) -> None:
    async with besieged(tmp_path, 6, 3, forgets=True) as killer:
        verdict = await killer.run(1)
    assert verdict.doubled
