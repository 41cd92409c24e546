"""A Discord server on loopback for each test that asks for one."""

from collections.abc import AsyncIterator

import pytest

from tests.discord_server import DiscordServer


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """A server to which nobody is connected yet."""
    async with DiscordServer() as server:
        yield server
