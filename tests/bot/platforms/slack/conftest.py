"""A Slack on loopback for each test that asks for one."""

from collections.abc import AsyncIterator

import pytest

from tests.slack_server import SlackServer


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    """A server to which nobody is connected yet."""
    async with SlackServer() as server:
        yield server
