"""Single facts about this memory, by name."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import sql
from bot.store.schema import meta as t


@dataclass(frozen=True, slots=True)
class Meta:
    db: AsyncConnection

    async def get(self, name: str) -> str | None:
        query = select(t.c.value).where(t.c.name == name)
        return (await self.db.execute(query)).scalar_one_or_none()

    async def set(self, name: str, value: str) -> None:
        await sql.put(self.db, t, {"name": name, "value": value})
