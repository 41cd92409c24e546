"""Mutes: what a channel does not want to be told of for a while."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.watch import Channel, Mute, MuteKind, Place
from bot.store import channels, sql
from bot.store.schema import mutes as t

_MUTE = tuple(field.name for field in fields(Mute) if field.name != "channel")


@dataclass(frozen=True, slots=True)
class Mutes:
    db: AsyncConnection

    async def put(self, mute: Mute) -> None:
        """Keep a mute in the place of the one of this channel for the same."""
        row = {name: getattr(mute, name) for name in _MUTE}
        await sql.put(self.db, t, {**channels.row(mute.channel), **row})

    async def of_channel(self, channel: Channel, now: datetime) -> list[Mute]:
        """The mutes of a channel that hold now, by kind and what they silence."""
        return await self._some(select(t).where(channels.at(t, channel), _holds(now)))

    async def of(self, channels_: Collection[Channel], now: datetime) -> dict[Place, list[Mute]]:
        """The mutes of some channels that hold now."""
        found: dict[Place, list[Mute]] = {}
        for some in channels.among(t, channels_):
            for mute in await self._some(select(t).where(some, _holds(now))):
                found.setdefault(mute.channel.place, []).append(mute)
        return found

    async def all(self, now: datetime) -> list[Mute]:
        """Every mute that holds now."""
        return await self._some(select(t).where(_holds(now)))

    async def _some(self, query: Select[Any]) -> list[Mute]:
        ordered = query.order_by(t.c.platform, t.c.channel, t.c.kind, t.c.what)
        rows = (await self.db.execute(ordered)).mappings()
        return [Mute(channels.made(row), **{name: row[name] for name in _MUTE}) for row in rows]

    async def remove(self, channel: Channel, kind: MuteKind, what: str) -> bool:
        """Take a mute back; False where there was none."""
        one = (channels.at(t, channel), t.c.kind == kind, t.c.what == what)
        return (
            await self.db.execute(delete(t).where(*one).returning(t.c.what))
        ).first() is not None

    async def purge(self, now: datetime) -> None:
        """Forget what has run out."""
        await self.db.execute(delete(t).where(t.c.until <= now))


def _holds(now: datetime) -> Any:
    return t.c.until.is_(None) | (t.c.until > now)
