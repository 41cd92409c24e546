"""Subscriptions: which channel wants to be told what a watch takes."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.watch import Channel, Subscription
from bot.store import channels, sql
from bot.store.schema import subscriptions as t

_WISH = tuple(field.name for field in fields(Subscription) if field.name != "channel")


def _row(wish: Subscription) -> dict[str, Any]:
    return {**channels.row(wish.channel), **{name: getattr(wish, name) for name in _WISH}}


@dataclass(frozen=True, slots=True)
class Subscriptions:
    db: AsyncConnection

    async def add(self, wish: Subscription) -> bool:
        """Keep a channel's wish; False where it has this watch already, which stays as it is."""
        return bool(await sql.add(self.db, t, [_row(wish)], returning="watch"))

    async def put(self, wish: Subscription) -> None:
        """Keep a wish in the place of the one of this channel for this watch."""
        await sql.put(self.db, t, _row(wish))

    async def all(self) -> list[Subscription]:
        """Every wish, by platform, channel and watch."""
        return await self._some(select(t))

    async def of_watches(self, watches: Collection[str]) -> list[Subscription]:
        """Every wish for one of some watches."""
        return await self._some(select(t).where(t.c.watch.in_(watches)))

    async def of_channel(self, channel: Channel) -> list[Subscription]:
        """A channel's wishes, by watch."""
        return await self._some(select(t).where(channels.at(t, channel)))

    async def _some(self, query: Select[tuple[object, ...]]) -> list[Subscription]:
        rows = await self.db.execute(query.order_by(t.c.platform, t.c.channel, t.c.watch))
        return [
            Subscription(channels.made(row), **{name: row[name] for name in _WISH})
            for row in rows.mappings()
        ]

    async def pause(self, channel: Channel, why: str | None) -> int:
        """Pause a channel's wishes that are not paused yet, or with None go on with all of them.

        Get how many there are.
        """
        return await self._pause(why, channels.at(t, channel))

    async def pause_space(self, platform: str, space: str, why: str) -> int:
        """Pause the wishes of a server or workspace that are not paused yet."""
        return await self._pause(why, t.c.platform == platform, t.c.space == space)

    async def resume_space(self, platform: str, space: str, why: str) -> int:
        """Go on with the wishes of a server or workspace that were paused for this reason."""
        there = (t.c.platform == platform, t.c.space == space, t.c.paused == why)
        return (await self.db.execute(update(t).where(*there).values(paused=None))).rowcount

    async def _pause(self, why: str | None, *there: ColumnElement[bool]) -> int:
        running = (t.c.paused.is_(None),) if why is not None else ()
        paused = update(t).where(*there, *running).values(paused=why)
        return (await self.db.execute(paused)).rowcount

    async def remove(self, channel: Channel, watch: str) -> bool:
        """End a wish; False where there was none."""
        gone = delete(t).where(channels.at(t, channel), t.c.watch == watch).returning(t.c.watch)
        return (await self.db.execute(gone)).first() is not None
