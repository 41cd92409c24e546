"""Events: what was read from each item, every relevant one, whether or not a watch takes it."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.event import Event
from bot.store import codec, sql
from bot.store.items import made
from bot.store.schema import events as t
from bot.store.schema import items


@dataclass(frozen=True, slots=True)
class Kept:
    """An event as it is kept."""

    event: Event
    at: datetime  # when its item was published, or first seen
    seen_at: datetime
    story: str
    extractor: str  # the version that read it
    why: str | None  # it belongs to the story; None: an older version kept it


@dataclass(frozen=True, slots=True)
class Events:
    db: AsyncConnection

    async def put(self, event: Event, story: str, extractor: str, why: str | None = None) -> None:
        """Keep what this version of the extractor read, in the place of an earlier reading.

        `why` is the reason for which it belongs to the story.
        """
        body = codec.encode(Event, event)
        del body["item"]  # it lies in its own row, where retention can empty its text
        row = {"item": event.item.id, "story": story, "extractor": extractor, "body": body}
        row |= {"why": why}
        came = func.coalesce(items.c.changed_at, items.c.seen_at)
        at = select(came).where(items.c.id == event.item.id).scalar_subquery()
        await sql.put(self.db, t, {**row, "at": at})

    async def of_item(self, item_id: str) -> Event | None:
        """What was read from an item, with the item as it now stands."""
        kept = await self.kept(item_id)
        return kept.event if kept else None

    async def kept(self, item_id: str) -> Kept | None:
        """What was read from an item, and to which story it belongs for which reason."""
        return next(iter(await self._some(t.c.item == item_id)), None)

    async def of_story(self, story: str) -> list[Kept]:
        """What was read from the items of a story, in the order in which they came."""
        return await self._some(t.c.story == story)

    async def every(self) -> AsyncIterator[Kept]:
        """What was read from every item."""
        query = select(t.c.body.label("read"), t.c.story, t.c.extractor, t.c.why, *items.c)
        query = query.join(items, items.c.id == t.c.item)
        async for row in (await self.db.stream(query)).mappings():
            yield _kept(row)

    async def drop(self, item_ids: Collection[str]) -> None:
        """Forget what was read from some items: no measure is read in them any more."""
        await self.db.execute(delete(t).where(t.c.item.in_(item_ids)))

    async def _some(self, which: ColumnElement[bool]) -> list[Kept]:
        query = (
            select(t.c.body.label("read"), t.c.story, t.c.extractor, t.c.why, *items.c)
            .join(items, items.c.id == t.c.item)
            .where(which)
            .order_by(items.c.seen_at, items.c.id)
        )
        return [_kept(row) for row in (await self.db.execute(query)).mappings()]

    async def move(self, item_ids: Collection[str], story: str, why: str) -> None:
        """Make events belong to another story, for a reason."""
        moved = update(t).where(t.c.item.in_(item_ids)).values(story=story, why=why)
        await self.db.execute(moved)

    async def purge(self, before: datetime) -> int:
        """Drop the events whose wording came before, and get how many; stories and alerts stay."""
        return (await self.db.execute(delete(t).where(t.c.at < before))).rowcount


def _kept(row: RowMapping) -> Kept:
    item = made(row)
    event = codec.decode(Event, {**row["read"], "item": item})
    at = item.published or row["seen_at"]
    return Kept(event, at, row["seen_at"], row["story"], row["extractor"], row["why"])
