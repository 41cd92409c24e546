"""Alerts: what there was to say, and why some of it was not said."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.alert import Alert, Reason
from bot.store import sql
from bot.store.schema import alerts as t


@dataclass(frozen=True, slots=True)
class Alerts:
    db: AsyncConnection

    async def count(self) -> int:
        """How many there are."""
        return (await self.db.execute(select(func.count()).select_from(t))).scalar_one()

    async def add(
        self, alert: Alert, silenced: str | None = None, facts: str | None = None
    ) -> bool:
        """Keep an alert; False where its story and revision have one already.

        `silenced` says why nothing is sent of it; None where it may be sent. `facts` is what the
        story states, for back-tests, which make it anew where it is not kept.
        """
        row = {
            "story": alert.story,
            "revision": alert.revision,
            "reason": alert.reason,
            "severity": alert.severity,
            "certainty": alert.certainty,
            "item": alert.item,
            "at": alert.at,
            "silenced": silenced,
            "body": alert,
            "facts": facts,
        }
        return bool(await sql.add(self.db, t, [row], returning="story"))

    async def often(self, item: str, reason: Reason) -> int:
        """How many alerts with this reason one item has made."""
        made = (t.c.item == item, t.c.reason == reason)
        return (
            await self.db.execute(select(func.count()).select_from(t).where(*made))
        ).scalar_one()

    async def reasons(self) -> dict[str, list[Reason]]:
        """Why something was said of each item, in the order of its wordings."""
        found: dict[str, list[Reason]] = {}
        query = select(t.c.item, t.c.reason).order_by(t.c.item, t.c.revision)
        for row in await self.db.execute(query):
            found.setdefault(row.item, []).append(row.reason)
        return found
