"""Each platform with somewhere to post and a way to see what is there: for one set of tests."""

import io
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

from rich.console import Console as Terminal

from bot.model.command import Call, Reply
from bot.model.protocols import Platform
from bot.model.watch import Channel
from bot.platforms.console import Console
from bot.platforms.slack import client as slack_room
from tests.bot.platforms.discord import live as discord
from tests.bot.platforms.slack import live as slack
from tests.discord_server import DiscordServer
from tests.slack_server import SlackServer

Handle = Callable[[Call], Awaitable[Reply]]


class Stage(Protocol):
    """A platform on its stage."""

    platform: Platform
    here: Channel
    nowhere: Channel  # a channel that is gone

    def shown(self) -> list[str]:
        """Each message of the channel, as JSON or as text."""
        ...

    def alive(self) -> list[str]:
        """What of the messages would ping somebody, or steer a terminal."""
        ...

    def wrong(self) -> list[str]:
        """What the other side found wrong with what it was sent."""
        ...

    async def ask(self, name: str, typed: str, values: dict[str, Any]) -> str:
        """The answer to a command, typed or chosen."""
        ...


class OnConsole:
    """The terminal: one room, nobody asks."""

    def __init__(self) -> None:
        self._file = io.StringIO()
        self.platform: Platform = Console(Terminal(file=self._file, width=100, highlight=False))
        self.here, self.nowhere = Channel("console", "terminal"), Channel("console", "x")

    def shown(self) -> list[str]:
        return [card for card in self._file.getvalue().split("╭")[1:] if card]

    def alive(self) -> list[str]:
        return re.findall(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", self._file.getvalue()
        )

    def wrong(self) -> list[str]:
        return []

    async def ask(self, name: str, typed: str, values: dict[str, Any]) -> str:
        raise NotImplementedError


class OnDiscord:
    """Discord, by the server of the tests."""

    def __init__(self, server: DiscordServer, platform: Platform) -> None:
        self._server, self.platform = server, platform
        self.here, self.nowhere = discord.at(server), discord.at(server, "404")

    def shown(self) -> list[str]:
        messages = self._server.messages[self._server.channel]
        return [json.dumps(message, ensure_ascii=False) for message in messages]

    def alive(self) -> list[str]:
        sent = [one for one in self._server.requests if one.path.endswith("/messages")]
        return [str(one.body) for one in sent if one.body["allowed_mentions"]["parse"]]

    def wrong(self) -> list[str]:
        return self._server.violations

    async def ask(self, name: str, typed: str, values: dict[str, Any]) -> str:
        return str((await self._server.interact(name, values)).messages)


class OnSlack:
    """Slack, by the server of the tests."""

    def __init__(self, server: SlackServer, platform: Platform) -> None:
        self._server, self.platform = server, platform
        self.here, self.nowhere = slack.at(server), slack.at(server, "CNOWHERE")

    def shown(self) -> list[str]:
        return [json.dumps(message, ensure_ascii=False) for message in self._server.posts()]

    def alive(self) -> list[str]:
        parsed = [text for post in self._server.posts() for text in _parsed(post)]
        return [mark for text in parsed for mark in re.findall(r"<[@#!](?!date)[^>]*>", text)]

    def wrong(self) -> list[str]:
        return self._server.violations

    async def ask(self, name: str, typed: str, values: dict[str, Any]) -> str:
        return (await self._server.type(typed)).text


def _parsed(value: Any) -> Iterator[str]:
    """The texts in which Slack looks for mentions: all but plain ones."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and value.get("type") != "plain_text":
            yield value["text"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _parsed(part)


@asynccontextmanager
async def on_console(handle: Handle) -> AsyncIterator[Stage]:
    yield OnConsole()


@asynccontextmanager
async def on_discord(handle: Handle) -> AsyncIterator[Stage]:
    async with DiscordServer() as server, discord.connected(server, handle) as platform:
        yield OnDiscord(server, platform)


@asynccontextmanager
async def on_slack(handle: Handle) -> AsyncIterator[Stage]:
    async with SlackServer() as server, slack.connected(server, handle) as platform:
        assert isinstance(platform, slack_room.Slack)
        platform._settled = 0.0  # no earlier run has left a request behind
        yield OnSlack(server, platform)


STAGES: dict[str, Callable[[Handle], AbstractAsyncContextManager[Stage]]] = {
    "console": on_console,
    "discord": on_discord,
    "slack": on_slack,
}
