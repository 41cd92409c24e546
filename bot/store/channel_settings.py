"""Channel settings: quiet hours, digest, cap and time zone of each channel that set some."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.watch import Channel, Place
from bot.model.watch import ChannelSettings as Settings
from bot.store import channels, sql
from bot.store.schema import channel_settings as t


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    db: AsyncConnection

    async def put(self, channel: Channel, settings: Settings) -> None:
        """Keep what a channel asks for."""
        await sql.put(self.db, t, {**channels.row(channel), "body": settings})

    async def get(self, channel: Channel) -> Settings:
        """What a channel asks for; the defaults where it set nothing."""
        query = select(t.c.body).where(channels.at(t, channel))
        return (await self.db.execute(query)).scalar_one_or_none() or Settings()

    async def of(self, channels_: Collection[Channel]) -> dict[Place, Settings]:
        """What some channels ask for, where they set something."""
        found: dict[Place, Settings] = {}
        for some in channels.among(t, channels_):
            rows = await self.db.execute(select(t.c.platform, t.c.channel, t.c.body).where(some))
            found |= {(row.platform, row.channel): row.body for row in rows}
        return found

    async def with_digest(self) -> list[tuple[Channel, Settings, datetime | None]]:
        """Every channel that named a digest time, and the last of them that is settled."""
        rows = (await self.db.execute(select(t))).mappings()
        found = [(channels.made(row), row["body"], row["digested_at"]) for row in rows]
        return [one for one in found if one[1].digest is not None]

    async def digested(self, channel: Channel, at: datetime) -> None:
        """A digest time of a channel is settled: something was told, or that there is nothing."""
        one = update(t).where(channels.at(t, channel))
        await self.db.execute(one.values(digested_at=at))

    async def all(self) -> dict[Channel, Settings]:
        """Every channel that set something."""
        rows = (await self.db.execute(select(t))).mappings()
        return {channels.made(row): row["body"] for row in rows}
