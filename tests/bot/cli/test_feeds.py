"""`tollbell feeds`, as an operator types it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import tollbell
from bot.model.errors import TollbellError
from tests.feed_server import Answer, FeedServer, feed_server
from tests.service import rss

STEEL = (
    "steel",
    "United States raises steel tariff from 25% to 50%",
    "The United States raised its tariff on imports of steel from 25% to 50% on Wednesday.",
)
WEATHER = ("weather", "It is sunny", "The sun shines.")

Type = Callable[..., Awaitable[str]]


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as running:
        yield running


@pytest.fixture
def typed(tmp_path: Path) -> Type:
    """What `tollbell WORDS` prints; its sentence where it fails."""
    (tmp_path / "feeds.toml").write_text("", encoding="utf-8")
    environment = {
        "TOLLBELL_STORE__URL": f"sqlite:///{tmp_path / 'tollbell.db'}",
        "TOLLBELL_PATHS__FEEDS": str(tmp_path / "feeds.toml"),
        "TOLLBELL_SOURCES__ALLOW_NETWORKS": "127.0.0.0/8",
    }

    def invoke(*words: str) -> str:
        found = CliRunner().invoke(tollbell, words, env=environment)
        if found.exception is None:
            return found.output
        assert isinstance(found.exception, TollbellError), found.exception
        return f"tollbell: {found.exception}\n"

    async def run(*words: str) -> str:
        return await asyncio.to_thread(invoke, *words)

    return run


async def test_a_feed_is_added_with_one_request_listed_and_not_told_of_its_past(
    server: FeedServer, typed: Type
) -> None:
    url = server.says("/rss", Answer(rss(WEATHER, STEEL)))
    slug = (await typed("feeds", "add", url)).split("\t")[0]
    assert server.paths == ["/rss"]
    head, row = (await typed("feeds")).splitlines()
    assert head.split()[:2] == ["feed", "state"]
    assert row.split()[:2] == [slug, "good"]
    assert "in " in row
    assert "25 % → 50 %" in await typed("trade", "latest")
    assert await typed("run", "--once") == ""
    assert server.paths == ["/rss"]
    assert "is here already" in await typed("feeds", "add", url)


async def test_a_feed_is_paused_resumed_and_removed(server: FeedServer, typed: Type) -> None:
    url = server.says("/wire/rss", Answer(rss(WEATHER)))
    slug = (await typed("feeds", "add", url, "--title", "A Wire")).split("\t")[0]
    assert await typed("feeds", "pause", slug) == f"{slug} is paused.\n"
    assert "is not asked as it is" in await typed("feeds", "pause", slug)
    assert "paused" in await typed("feeds")
    assert await typed("feeds", "resume", slug) == f"{slug} is asked again.\n"
    assert "is asked as it is" in await typed("feeds", "resume", slug)
    assert f"did you mean '{slug}'?" in await typed("feeds", "remove", f"{slug}s")
    assert "is removed" in await typed("feeds", "remove", slug)
    assert "There is no feed" in await typed("feeds")


async def test_a_feed_is_tried_and_nothing_of_it_is_kept(server: FeedServer, typed: Type) -> None:
    url = server.says("/rss", Answer(rss(WEATHER, STEEL)))
    head, steel, weather = (await typed("feeds", "test", url)).splitlines()
    assert head == "T: 2 items"
    assert "25 % → 50 %" in steel
    assert "us-tariffs" in steel
    assert weather == "It is sunny - no trade measure"
    assert "There is no feed" in await typed("feeds")
    assert "HTTP 404" in await typed("feeds", "test", f"{server.url}/nothing")


async def test_a_list_of_feeds_goes_out_and_comes_in(
    server: FeedServer, typed: Type, tmp_path: Path
) -> None:
    url = server.says("/rss", Answer(rss(WEATHER)))
    await typed("feeds", "add", url, "--tier", "official")
    file = tmp_path / "feeds.opml"
    file.write_text(await typed("feeds", "export"), encoding="utf-8")
    assert "is here already" in await typed("feeds", "import", str(file))
    await typed("feeds", "remove", "127-0-0-1")
    listed = file.read_text(encoding="utf-8").replace("/kind/syndication", "/kind/json_feed,/x/y")
    file.write_text(listed, encoding="utf-8")
    assert (await typed("feeds", "import", str(file))).startswith("127-0-0-1\tT\t")
    assert server.paths == ["/rss"]
    assert 'category="/tier/official,/kind/json_feed"' in await typed("feeds", "export")


async def test_what_is_no_list_is_named_with_its_file(typed: Type, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    assert f"{file}: cannot be read: No such file" in await typed("feeds", "import", str(file))
    file.write_text("hello", encoding="utf-8")
    assert f"{file}: This is no OPML" in await typed("feeds", "import", str(file))
