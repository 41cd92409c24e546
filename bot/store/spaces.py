"""Spaces: the servers and workspaces that the bot was removed from, and what it forgets of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import sql
from bot.store.schema import (
    channel_settings,
    deliveries,
    marks,
    mutes,
    posts,
    subscriptions,
    watches,
)
from bot.store.schema import spaces as t


@dataclass(frozen=True, slots=True)
class Spaces:
    db: AsyncConnection

    async def left(self, platform: str, space: str, now: datetime) -> None:
        """The bot was removed from a space; the first time that this is known counts."""
        await sql.add(
            self.db, t, [{"platform": platform, "space": space, "left_at": now}], returning="space"
        )

    async def joined(self, platform: str, space: str) -> bool:
        """The bot is there (again); whether it had been removed."""
        one = (t.c.platform == platform, t.c.space == space)
        return (
            await self.db.execute(delete(t).where(*one).returning(t.c.space))
        ).first() is not None

    async def left_before(self, at: datetime) -> list[tuple[str, str]]:
        """Platform and name of the spaces that the bot was removed from before then."""
        rows = await self.db.execute(select(t.c.platform, t.c.space).where(t.c.left_at < at))
        return [(row.platform, row.space) for row in rows]

    async def forget(self, platform: str, space: str) -> None:
        """Delete all that is known of a space: what it asked for, was told, and said."""
        for table in (subscriptions, channel_settings, mutes, deliveries, posts, marks):
            there = (table.c.platform == platform, table.c.space == space)
            await self.db.execute(delete(table).where(*there))
        own = watches.c.space == f"{platform}:{space}"
        await self.db.execute(delete(watches).where(own))
        await self.joined(platform, space)
