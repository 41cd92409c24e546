"""Digests: alerts of one channel that are told together.

They were held for it (quiet hours, a cap, or that is how the channel wants them), or too many came
at once, or they are what was left while the bot or the platform was away.

A digest is its deliveries under one name. The name is written before it is sent and stays, so
that after a crash the very same digest is sent again under the same key, and never its alerts one
by one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, and_, case, func, or_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import DeliveryState, Digest, Held
from bot.model.story import Story
from bot.model.watch import Channel
from bot.store import channels
from bot.store.claim import UNSETTLED, counted, on_its_way
from bot.store.schema import deliveries as t
from bot.store.schema import stories

MOST = 500  # alerts in one digest: what comes beyond is in the next one
AT_ONCE = 500  # held alerts looked at in one go: their channels come by and by
LATE = timedelta(minutes=30)  # due for so long: the bot or the platform was away
FEW = 2  # late alerts of a channel that are still told one by one


@dataclass(frozen=True, slots=True)
class Digests:
    db: AsyncConnection
    run: str  # the name of this process for as long as it lives

    async def gather(self, now: datetime, platforms: Collection[str], more_than: int) -> None:
        """Make the digests that are due now.

        Of channels whose held alerts are due; where more than so many alerts are due (0 is no
        limit); and where more than a few are late.
        """
        held = (t.c.state == DeliveryState.HELD, t.c.due_at <= now)
        query = select(t.c.platform, t.c.channel, t.c.due_at).where(
            *held, t.c.platform.in_(platforms)
        )
        rows = await self.db.execute(query.order_by(t.c.due_at).limit(AT_ONCE))
        for platform, channel in dict.fromkeys((row.platform, row.channel) for row in rows):
            await self._name(platform, channel, *held)
        for platform, channel, why in await self._crowded(now, platforms, more_than):
            await self._name(platform, channel, *_fresh(now), why=why)

    async def _crowded(
        self, now: datetime, platforms: Collection[str], more_than: int
    ) -> list[tuple[str, str, Held]]:
        """Channels where too many alerts are due, or more than a few late; and which it is."""
        counts = _counts(now)
        query = (
            select(t.c.platform, t.c.channel)
            .where(t.c.state == DeliveryState.PENDING, t.c.platform.in_(platforms))
            .group_by(t.c.platform, t.c.channel)
            .having(or_(counts[1] > FEW, *([counts[0] > more_than] if more_than else [])))
        )
        found = []
        for platform, channel in (await self.db.execute(query)).all():
            here = (t.c.platform == platform, t.c.channel == channel)
            fresh = select(*counts).where(*_fresh(now), *here)
            due, late = (await self.db.execute(fresh)).one()
            if late > FEW:
                found.append((platform, channel, Held.BACKLOG))
            elif more_than and due > more_than:
                found.append((platform, channel, Held.STORM))
        return found

    async def _name(
        self, platform: str, channel: str, *those: ColumnElement[bool], why: Held | None = None
    ) -> None:
        """Name a digest after the first of its deliveries; one at a time a channel."""
        here = (t.c.platform == platform, t.c.channel == channel)
        unsettled = select(t.c.id).where(*here, t.c.digest.is_not(None), t.c.state.in_(UNSETTLED))
        if (await self.db.execute(unsettled.limit(1))).first() is not None:
            return
        ids = select(t.c.id).where(*here, *those).order_by(t.c.seq).limit(MOST)
        names = list((await self.db.execute(ids)).scalars())
        values: dict[str, object] = {"digest": f"digest-{names[0]}", "state": DeliveryState.PENDING}
        if why:
            values["held"] = why
        await self.db.execute(update(t).where(t.c.id.in_(names)).values(values))

    async def claim(self, now: datetime, platforms: Collection[str], limit: int) -> list[Digest]:
        """Digests to send now; those that failed or that an earlier run was sending come again."""
        waiting = (t.c.state == DeliveryState.PENDING, t.c.due_at <= now, ~on_its_way())
        left = (t.c.state == DeliveryState.SENDING, t.c.claimed_by != self.run)
        query = (
            select(t.c.digest)
            # each side from the index of states and digests, which has no empty name
            .where(
                t.c.state.in_(UNSETTLED),
                t.c.digest > "",
                t.c.platform.in_(platforms),
                or_(and_(*waiting), and_(*left)),
            )
            .group_by(t.c.digest)
            .order_by(func.max(t.c.severity).desc(), func.min(t.c.seq))
            .limit(limit)
        )
        names = list((await self.db.execute(query)).scalars())
        found = [await self._rows(name) for name in names]
        for name in names:
            await self._hold(name, now)
        told = await self._stories({row["story"] for rows in found for row in rows})
        return [_made(name, rows, told) for name, rows in zip(names, found, strict=True)]

    async def _rows(self, name: str) -> list[RowMapping]:
        query = select(t).where(t.c.digest == name, t.c.state.in_(UNSETTLED)).order_by(t.c.seq)
        return list((await self.db.execute(query.with_for_update())).mappings())

    async def _stories(self, ids: Collection[str]) -> dict[str, Story]:
        rows = await self.db.execute(
            select(stories.c.id, stories.c.body).where(stories.c.id.in_(ids))
        )
        return {row.id: row.body for row in rows}

    async def _hold(self, name: str, now: datetime) -> None:
        held = {
            "state": DeliveryState.SENDING,
            "claimed_by": self.run,
            "first_attempt_at": func.coalesce(t.c.first_attempt_at, now),
            "last_attempt_at": now,
            "tries": counted(),
        }
        await self.db.execute(_of(name).values(held))

    async def sent(self, digest: Digest, ref: str) -> None:
        """It arrived; it is no story's post, so the next alert of each is posted in full."""
        await self._settle(digest, DeliveryState.SENT, message_ref=ref, error=None)

    async def later(
        self, tried: Digest, due_at: datetime, error: str, *, unsent: bool = False
    ) -> None:
        """It failed and is tried again then; `unsent`: this try has certainly not arrived."""
        values: dict[str, object] = {"due_at": due_at, "error": error}
        if unsent:
            values["first_attempt_at"] = tried.first_attempt_at
        await self._settle(tried, DeliveryState.PENDING, **values)

    async def dead(self, digest: Digest, error: str) -> None:
        """It will never arrive; the reason is for an administrator."""
        await self._settle(digest, DeliveryState.DEAD, error=error)

    async def _settle(self, digest: Digest, state: DeliveryState, **values: object) -> None:
        await self.db.execute(_of(digest.id).values(state=state, claimed_by=None, **values))

    async def came(self, channel: Channel, since: datetime) -> bool:
        """Whether a channel was told, or is to be told, a digest that was due since then."""
        told = (channels.at(t, channel), t.c.digest.is_not(None), t.c.due_at > since)
        return (await self.db.execute(select(t.c.id).where(*told).limit(1))).first() is not None

    async def told(self, name: str) -> list[Story]:
        """The stories that a digest tells of, as they now stand, in the order of their alerts."""
        query = select(t.c.story).where(t.c.digest == name).order_by(t.c.seq)
        ids = dict.fromkeys((await self.db.execute(query)).scalars())
        bodies = await self._stories(ids)
        return [bodies[one] for one in ids]


def _counts(now: datetime) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """How many are due, and how many of them late."""
    due, late = (
        func.coalesce(func.sum(case((t.c.due_at <= at, 1), else_=0)), 0) for at in (now, now - LATE)
    )
    return due, late


def _fresh(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What is due and no platform has seen yet."""
    unseen = (t.c.digest.is_(None), t.c.told.is_(None))
    return (t.c.state == DeliveryState.PENDING, t.c.due_at <= now, *unseen)


def _of(name: str) -> Update:
    return update(t).where(t.c.digest == name, t.c.state.in_(UNSETTLED))


def _made(name: str, rows: list[RowMapping], bodies: dict[str, Story]) -> Digest:
    told = {row["story"]: bodies[row["story"]] for row in rows}
    first = rows[0]
    tries = first["tries"] + (first["state"] is DeliveryState.PENDING)
    tried = (first["held"] or Held.STORM, tries, first["first_attempt_at"])
    return Digest(name, channels.made(first), tuple(told.values()), *tried)
