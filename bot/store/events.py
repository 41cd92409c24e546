"""Events: what was read from each item, every relevant one, whether or not a watch takes it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.event import Event
from bot.store import codec, sql
from bot.store.items import made
from bot.store.schema import events as t
from bot.store.schema import items


@dataclass(frozen=True, slots=True)
class Events:
    db: AsyncConnection

    async def put(self, event: Event, story: str, extractor: str) -> None:
        """Keep what this version of the extractor read, in the place of an earlier reading."""
        body = codec.encode(Event, event)
        del body["item"]  # it lies in its own row, where retention can empty its text
        row = {"item": event.item.id, "story": story, "extractor": extractor, "body": body}
        came = func.coalesce(items.c.changed_at, items.c.seen_at)
        at = select(came).where(items.c.id == event.item.id).scalar_subquery()
        await sql.put(self.db, t, {**row, "at": at})

    async def of_item(self, item_id: str) -> Event | None:
        """What was read from an item, with the item as it now stands."""
        query = select(t.c.body.label("read"), *items.c).join(items, items.c.id == t.c.item)
        row = (await self.db.execute(query.where(t.c.item == item_id))).mappings().first()
        return None if row is None else codec.decode(Event, {**row["read"], "item": made(row)})

    async def purge(self, before: datetime) -> int:
        """Drop the events whose wording came before, and get how many; stories and alerts stay."""
        return (await self.db.execute(delete(t).where(t.c.at < before))).rowcount
