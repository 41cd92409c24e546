# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""A feed to what it says now, over real HTTP on loopback."""

from bot.sources.pull import Result
from tests.bot.sources.conftest import Ask
from tests.bot.sources.documents import entries
from tests.feed_server import Answer, FeedServer


async def test_a_feed_gives_its_items_oldest_first(server: FeedServer, ask: Ask) -> None:
    pull = await ask(server.says("/f", Answer(entries(["new", "old"]))))
    assert pull.outcome is Result.FRESH
    assert [item.guid for item in pull.items] == ["old", "new"]
    assert pull.first


async def test_C9_a_feed_costs_one_request(server: FeedServer, ask: Ask) -> None:
    await ask(server.says("/f", Answer(entries(["a"]))))
    assert server.paths == ["/f"]
