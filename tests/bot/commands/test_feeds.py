"""The commands of feeds, asked as an administrator would."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.labels import Labels
from bot.app import read_lens
from bot.commands import Answer, Reach
from bot.commands.parts.intake import Intake
from bot.config.load import load
from bot.ingest import Ingest, Line
from bot.model.command import Call
from bot.model.errors import TellUser
from bot.model.feed import FeedState
from bot.model.watch import Channel, Watch
from bot.rules import Rules
from bot.sources.http import Http
from bot.sources.pull import Puller
from bot.sources.settings import SourceSettings
from bot.sources.worker import Parser
from bot.store.store import Store
from bot.watches.known import Known
from tests.feed_server import Answer as Says
from tests.feed_server import FeedServer, feed_server
from tests.service import rss

NOW = datetime(2025, 6, 4, 12, tzinfo=UTC)
SETTINGS = SourceSettings(allow_networks=("127.0.0.0/8",))
KNOWN = Known({}, {"steel": "steel"}, {"steel": frozenset({"steel"})})
STEEL = (
    "steel",
    "Canada imposes a tariff of 25% on steel from Brazil",
    "Canada imposed a tariff of 25% on imports of steel from Brazil on Tuesday.",
)
WEATHER = ("weather", "It is sunny", "The sun shines.")


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as running:
        yield running


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with Store.open("sqlite+aiosqlite://") as opened:
        async with opened.transaction() as tx:
            await tx.watches.put(Watch("metals", "Metals", "All about steel.", "product:steel"))
        yield opened


@pytest.fixture
async def answer(store: Store) -> AsyncIterator[Answer]:
    rules = Rules(store, KNOWN)
    await rules.refresh()
    line = Line(read_lens(load({})), rules, timedelta(0))
    async with Http(SETTINGS) as http, Parser() as parser:
        puller = Puller(SETTINGS, http, parser)
        keep = Ingest(store, puller, line, SETTINGS).keep
        intake = Intake(puller, keep, line.lens, rules, lambda: NOW)
        yield Answer(Reach(store, {}, intake), Labels(), KNOWN, lambda: NOW)


async def said(answer: Answer, command: str, **values: str | int) -> str:
    reply = await answer(Call(command, Channel("board", "room"), "someone", values))
    return "".join(it if isinstance(it, str) else getattr(it, "text", "") for it in reply.text)


async def test_a_feed_is_added_kept_and_listed(
    server: FeedServer, store: Store, answer: Answer
) -> None:
    url = server.says("/rss", Says(rss(WEATHER, STEEL)))
    added = await said(answer, "feeds add", url=url, tier="official", title="My  Gazette")
    assert added == "My Gazette is read from now on, as 127-0-0-1; it holds 2 items."
    assert server.paths == ["/rss"]
    async with store.reading() as tx:
        feed = await tx.feeds.get("127-0-0-1")
        assert feed is not None
        assert (feed.title, feed.tier) == ("My Gazette", "official")
        assert await tx.items.count() == 2
        assert await tx.deliveries.pending(["board"]) == 0
    for command in ("feeds list", "tradeops feeds"):
        assert "127-0-0-1 good, last new 0 s ago" in await said(answer, command)
    with pytest.raises(TellUser, match="is here already"):
        await said(answer, "feeds add", url=url)


async def test_a_feed_is_tried_and_nothing_is_kept(
    server: FeedServer, store: Store, answer: Answer
) -> None:
    url = server.says("/rss", Says(rss(WEATHER, STEEL)))
    head, steel, weather, _ = (await said(answer, "feeds test", url=url)).split("\n")
    assert head == "T: 2 items; the newest:"
    assert steel.endswith("- metals")
    assert weather == "It is sunny - no trade measure"
    async with store.reading() as tx:
        assert await tx.feeds.all() == []
        assert await tx.items.count() == 0


async def test_a_feed_that_is_read_may_be_tried_by_its_name(
    server: FeedServer, answer: Answer
) -> None:
    await said(answer, "feeds add", url=server.says("/rss", Says(rss(WEATHER))))
    assert (await said(answer, "feeds test", url="127-0-0-1")).startswith("T: 1 items")


async def test_a_feed_is_removed(server: FeedServer, answer: Answer) -> None:
    await said(answer, "feeds add", url=server.says("/rss", Says(rss(WEATHER))))
    with pytest.raises(TellUser, match="did you mean '127-0-0-1'"):
        await said(answer, "feeds remove", feed="127-0-0")
    assert "is read no more" in await said(answer, "feeds remove", feed="127-0-0-1")
    assert await said(answer, "feeds list") == "No feed is read yet; '/feeds add' adds one."


async def test_a_web_page_names_its_feeds(server: FeedServer, answer: Answer) -> None:
    page = b"<html><link rel=alternate type=application/rss+xml href=/rss></html>"
    url = server.says("/news", Says(page))
    with pytest.raises(TellUser, match=f"It names this feed: {server.url}/rss"):
        await said(answer, "feeds add", url=url)


async def test_trouble_is_listed_first(server: FeedServer, store: Store, answer: Answer) -> None:
    await said(answer, "feeds add", url=server.says("/rss", Says(rss(WEATHER))))
    await said(answer, "feeds add", url=server.says("/other", Says(rss(STEEL))))
    async with store.transaction() as tx:
        await tx.feeds.polled("127-0-0-1-other", FeedState(failures=2, error="HTTP 500: oops"))
    head, first, second, _ = (await said(answer, "feeds list")).split("\n")
    assert head == "1 of 2 feeds do well."
    assert first == "127-0-0-1-other failing, last new never: HTTP 500: oops, 2 times in a row"
    assert second.startswith("127-0-0-1 good")


async def test_the_command_line_has_verbs_of_its_own(store: Store) -> None:
    closed = Answer(Reach(store, {}), Labels(), KNOWN, lambda: NOW)
    with pytest.raises(TellUser, match="tollbell feeds"):
        await said(closed, "feeds add", url="http://wire.example/f")
