"""Watches: the named rules."""

from dataclasses import dataclass, fields, replace

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.watch import Watch
from bot.store import sql
from bot.store.schema import watches as t

_WATCH = tuple(t.c[field.name] for field in fields(Watch))


def _watch(row: Row[tuple[object, ...]]) -> Watch:
    values = dict(row._mapping)
    return Watch(**{**values, "labels": values["labels"] or ()})


@dataclass(frozen=True, slots=True)
class Watches:
    db: AsyncConnection

    async def put(self, watch: Watch) -> None:
        """Keep a watch in the place of the one with its slug."""
        row = {field.name: getattr(watch, field.name) for field in fields(Watch)}
        await sql.put(self.db, t, row)

    async def change(self, watch: Watch) -> Watch:
        """Keep a watch as it now is, and get it with its version: the next where the rule is new.

        An alert names the version that took it, so that a rule never changes under its number.
        """
        kept = await self.get(watch.slug)
        version = 1 if kept is None else kept.version + (kept.rule != watch.rule)
        changed = replace(watch, version=version)
        await self.put(changed)
        return changed

    async def all(self) -> list[Watch]:
        """Every watch, by slug."""
        return [_watch(row) for row in await self.db.execute(select(*_WATCH).order_by(t.c.slug))]

    async def get(self, slug: str) -> Watch | None:
        row = (await self.db.execute(select(*_WATCH).where(t.c.slug == slug))).first()
        return None if row is None else _watch(row)

    async def remove(self, slug: str) -> bool:
        """Forget a watch and the subscriptions to it; False where there was none."""
        gone = delete(t).where(t.c.slug == slug).returning(t.c.slug)
        return (await self.db.execute(gone)).first() is not None
