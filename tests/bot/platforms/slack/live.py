"""A bot that is connected to the tests' Slack."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.model.command import Call, Choice, Command, Option, OptionKind, Reply, Surface
from bot.model.protocols import Host
from bot.model.watch import Channel
from bot.platforms.slack.client import Slack
from bot.platforms.slack.pace import Pace
from bot.platforms.slack.settings import SlackSettings
from tests.fakes import Paper
from tests.slack_server import SlackServer, until

PRESET = Option("preset", "Which watch", required=True, suggests="preset")
FLOOR = Option("min_severity", "From which severity on", choices=("low", "high"))
WHERE = Option("channel", "Where", OptionKind.CHANNEL)
COMMANDS = (
    Command(
        "watch add", "Tell this channel what a watch takes", (PRESET, FLOOR, WHERE), manages=True
    ),
    Command(
        "trade latest",
        "Recent events",
        (
            Option("n", "How many", OptionKind.NUMBER, low=1, high=10),
            Option("country", "Of which country"),
            Option("share", "Show it to everyone", OptionKind.FLAG),
        ),
    ),
    Command("tradeops health", "How the bot is", administers=True),
    Command("details", "All of a story", surface=Surface.BUTTON),
    Command("wrong", "A figure is wrong", surface=Surface.BUTTON, writes=True),
    Command("explain", "Explain this alert", surface=Surface.MESSAGE),
)
CHOICES = {"preset": (Choice("US tariffs", "us-tariffs"), Choice("Metals", "metals"))}


async def echo(call: Call) -> Reply:
    return Reply((f"{call.command} {dict(call.values)} by {call.user} in {call.channel.id}",))


def settings(server: SlackServer, managers: str = "") -> SlackSettings:
    return SlackSettings(server.bot_token, server.app_token, server.api_base, managers)


@asynccontextmanager
async def connected(
    server: SlackServer,
    handle: Callable[[Call], Awaitable[Reply]] = echo,
    host: Host | None = None,
    managers: str = "",
) -> AsyncIterator[Slack]:
    """A bot that is connected, and in no hurry to be slow: its pace is not that of Slack."""
    slack = Slack(settings(server, managers))
    slack._posts = Pace(0.0, 1)
    running = asyncio.ensure_future(slack.run(host or Paper(COMMANDS, handle, dict(CHOICES))))
    await until(lambda: server.sockets.ready.is_set() or running.done())
    try:
        yield slack
    finally:
        assert not running.done(), running.result()
        running.cancel()
        await asyncio.wait_for(asyncio.gather(running, return_exceptions=True), 5)


def at(server: SlackServer, channel: str | None = None) -> Channel:
    return Channel("slack", channel or server.channel, server.team)
