"""Stories: found again by their keys, in an order that is always the same."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.model.alert import Severity
from bot.model.event import MeasureType, Status
from bot.model.history import Filters
from bot.model.story import Story
from bot.store.schema import story_revisions
from bot.store.store import Store, Transaction
from tests.bot.store.values import HOUR, MEASURE, NOON, a_story, an_event, an_item


async def put(
    tx: Transaction,
    name: str,
    keys: tuple[str, ...] = (),
    at: datetime = NOON,
    revision: int = 1,
    severity: Severity = Severity.HIGH,
) -> Story:
    await tx.items.add_new([an_item()], NOON)
    story = a_story(name, revision, at)
    await tx.stories.put(story, keys, severity)
    return story


async def test_a_story_comes_back_as_it_now_stands(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx, "s1")
        second = await put(tx, "s1", at=NOON + HOUR, revision=2)
        assert await tx.stories.get("s1") == second
        assert await tx.stories.get("s2") is None


async def test_every_revision_is_kept(store: Store) -> None:
    async with store.transaction() as tx:
        both = [await put(tx, "s1"), await put(tx, "s1", at=NOON + HOUR, revision=2)]
    async with store.engine.connect() as db:
        rows = await db.execute(select(story_revisions).order_by(story_revisions.c.revision))
        kept = [(row.body, row.item, row.at) for row in rows]
    assert kept == [(story, "gazette/a", story.last_at) for story in both]


async def test_near_are_the_stories_that_share_most_keys_then_the_newest(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx, "one", ("x", "other"), NOON + 3 * HOUR)
        await put(tx, "none", ("other",), NOON + 3 * HOUR)
        await put(tx, "old", ("x", "y", "z"), NOON - HOUR)
        await put(tx, "b", ("x", "y"), NOON)
        await put(tx, "a", ("y", "x"), NOON)
        await put(tx, "newer", ("x", "y"), NOON + HOUR)
        near = await tx.stories.near(["x", "y", "z", "x"], NOON)
        assert [story.id for story in near] == ["newer", "a", "b", "one"]
        assert [story.id for story in await tx.stories.near(["x"], NOON, limit=1)] == ["one"]
        assert await tx.stories.near([], NOON) == []


async def test_a_story_is_found_by_the_keys_of_all_its_items(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx, "s1", ("x", "y"))
        await put(tx, "s1", ("y", "z"), revision=2)
        found = {key: len(await tx.stories.near([key], NOON)) for key in "xyz"}
        assert found == {"x": 1, "y": 1, "z": 1}


async def test_thousands_of_keys_are_no_trouble(store: Store) -> None:
    many = tuple(f"key {number:04}" for number in range(5000))
    async with store.transaction() as tx:
        story = await put(tx, "s1", many)
        assert await tx.stories.near(many, NOON) == [story]
        assert await tx.stories.near(many[-1:], NOON) == [story]


async def test_of_a_key_that_hundreds_share_the_newest_are_looked_at(store: Store) -> None:
    async with store.transaction() as tx:
        for number in range(205):
            await put(tx, f"s{number:03}", ("x",), at=NOON + number * HOUR)
        near = await tx.stories.near(["x"], NOON, limit=300)
        assert len(near) == 200
        assert near[0].id == "s204"


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({}, ["ban", "tariff"]),
        ({"types": frozenset({MeasureType.EXPORT_BAN})}, ["ban"]),
        ({"status": Status.AGREED}, ["tariff"]),
        ({"status": Status.ENDED}, []),
        ({"since": NOON + HOUR}, ["ban"]),
        ({"floor": Severity.HIGH}, ["tariff"]),
    ],
)
async def test_the_latest_stories_by_what_is_asked(
    store: Store, wish: dict[str, Any], found: list[str]
) -> None:
    ban = replace(MEASURE, type=MeasureType.EXPORT_BAN, status=Status.IN_FORCE)
    async with store.transaction() as tx:
        await put(tx, "tariff")
        later = replace(a_story("ban", 1, NOON + HOUR), lead=ban, implementing=("CN",), affected=())
        await tx.stories.put(later, (), Severity.LOW)
        latest = await tx.history.stories(Filters(**wish), 10)
        assert [story.id for story in latest] == found


async def test_a_story_is_found_by_an_item_that_tells_it(store: Store) -> None:
    async with store.transaction() as tx:
        story = await put(tx, "s1")
        await tx.events.put(an_event(an_item()), "s1", "1")
        assert await tx.stories.of_item("gazette/a") == story
        assert await tx.stories.of_item("gazette/b") is None
