"""Which entries of the seed files were taken, so that they are taken once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import sql
from bot.store.schema import seeds as t


@dataclass(frozen=True, slots=True)
class Seeds:
    db: AsyncConnection

    async def digest(self, kind: str, slug: str) -> str | None:
        """The digest of the entry as it was taken; None where it never was."""
        return (await self.all(kind)).get(slug)

    async def take(self, kind: str, slug: str, digest: str, now: datetime) -> None:
        """Remember that an entry was taken as it now stands in its file."""
        row = {"kind": kind, "slug": slug, "digest": digest, "taken_at": now}
        await sql.put(self.db, t, row)

    async def all(self, kind: str) -> dict[str, str]:
        """Digest by slug of every entry of a kind (`feed`, `watch`) that was taken."""
        rows = await self.db.execute(select(t).where(t.c.kind == kind).order_by(t.c.slug))
        return {row.slug: row.digest for row in rows}
