"""Deliveries: the outbox. What is in it is sent, and what is sent is written before and after."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import DeadLetter, Delivery, DeliveryState, Dispatch, Held, Post
from bot.model.story import Story
from bot.model.watch import Channel, Place
from bot.store import channels, sql
from bot.store.claim import UNSETTLED, busy, counted, dispatch, heads, left, ready, whole
from bot.store.joined import JOIN, joined, row
from bot.store.marks import Marks
from bot.store.posts import Posts
from bot.store.schema import deliveries as t
from bot.store.schema import posts, stories

WAITING = (DeliveryState.PENDING, DeliveryState.HELD)  # nobody is sending it

_other = t.alias("other")


@dataclass(frozen=True, slots=True)
class Deliveries:
    db: AsyncConnection
    run: str  # the name of this process for as long as it lives

    async def add(self, deliveries: Iterable[Delivery]) -> int:
        """Put alerts into the outbox, each once a channel, and get how many were put.

        A channel that still waits for its first post of the story needs no second one: the first
        is worded from the story as it then stands. It becomes due at the earlier of both times,
        and is no longer held where the later one is not. One that was tried already tells what it
        told then, and is followed by the next. What is muted is kept, and not told.
        """
        wanted = list(deliveries)
        waiting = await self._waiting({one.alert.story for one in wanted if not one.muted})
        rows, joining = [], []
        for delivery in wanted:
            channel = delivery.channel
            first = waiting.get((delivery.alert.story, channel.platform, channel.id))
            if first is None or delivery.muted:
                rows.append(row(delivery))
            else:
                joining.append(joined(first, delivery))
        if joining:
            await self.db.execute(JOIN, joining)
        return len(await sql.add(self.db, t, rows, returning="id"))

    async def _waiting(self, names: set[str]) -> dict[tuple[str, str, str], Row[Any]]:
        """The first deliveries of these stories that no platform has seen yet, by channel."""
        shown = select(posts.c.ref).where(
            posts.c.story == t.c.story,
            posts.c.platform == t.c.platform,
            posts.c.channel == t.c.channel,
        )
        earlier = select(_other.c.seq).where(
            _other.c.state.in_((*UNSETTLED, DeliveryState.HELD)),
            _other.c.story == t.c.story,
            _other.c.platform == t.c.platform,
            _other.c.channel == t.c.channel,
            _other.c.seq < t.c.seq,
        )
        unseen = t.c.told.is_(None) & (t.c.digest.is_(None) | (t.c.tries == 0))
        first = (t.c.state.in_(WAITING), unseen, ~shown.exists(), ~earlier.exists())
        query = select(t).where(t.c.story.in_(names), *first).with_for_update()
        return {(it.story, it.platform, it.channel): it for it in await self.db.execute(query)}

    async def claim(self, now: datetime, platforms: Collection[str], limit: int) -> list[Dispatch]:
        """What to send now, one a channel at most; committed as on its way before it is sent.

        The most severe first between channels, the oldest first within one. What an earlier run
        was sending when it ended is handed out again, with the time of that try.
        """
        return await self.take(await self.ready(now, platforms, limit), now)

    async def ready(self, now: datetime, platforms: Collection[str], limit: int) -> list[int]:
        """The numbers of what to send now, in that order; to be taken a few at a time."""
        numbers = list((await self.db.execute(left(platforms, self.run).limit(limit))).scalars())
        first = list((await self.db.execute(heads(now, platforms, limit))).scalars())
        free = set((await self.db.execute(ready(first, now))).scalars()) if first else set()
        return (numbers + [number for number in first if number in free])[:limit]

    async def take(self, numbers: Sequence[int], now: datetime) -> list[Dispatch]:
        """Claim those of some numbers that are still to be sent, one a channel at most."""
        if not numbers:
            return []
        found = (await self.db.execute(whole(numbers, now, self.run))).mappings().all()
        sending = await self.db.execute(busy({one["platform"] for one in found}))
        taken = {(row.platform, row.channel) for row in sending}
        rows = {
            one["seq"]: one
            for one in found
            if one["state"] is DeliveryState.SENDING
            or (one["platform"], one["channel"]) not in taken
        }
        await self._hold(
            [{"of": seq, "tells": one["story_body"].revision} for seq, one in rows.items()], now
        )
        marks = await Marks(self.db).of_stories({one["story"] for one in rows.values()})
        return [dispatch(rows[seq], marks) for seq in numbers if seq in rows]

    async def _hold(self, claims: list[dict[str, int]], now: datetime) -> None:
        values = {
            "state": DeliveryState.SENDING,
            "claimed_by": self.run,
            "first_attempt_at": func.coalesce(t.c.first_attempt_at, now),
            "last_attempt_at": now,
            "tries": counted(),
            "told": bindparam("tells"),
        }
        if claims:
            one = t.c.seq == bindparam("of")
            await self.db.execute(update(t).where(one).values(**values), claims)

    async def sent(
        self, delivery: Delivery, ref: str, revision: int, now: datetime, look: str | None = None
    ) -> None:
        """It arrived as `ref` and tells this revision of the story (`Dispatch.story.revision`).

        The first message of a story to a channel becomes its post, which looks like `look`. What
        the digest is to tell once more is held for it.
        """
        shown = (ref, revision, delivery.matches, delivery.id, look)
        post = Post(delivery.alert.story, delivery.channel, *shown)
        first = await Posts(self.db, self.run).shown(post, now)
        if delivery.again_at is None:
            await self._settle(delivery, DeliveryState.SENT, message_ref=ref, error=None)
        else:
            again = {"due_at": delivery.again_at, "held": Held.DIGEST, **_UNTRIED}
            await self._settle(delivery, DeliveryState.HELD, message_ref=ref, error=None, **again)
        if first:
            await self._told_with(post)

    async def _told_with(self, post: Post) -> None:
        """Alerts up to the revision that a first post tells are told by it."""
        told = (
            t.c.story == post.story,
            t.c.revision <= post.revision,
            channels.at(t, post.channel),
            t.c.state.in_(WAITING),
            t.c.message_ref.is_(None),
        )
        values = {"state": DeliveryState.SENT, "message_ref": post.ref}
        await self.db.execute(update(t).where(*told).values(**values))

    async def later(
        self, tried: Dispatch, due_at: datetime, error: str, *, unsent: bool = False
    ) -> None:
        """It failed and is tried again then; `unsent`: this try has certainly not arrived."""
        before: dict[str, object] = {}
        if unsent:
            before = {"first_attempt_at": tried.first_attempt_at}
            if tried.first_attempt_at is None:
                before["told"] = None
        await self._settle(
            tried.delivery, DeliveryState.PENDING, due_at=due_at, error=error, **before
        )

    async def dead(self, delivery: Delivery, error: str) -> None:
        """It will never arrive; the reason is for an administrator."""
        await self._settle(delivery, DeliveryState.DEAD, error=error)

    async def _settle(self, delivery: Delivery, state: DeliveryState, **values: object) -> None:
        settled = {"state": state, "claimed_by": None, **values}
        await self.db.execute(update(t).where(t.c.id == delivery.id).values(**settled))

    async def close(self, channel: Channel, error: str) -> int:
        """Nothing more can be sent to a channel: all that waits for it is given up."""
        return await self._end(DeliveryState.DEAD, error, channels.at(t, channel))

    async def close_space(self, platform: str, space: str, error: str) -> int:
        """Nothing more can be sent to a server or workspace."""
        there = (t.c.platform == platform, t.c.space == space)
        return await self._end(DeliveryState.DEAD, error, *there)

    async def hush(self, channel: Channel, story: str, why: str) -> int:
        """A channel muted a story: what waits to be told of it there is not told."""
        there = (channels.at(t, channel), t.c.story == story, t.c.digest.is_(None))
        return await self._end(DeliveryState.MUTED, why, *there)

    async def _end(self, state: DeliveryState, why: str, *those: ColumnElement[bool]) -> int:
        waiting = or_(t.c.state == DeliveryState.PENDING, t.c.state == DeliveryState.HELD)
        ended = {"state": state, "error": why, "claimed_by": None}
        return (await self.db.execute(update(t).where(waiting, *those).values(**ended))).rowcount

    async def told_since(self, some: Collection[Channel], at: datetime) -> dict[Place, int]:
        """How many alerts channels got or will get one by one since then; none is left out."""
        found: dict[Place, int] = {}
        alone = (t.c.held.is_(None), t.c.state != DeliveryState.MUTED, t.c.due_at >= at)
        for these in channels.among(t, some):
            query = select(t.c.platform, t.c.channel, func.count()).where(these, *alone)
            rows = await self.db.execute(query.group_by(t.c.platform, t.c.channel))
            found |= {(row[0], row[1]): row[2] for row in rows}
        return found

    async def dead_letters(self, limit: int) -> list[DeadLetter]:
        """What was given up, the newest first."""
        query = select(t).where(t.c.state == DeliveryState.DEAD).order_by(t.c.seq.desc())
        rows = (await self.db.execute(query.limit(limit))).mappings()
        return [
            DeadLetter(
                it["id"],
                it["story"],
                channels.made(it),
                it["last_attempt_at"] or it["due_at"],
                it["error"] or "",
            )
            for it in rows
        ]

    async def replay(self, delivery: str, now: datetime) -> bool:
        """Try again what was given up; False where there is no such dead letter.

        What an earlier try may have shown is found again; a part of a digest is told alone.
        """
        one = (t.c.id == delivery, t.c.state == DeliveryState.DEAD)
        again = {"state": DeliveryState.PENDING, "due_at": now, "held": None, "digest": None}
        done = await self.db.execute(
            update(t).where(*one).values(error=None, **again).returning(t.c.id)
        )
        return done.first() is not None

    async def place_of(self, delivery: str) -> tuple[Story, Channel] | None:
        """The story that a delivery tells of, as it now stands, and where it was told."""
        query = select(t, stories.c.body).join(stories, stories.c.id == t.c.story)
        row = (await self.db.execute(query.where(t.c.id == delivery))).mappings().first()
        return None if row is None else (row["body"], channels.made(row))

    async def story_of(self, delivery: str) -> str | None:
        """The story that a delivery tells of."""
        query = select(t.c.story).where(t.c.id == delivery)
        return (await self.db.execute(query)).scalar_one_or_none()

    async def pending(self, platforms: Collection[str]) -> int:
        """How many are to be sent and are not settled yet, those on their way included."""
        query = select(func.count()).where(t.c.state.in_(UNSETTLED), t.c.platform.in_(platforms))
        return (await self.db.execute(query)).scalar_one()


_UNTRIED = {"again_at": None, "told": None, "tries": 0, "first_attempt_at": None}
