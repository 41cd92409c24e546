"""Marks: what people said of stories by buttons: reviewed, or that a figure is wrong."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import Mark, MarkKind
from bot.store import channels
from bot.store.schema import marks as t


@dataclass(frozen=True, slots=True)
class Marks:
    db: AsyncConnection

    async def add(self, mark: Mark) -> int:
        """Keep a mark and get its number."""
        row = {
            **channels.row(mark.channel),
            "kind": mark.kind,
            "story": mark.story,
            "revision": mark.revision,
            "user": mark.user,
            "at": mark.at,
            "text": mark.text,
        }
        number: int = (await self.db.execute(insert(t).values(row).returning(t.c.id))).scalar_one()
        return number

    async def of_stories(self, stories: Collection[str]) -> list[Mark]:
        """The marks of some stories, in order of time."""
        return await self._some(select(t).where(t.c.story.in_(stories)))

    async def open(self, kind: MarkKind, limit: int) -> list[Mark]:
        """Marks that no administrator has settled yet, the oldest first."""
        return await self._some(select(t).where(t.c.kind == kind, ~t.c.settled).limit(limit))

    async def _some(self, query: Select[Any]) -> list[Mark]:
        rows = (await self.db.execute(query.order_by(t.c.id))).mappings()
        return [_mark(row) for row in rows]

    async def settle(self, number: int) -> Mark | None:
        """An administrator has looked at it; None where there is no such mark."""
        settled = update(t).where(t.c.id == number).values(settled=True).returning(t)
        row = (await self.db.execute(settled)).mappings().first()
        return None if row is None else _mark(row)


def _mark(row: RowMapping) -> Mark:
    names = ("kind", "story", "revision", "user", "at", "text", "id", "settled")
    return Mark(channel=channels.made(row), **{name: row[name] for name in names})
