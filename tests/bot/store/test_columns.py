"""Times are aware, in UTC, and sort; names sort alike on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from bot.model.watch import Watch
from bot.store.store import Store
from tests.bot.store.values import FEED, NOON, an_item


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(StatementError, match="without a zone"):
        async with store.transaction() as tx:
            await tx.feeds.due(naive, 10)


async def test_a_time_in_any_zone_comes_back_as_the_same_moment_in_utc(store: Store) -> None:
    shanghai = datetime(2025, 11, 10, 8, 1, 2, 3, tzinfo=timezone(timedelta(hours=8)))
    async with store.transaction() as tx:
        await tx.feeds.put(FEED, 0)
        assert await tx.feeds.claim_all({FEED.slug: shanghai}, NOON)
        back = (await tx.feeds.state(FEED.slug)).next_check_at
    assert back == shanghai
    assert back is not None
    assert back.tzinfo is UTC


@pytest.mark.parametrize("earlier", [timedelta(microseconds=1), timedelta(days=40_000)])
async def test_times_compare_as_times(store: Store, earlier: timedelta) -> None:
    async with store.transaction() as tx:
        await tx.feeds.put(FEED, 0)
        assert await tx.feeds.claim_all({FEED.slug: NOON}, NOON)
        assert await tx.feeds.due(NOON - earlier, 10) == []
        assert await tx.feeds.due(NOON, 10) == [FEED]


@pytest.mark.parametrize(
    "edge",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))),
    ],
)
async def test_the_ends_of_time_do_not_stop_an_item(store: Store, edge: datetime) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([replace(an_item(), published=edge)], NOON)
        kept = await tx.items.get("gazette/a")
    assert kept is not None
    assert kept.published == edge.replace(tzinfo=UTC)


async def test_names_sort_by_code_point(store: Store) -> None:
    names = ["Z", "a-b", "a/b", "a_b", "ab", "b", "é", "中"]
    async with store.transaction() as tx:
        for name in reversed(names):
            await tx.watches.put(Watch(name, name, name, name))
        assert [watch.slug for watch in await tx.watches.all()] == names
