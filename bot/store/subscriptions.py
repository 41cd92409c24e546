"""Subscriptions: which channel wants to be told what a watch takes."""

from dataclasses import dataclass

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.watch import Channel, Subscription
from bot.store import channels, sql
from bot.store.schema import subscriptions as t


@dataclass(frozen=True, slots=True)
class Subscriptions:
    db: AsyncConnection

    async def add(self, wish: Subscription) -> bool:
        """Keep a channel's wish; False where it has this watch already, which stays as it is."""
        row = {
            **channels.row(wish.channel),
            "watch": wish.watch,
            "floor": wish.floor,
            "made_by": wish.made_by,
            "made_at": wish.made_at,
        }
        return bool(await sql.add(self.db, t, [row], returning="watch"))

    async def all(self) -> list[Subscription]:
        """Every wish, by platform, channel and watch."""
        return await self._some(select(t))

    async def of_channel(self, channel: Channel) -> list[Subscription]:
        """A channel's wishes, by watch."""
        return await self._some(select(t).where(channels.at(t, channel)))

    async def _some(self, query: Select[tuple[object, ...]]) -> list[Subscription]:
        rows = await self.db.execute(query.order_by(t.c.platform, t.c.channel, t.c.watch))
        return [
            Subscription(
                channels.made(row), row["watch"], row["floor"], row["made_by"], row["made_at"]
            )
            for row in rows.mappings()
        ]

    async def remove(self, channel: Channel, watch: str) -> bool:
        """End a wish; False where there was none."""
        gone = delete(t).where(channels.at(t, channel), t.c.watch == watch).returning(t.c.watch)
        return (await self.db.execute(gone)).first() is not None
