"""A bot that is connected to the tests' Discord server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.app import now
from bot.model.command import Call, Command, Option, OptionKind, Reply
from bot.model.protocols import Host
from bot.model.watch import Channel
from bot.platforms.discord.client import Discord
from bot.platforms.discord.settings import DiscordSettings
from tests.discord_server import DiscordServer, until
from tests.fakes import Paper

PRESET = Option("preset", "Which watch", required=True, choices=("us-tariffs", "metals"))
COMMANDS = (
    Command("watch add", "Tell this channel what a watch takes", (PRESET,), manages=True),
    Command("trade latest", "Recent events", (Option("n", "How many", OptionKind.NUMBER),)),
)


async def echo(call: Call) -> Reply:
    return Reply((f"{call.command} {dict(call.values)} by {call.user} in {call.channel.id}",))


@asynccontextmanager
async def connected(
    server: DiscordServer,
    handle: Callable[[Call], Awaitable[Reply]] = echo,
    commands: tuple[Command, ...] = COMMANDS,
    gateway: str = "",
    manager_roles: tuple[str, ...] = (),
    host: Host | None = None,
) -> AsyncIterator[Discord]:
    """A bot that is connected."""
    settings = DiscordSettings(server.token, server.api_base, gateway, manager_roles)
    discord = Discord(settings, now)
    running = asyncio.ensure_future(discord.run(host or Paper(commands, handle)))
    await server.ready()
    await until(lambda: discord._session and discord._session.rest.connected)
    try:
        yield discord
    finally:
        assert not running.done()
        running.cancel()
        await asyncio.wait_for(asyncio.gather(running, return_exceptions=True), 5)


def at(server: DiscordServer, channel: str | None = None) -> Channel:
    return Channel("discord", channel or server.channel, server.guild)
