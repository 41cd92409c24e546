"""A loopback server, and a puller that may ask it."""

from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.model.feed import Feed, FeedState
from bot.sources.http import Http
from bot.sources.pull import Pull, Puller
from bot.sources.settings import SourceSettings
from bot.sources.worker import Parser
from tests.feed_server import FeedServer, feed_server

NOW = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)
LOOPBACK = SourceSettings(allow_networks=("127.0.0.0/8",), timeout=5)

Ask = Callable[..., Coroutine[Any, Any, Pull]]


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as found:
        yield found


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    async with Http(LOOPBACK) as found:
        yield found


@pytest.fixture
async def ask(http: Http) -> AsyncIterator[Ask]:
    """Pull a path of the server: `await ask(url, state, now=...)`."""
    async with Parser() as parser:
        pullers: dict[SourceSettings, Puller] = {}

        async def pull(
            url: str,
            state: FeedState | None = None,
            now: datetime = NOW,
            settings: SourceSettings = LOOPBACK,
            **feed: object,
        ) -> Pull:
            puller = pullers.setdefault(settings, Puller(settings, http, parser))
            made = Feed("wire", url, "The Wire", **feed)  # type: ignore[arg-type]
            return await puller.pull(made, state or FeedState(), now)

        yield pull
