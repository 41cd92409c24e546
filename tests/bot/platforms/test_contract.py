"""What every platform keeps to: one set of tests for the terminal, Discord and Slack."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import now
from bot.model.command import Call, Reply
from bot.model.errors import TellUser, TryLater, Undeliverable
from bot.model.message import Action, Message, Person
from bot.model.protocols import Platform
from bot.model.watch import Channel
from bot.platforms.console import Console
from bot.platforms.discord.client import Discord
from bot.platforms.discord.settings import DiscordSettings
from bot.platforms.slack.client import Slack
from bot.platforms.slack.settings import SlackSettings
from tests.bot.platforms.samples import ALERT, MARKS
from tests.bot.platforms.stages import STAGES, Stage
from tests.fakes import Paper

A_MOMENT_AGO = timedelta(seconds=10)
BUTTON = Action("Details", "details", {"of": "a"})


async def answer(call: Call) -> Reply:
    """What the bot answers on every platform."""
    if call.values.get("preset") == "us-tariffs":
        raise TellUser("This channel watches it already.")
    return Reply((f"{call.command} {sorted(call.values.items())}",), (ALERT,))


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with STAGES[request.param](answer) as made:
        yield made
        assert made.wrong() == []


@pytest.fixture(params=[name for name in STAGES if name != "console"])
async def asked(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """A stage on which people ask."""
    async with STAGES[request.param](answer) as made:
        yield made
        assert made.wrong() == []


def tried() -> datetime:
    return datetime.now(UTC) - A_MOMENT_AGO  # noqa: TID251


async def test_it_is_called_as_its_channels_say(stage: Stage) -> None:
    assert stage.platform.name == stage.here.platform


async def test_a_message_says_all_that_is_known(stage: Stage) -> None:
    assert await stage.platform.send(stage.here, ALERT, "a")
    (told,) = stage.shown()
    for said in (
        "▼ US lowers tariff on goods from CN: 57 % → 47 %",
        "TARIFF · AGREED · MEDIUM",
        "57 %",
        "10 Nov 2025" if stage.here.platform != "discord" else "<t:1762776000:D>",
        "not stated",
        "would fall to 47% from 57%",
        "https://news.example/us-china",
        "not legal advice",
    ):
        assert said in told


async def test_the_same_key_twice_is_one_message(stage: Stage) -> None:
    message = replace(ALERT, actions=(BUTTON,))
    first = await stage.platform.send(stage.here, message, "a")
    again = await stage.platform.send(stage.here, message, "a", tried=tried())
    other = await stage.platform.send(stage.here, message, "b", tried=tried())
    assert first == again != other
    assert len(stage.shown()) == 2


async def test_an_edit_says_what_now_holds(stage: Stage) -> None:
    ref = await stage.platform.send(stage.here, ALERT, "a")
    await stage.platform.edit(stage.here, ref, replace(ALERT, badge="TARIFF · ENDED · LOW"))
    (told,) = stage.shown()
    assert "TARIFF · ENDED · LOW" in told


async def test_a_follow_up_is_told_after_what_it_follows(stage: Stage) -> None:
    first = await stage.platform.send(stage.here, ALERT, "a")
    ref = await stage.platform.send(stage.here, replace(ALERT, loud=True), "b", reply_to=first)
    assert ref != first


async def test_text_of_a_feed_is_never_markup_and_pings_nobody(stage: Stage) -> None:
    hostile = Message(MARKS, badge=MARKS, body=(MARKS, Person(MARKS)), footer=MARKS)
    await stage.platform.send(stage.here, hostile, "a")
    assert len(stage.shown()) == 1
    assert stage.alive() == []


async def test_one_person_can_be_told_something(stage: Stage) -> None:
    before = stage.shown()
    await stage.platform.tell("777" if stage.here.platform == "discord" else "U777", ALERT)
    assert len(stage.shown()) - len(before) in (0, 1)


async def test_nothing_is_missing_where_it_can_post(stage: Stage) -> None:
    assert await stage.platform.missing(stage.here) == ()


async def test_a_channel_that_is_gone_is_given_up(asked: Stage) -> None:
    with pytest.raises(Undeliverable):
        await asked.platform.send(asked.nowhere, ALERT, "a")


@pytest.mark.parametrize(
    ("name", "typed", "values"),
    [
        ("trade latest", "/trade latest n:3", {"n": 3}),
        ("trade latest", "/trade latest", {}),
        ("watch add", "/trade watch add preset:metals", {"preset": "metals"}),
    ],
)
async def test_who_knows_one_knows_the_other(
    asked: Stage, name: str, typed: str, values: dict[str, object]
) -> None:
    told = await asked.ask(name, typed, values)
    assert f"{name} {sorted(values.items())}" in told.replace("\\", "")
    assert "57 % → 47 %" in told


async def test_what_cannot_be_is_said_in_the_same_words(asked: Stage) -> None:
    told = await asked.ask("watch add", "/trade watch add us-tariffs", {"preset": "us-tariffs"})
    assert "This channel watches it already." in told


PLATFORMS: dict[str, Platform] = {
    "console": Console(),
    "discord": Discord(DiscordSettings("token", "http://127.0.0.1:9/api/v10"), now),
    "slack": Slack(SlackSettings("xoxb-1", "xapp-1", "http://127.0.0.1:9/api/")),
}


@pytest.mark.parametrize("name", PLATFORMS)
async def test_it_runs_until_it_is_cancelled(name: str) -> None:
    running = asyncio.ensure_future(PLATFORMS[name].run(Paper((), answer)))
    await asyncio.sleep(0)
    running.cancel()
    began = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("here", [Channel("discord", "901"), Channel("slack", "CTRADE")])
async def test_nothing_is_sent_while_it_is_not_connected(here: Channel) -> None:
    with pytest.raises(TryLater) as told:
        await PLATFORMS[here.platform].send(here, ALERT, "a")
    assert told.value.unsent
