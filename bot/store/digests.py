"""Digests: alerts of one channel that are told together, because too many came at once.

A digest is its deliveries under one name. The name is written before it is sent and stays, so
that after a crash the very same digest is sent again under the same key, and never its alerts one
by one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, and_, func, or_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import DeliveryState, Digest
from bot.store import channels
from bot.store.claim import UNSETTLED
from bot.store.schema import deliveries as t
from bot.store.schema import stories

MOST = 500  # alerts in one digest: what comes beyond is in the next one

_other = t.alias("other")


@dataclass(frozen=True, slots=True)
class Digests:
    db: AsyncConnection
    run: str  # the name of this process for as long as it lives

    async def claim(
        self, now: datetime, platforms: Collection[str], more_than: int
    ) -> list[Digest]:
        """Digests to send now: new ones of channels where more than so many alerts are due.

        Those that failed or that an earlier run was sending come again. `more_than` 0 is no limit.
        """
        if more_than:
            await self._gather(now, platforms, more_than)
        ready = or_(
            and_(t.c.state == DeliveryState.PENDING, t.c.due_at <= now),
            and_(t.c.state == DeliveryState.SENDING, t.c.claimed_by != self.run),
        )
        query = (
            select(t, stories.c.body)
            .join(stories, stories.c.id == t.c.story)
            .where(t.c.digest.is_not(None), t.c.platform.in_(platforms), ready)
            .order_by(t.c.seq)
            .with_for_update(skip_locked=True, of=t)
        )
        found: dict[str, list[RowMapping]] = {}
        for row in (await self.db.execute(query)).mappings():
            found.setdefault(row["digest"], []).append(row)
        for name in found:
            await self._hold(name, now)
        return [_made(name, rows) for name, rows in found.items()]

    async def _gather(self, now: datetime, platforms: Collection[str], more_than: int) -> None:
        """Name the digests of crowded channels, each after the first of its deliveries."""
        fresh = (t.c.state == DeliveryState.PENDING, t.c.due_at <= now, t.c.tries == 0)
        here = (_other.c.platform == t.c.platform, _other.c.channel == t.c.channel)
        busy = or_(
            _other.c.state == DeliveryState.SENDING,
            and_(_other.c.digest.is_not(None), _other.c.state.in_(UNSETTLED)),
        )
        crowded = (
            select(t.c.platform, t.c.channel)
            .where(*fresh, t.c.platform.in_(platforms), ~select(1).where(busy, *here).exists())
            .group_by(t.c.platform, t.c.channel)
            .having(func.count() > more_than)
        )
        for platform, channel in (await self.db.execute(crowded)).all():
            due = (*fresh, t.c.platform == platform, t.c.channel == channel)
            ids = select(t.c.id).where(*due).order_by(t.c.seq).limit(MOST)
            names = list((await self.db.execute(ids)).scalars())
            named = update(t).where(t.c.id.in_(names))
            await self.db.execute(named.values(digest=f"digest-{names[0]}"))

    async def _hold(self, name: str, now: datetime) -> None:
        held = {
            "state": DeliveryState.SENDING,
            "claimed_by": self.run,
            "first_attempt_at": func.coalesce(t.c.first_attempt_at, now),
            "last_attempt_at": now,
            "tries": t.c.tries + 1,
        }
        await self.db.execute(_of(name).values(held))

    async def sent(self, digest: Digest, ref: str) -> None:
        """It arrived; it is no story's post, so the next alert of each is posted in full."""
        await self._settle(digest, DeliveryState.SENT, message_ref=ref, error=None)

    async def later(self, digest: Digest, due_at: datetime, error: str) -> None:
        """It failed and is tried again then, as it is."""
        await self._settle(digest, DeliveryState.PENDING, due_at=due_at, error=error)

    async def dead(self, digest: Digest, error: str) -> None:
        """It will never arrive; the reason is for an administrator."""
        await self._settle(digest, DeliveryState.DEAD, error=error)

    async def _settle(self, digest: Digest, state: DeliveryState, **values: object) -> None:
        await self.db.execute(_of(digest.id).values(state=state, claimed_by=None, **values))


def _of(name: str) -> Update:
    return update(t).where(t.c.digest == name, t.c.state.in_(UNSETTLED))


def _made(name: str, rows: list[RowMapping]) -> Digest:
    told = {row["story"]: row["body"] for row in rows}
    tried = (rows[0]["tries"] + 1, rows[0]["first_attempt_at"])
    return Digest(name, channels.made(rows[0]), tuple(told.values()), *tried)
