"""Items: each once, a changed one again, and nothing that was said is lost."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.item import Item
from bot.store.items import Arrival, storable
from bot.store.schema import item_versions, items
from bot.store.store import Store
from tests.bot.store.test_codec import values
from tests.bot.store.values import HOUR, NOON, an_item

A, B = an_item("a"), an_item("b")
REWRITTEN = replace(A, text="The duty falls from 57% to 45%.", updated=NOON + HOUR)


async def test_new_items_arrive_once_in_the_order_of_the_document(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.items.add_new([B, A], NOON) == [
            Arrival(B, NOON, changed=False, silent=False),
            Arrival(A, NOON, changed=False, silent=False),
        ]
        assert await tx.items.add_new([B, A], NOON + HOUR) == []
        assert await tx.items.get("gazette/a") == A
        assert await tx.items.get("gazette/c") is None


async def test_one_key_in_two_feeds_is_two_items(store: Store) -> None:
    other = an_item("a", feed="wire")
    async with store.transaction() as tx:
        assert len(await tx.items.add_new([A, other], NOON)) == 2


async def test_of_two_items_of_one_identity_the_first_counts(store: Store) -> None:
    async with store.transaction() as tx:
        (arrival,) = await tx.items.add_new([A, REWRITTEN], NOON)
        assert arrival.item == A
        assert await tx.items.add_new([A], NOON) == []


async def test_a_new_wording_arrives_and_the_old_one_is_kept(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([A, B], NOON)
        found = await tx.items.add_new([REWRITTEN, B], NOON + HOUR)
        assert found == [Arrival(REWRITTEN, NOON, changed=True, silent=False)]
        assert await tx.items.get("gazette/a") == REWRITTEN
        assert await tx.items.earlier("gazette/a") == [A]
        await tx.items.add_new([A], NOON + 2 * HOUR)
        assert await tx.items.earlier("gazette/a") == [A, REWRITTEN]
        assert await tx.items.earlier("gazette/b") == []


async def test_another_address_or_date_is_no_new_wording(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([A], NOON)
        moved = replace(A, url="https://example.com/moved", updated=NOON + HOUR, content="<b>")
        assert await tx.items.add_new([moved], NOON) == []


async def test_an_item_that_came_silently_stays_silent(store: Store) -> None:
    async with store.transaction() as tx:
        first, second = await tx.items.add_new([A, B], NOON, {"a"})
        assert (first.silent, second.silent) == (True, False)
        (again,) = await tx.items.add_new([REWRITTEN], NOON + HOUR)
        assert (again.changed, again.silent, again.seen_at) == (True, True, NOON)


async def test_retention_empties_texts_and_keeps_the_rest(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([A], NOON)
        await tx.items.add_new([REWRITTEN, B], NOON + HOUR)
        assert await tx.items.purge_text(NOON) == 0
        assert await tx.items.purge_text(NOON + HOUR) == 1
        assert await tx.items.purge_text(NOON + HOUR) == 0
        assert await tx.items.get("gazette/a") == replace(REWRITTEN, text="", content="")
        assert await tx.items.earlier("gazette/a") == [A]
        assert await tx.items.get("gazette/b") == B
        await tx.items.purge_text(NOON + 2 * HOUR)
        assert await tx.items.earlier("gazette/a") == [replace(A, text="", content="")]


async def test_an_item_whose_text_was_emptied_is_no_new_wording(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([A], NOON)
        await tx.items.purge_text(NOON + HOUR)
        assert await tx.items.add_new([A], NOON + HOUR) == []


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "a\udfffb\x00"])
async def test_characters_that_no_database_holds_do_not_stop_an_item(
    store: Store, bad: str
) -> None:
    item = replace(A, text=bad, author=bad)
    async with store.transaction() as tx:
        (arrival,) = await tx.items.add_new([item], NOON)
        assert await tx.items.get(item.id) == arrival.item
        assert await tx.items.add_new([item], NOON) == []
    assert len(arrival.item.body) == len(item.body)


async def test_every_field_of_an_item_has_a_column() -> None:
    ours = {"id", "seen_at", "changed_at", "silent", "content_hash", "text_kept"}
    assert set(Item.__slots__) == set(items.c.keys()) - ours
    assert set(Item.__slots__) - {"feed", "key"} <= set(item_versions.c.keys())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(said=st.lists(values(Item), max_size=3))
async def test_whatever_a_feed_says_is_kept(store: Store, said: list[Item]) -> None:
    async with store.transaction() as tx:
        for arrival in await tx.items.add_new(said, NOON):
            assert await tx.items.get(arrival.item.id) == arrival.item
        for item in said:
            assert await tx.items.get(storable(item).id) is not None


async def test_a_document_of_two_thousand_items_is_kept(store: Store) -> None:
    many = [an_item(str(number)) for number in range(2000)]
    async with store.transaction() as tx:
        assert len(await tx.items.add_new(many, NOON)) == 2000
        assert await tx.items.add_new(many, NOON) == []
