"""Watches: the named rules."""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.watch import Watch
from bot.store import sql
from bot.store.schema import watch_versions as v
from bot.store.schema import watches as t

_WATCH = tuple(t.c[field.name] for field in fields(Watch))


def _watch(row: Row[tuple[object, ...]]) -> Watch:
    values = dict(row._mapping)
    return Watch(**{**values, "labels": values["labels"] or ()})


@dataclass(frozen=True, slots=True)
class Version:
    """What a watch's rule said under a number."""

    number: int
    rule: str
    made_at: datetime | None  # None: not known


def _row_of(slug: str, version: Version) -> dict[str, object]:
    return {
        "slug": slug, "version": version.number, "rule": version.rule, "made_at": version.made_at
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Watches:
    db: AsyncConnection

    async def put(self, watch: Watch) -> None:
        """Keep a watch in the place of the one with its slug."""
        row = {field.name: getattr(watch, field.name) for field in fields(Watch)}
        await sql.put(self.db, t, row)

    async def change(self, watch: Watch, now: datetime) -> Watch:
        """Keep a watch as it now is, and get it with its version: the next where the rule is new.

        An alert names the version that took it, so that a rule never changes under its number.
        """
        last = await self.versions(watch.slug)
        kept = await self.get(watch.slug)
        before = last[-1:] or ([Version(kept.version, kept.rule, None)] if kept else [])
        same = bool(before) and before[0].rule == watch.rule
        number = before[0].number + (not same) if before else 1
        changed = replace(watch, version=number)
        await self.put(changed)
        made = [] if same else [Version(number, watch.rule, now)]
        rows = [_row_of(watch.slug, it) for it in (*before, *made)]
        await sql.add(self.db, v, rows, returning="version")
        return changed

    async def versions(self, slug: str) -> list[Version]:
        """What a watch's rule said under each number, the first first; also after it is gone."""
        query = select(v.c.version, v.c.rule, v.c.made_at).where(v.c.slug == slug)
        return [Version(*row) for row in await self.db.execute(query.order_by(v.c.version))]

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
