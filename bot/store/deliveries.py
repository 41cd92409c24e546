"""Deliveries: the outbox. What is in it is sent, and what is sent is written before and after."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import Delivery, DeliveryState, Dispatch, Post
from bot.store import channels, sql
from bot.store.claim import UNSETTLED, dispatch, due
from bot.store.posts import Posts
from bot.store.schema import deliveries as t
from bot.store.schema import posts

_other = t.alias("other")


@dataclass(frozen=True, slots=True)
class Deliveries:
    db: AsyncConnection
    run: str  # the name of this process for as long as it lives

    async def add(self, deliveries: Iterable[Delivery]) -> int:
        """Put alerts into the outbox, each once a channel, and get how many were put.

        A channel that still waits for its first post of the story needs no second one: the first
        is worded from the story as it then stands. It becomes due at the earlier of both times.
        One that was tried already tells what it told then, and is followed by the next.
        """
        wanted = list(deliveries)
        waiting = await self._waiting({delivery.alert.story for delivery in wanted})
        rows, joined = [], []
        for delivery in wanted:
            channel = delivery.channel
            first = waiting.get((delivery.alert.story, channel.platform, channel.id))
            if first is None:
                rows.append(_row(delivery))
            else:
                joined.append(_joined(first, delivery))
        if joined:
            await self.db.execute(_JOIN, joined)
        return len(await sql.add(self.db, t, rows, returning="id"))

    async def _waiting(self, stories: set[str]) -> dict[tuple[str, str, str], Row[Any]]:
        """The first deliveries of these stories that nobody is sending yet, by channel."""
        shown = select(posts.c.ref).where(
            posts.c.story == t.c.story,
            posts.c.platform == t.c.platform,
            posts.c.channel == t.c.channel,
        )
        earlier = select(_other.c.seq).where(
            _other.c.state.in_(UNSETTLED),
            _other.c.story == t.c.story,
            _other.c.platform == t.c.platform,
            _other.c.channel == t.c.channel,
            _other.c.seq < t.c.seq,
        )
        untried = (t.c.state == DeliveryState.PENDING) & (t.c.tries == 0)
        first = (t.c.story.in_(stories), untried, ~shown.exists(), ~earlier.exists())
        query = select(t).where(*first).with_for_update()
        return {(row.story, row.platform, row.channel): row for row in await self.db.execute(query)}

    async def claim(self, now: datetime, platforms: Collection[str], limit: int) -> list[Dispatch]:
        """What to send now, one a channel at most; committed as on its way before it is sent.

        The most severe first between channels, the oldest first within one. What an earlier run
        was sending when it ended is handed out again, with the time of that try.
        """
        rows = (await self.db.execute(due(now, platforms, self.run).limit(limit))).mappings().all()
        claims = [{"of": row["seq"], "tells": row["story_body"].revision} for row in rows]
        if claims:
            values = {
                "state": DeliveryState.SENDING,
                "claimed_by": self.run,
                "first_attempt_at": func.coalesce(t.c.first_attempt_at, now),
                "last_attempt_at": now,
                "tries": t.c.tries + 1,
                "told": bindparam("tells"),
            }
            one = t.c.seq == bindparam("of")
            await self.db.execute(update(t).where(one).values(**values), claims)
        return [dispatch(row) for row in rows]

    async def sent(self, delivery: Delivery, ref: str, revision: int, now: datetime) -> None:
        """It arrived as `ref` and tells this revision of the story (`Dispatch.story.revision`).

        The first message of a story to a channel becomes its post.
        """
        shown = (ref, revision, delivery.matches, delivery.id)
        post = Post(delivery.alert.story, delivery.channel, *shown)
        first = await Posts(self.db, self.run).shown(post, now)
        await self._settle(delivery, DeliveryState.SENT, message_ref=ref, error=None)
        if first:
            await self._told_with(post)

    async def _told_with(self, post: Post) -> None:
        """Alerts up to the revision that a first post tells are told by it."""
        told = (
            t.c.story == post.story,
            t.c.revision <= post.revision,
            channels.at(t, post.channel),
        )
        pending = t.c.state == DeliveryState.PENDING
        values = {"state": DeliveryState.SENT, "message_ref": post.ref}
        await self.db.execute(update(t).where(*told, pending).values(**values))

    async def later(self, delivery: Delivery, due_at: datetime, error: str) -> None:
        """It failed and is tried again then."""
        await self._settle(delivery, DeliveryState.PENDING, due_at=due_at, error=error)

    async def dead(self, delivery: Delivery, error: str) -> None:
        """It will never arrive; the reason is for an administrator."""
        await self._settle(delivery, DeliveryState.DEAD, error=error)

    async def _settle(self, delivery: Delivery, state: DeliveryState, **values: object) -> None:
        settled = {"state": state, "claimed_by": None, **values}
        await self.db.execute(update(t).where(t.c.id == delivery.id).values(**settled))

    async def pending(self, platforms: Collection[str]) -> int:
        """How many are not settled yet, those on their way included."""
        query = select(func.count()).where(t.c.state.in_(UNSETTLED), t.c.platform.in_(platforms))
        return (await self.db.execute(query)).scalar_one()


def _row(delivery: Delivery) -> dict[str, Any]:
    return {
        **channels.row(delivery.channel),
        "id": delivery.id,
        "story": delivery.alert.story,
        "revision": delivery.alert.revision,
        "matches": delivery.matches,
        "severity": delivery.alert.severity,
        "state": DeliveryState.PENDING,
        "due_at": delivery.due_at,
        "ping": delivery.ping,
        "held": delivery.held,
    }


_JOIN = (
    update(t)
    .where(t.c.seq == bindparam("first"))
    .values(
        due_at=bindparam("due"),
        severity=bindparam("worst"),
        matches=bindparam("why"),
        ping=bindparam("whom"),
    )
)


def _joined(first: Row[Any], later: Delivery) -> dict[str, Any]:
    """What becomes of a first delivery that waits when its story moves."""
    return {
        "first": first.seq,
        "due": min(first.due_at, later.due_at),
        "worst": max(first.severity, later.alert.severity, key=lambda severity: severity.rank),
        "whom": first.ping or later.ping,
        "why": later.matches,  # why the channel gets the story as it now stands
    }
