"""Notices: what the owner was told of feeds, so that it is told once, and once when it is over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import sql
from bot.store.schema import notices as t


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the owner is told."""

    subject: str  # what is in trouble
    sentence: str
    noticed_at: datetime
    told_at: datetime | None = None  # None: it is still to be told
    over: str | None = None  # the sentence that says that it is over; None: it is not


_NOTICE = tuple(field.name for field in fields(Notice))


@dataclass(frozen=True, slots=True)
class Notices:
    db: AsyncConnection

    async def all(self) -> dict[str, Notice]:
        """Every notice that is not over and told, by its subject."""
        rows = (await self.db.execute(select(t).order_by(t.c.noticed_at, t.c.subject))).mappings()
        return {row["subject"]: Notice(**{name: row[name] for name in _NOTICE}) for row in rows}

    async def add(self, found: Mapping[str, str], now: datetime) -> None:
        """Notice what is in trouble: a sentence by subject."""
        rows = [
            {"subject": subject, "sentence": sentence, "noticed_at": now}
            for subject, sentence in found.items()
        ]
        await sql.add(self.db, t, rows, "subject")

    async def end(self, over: Mapping[str, str]) -> None:
        """Note that trouble is over: a sentence by subject, still to be told."""
        for subject, sentence in over.items():
            change = update(t).where(t.c.subject == subject)
            await self.db.execute(change.values(over=sentence))

    async def told(self, subjects: Collection[str], now: datetime) -> None:
        """Note that the owner was told; what is over is then forgotten."""
        here = t.c.subject.in_(subjects)
        await self.db.execute(delete(t).where(here, t.c.over.is_not(None)))
        await self.db.execute(update(t).where(here).values(told_at=now))

    async def drop(self, subjects: Collection[str]) -> None:
        """Forget notices of which nothing is to be told any more."""
        await self.db.execute(delete(t).where(t.c.subject.in_(subjects)))
