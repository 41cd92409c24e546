"""Calls of buttons that are too long for a button: kept under a short name for some days."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.message import OptionValue
from bot.store import sql
from bot.store.schema import calls as t


@dataclass(frozen=True, slots=True)
class Calls:
    db: AsyncConnection

    async def keep(self, command: str, values: Mapping[str, OptionValue], now: datetime) -> str:
        """The short name of a call; the same call has the same one."""
        told = json.dumps([command, dict(values)], sort_keys=True)
        name = hashlib.sha256(told.encode()).hexdigest()[:20]
        row = {"id": name, "command": command, "values": dict(values), "made_at": now}
        await sql.put(self.db, t, row)
        return name

    async def get(self, name: str) -> tuple[str, dict[str, OptionValue]] | None:
        """The command and the values of a call; None where it is no longer kept."""
        query = select(t.c.command, t.c["values"]).where(t.c.id == name)
        row = (await self.db.execute(query)).first()
        return None if row is None else (row[0], row[1])

    async def purge(self, before: datetime) -> None:
        """Forget calls that were kept before then."""
        await self.db.execute(delete(t).where(t.c.made_at < before))
