"""Which deliveries are to be sent now, and all that is needed to word them.

A delivery waits while its channel has another one on its way, and while an earlier one of its
channel stands before it: one that is due too, one that failed and is tried again (the channel is in
trouble, and order is kept), or one of the same story (an update never overtakes what it updates).
One that is only put off holds up nothing else, and one that is held for a digest nothing at all.

Every try of a delivery tells the same revision. An earlier one may have arrived without our
knowing, and then the platform keeps that message: what it says must be what we believe it says.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.engine import RowMapping

from bot.model.delivery import Delivery, DeliveryState, Dispatch, Mark, Post
from bot.store import channels
from bot.store.schema import alerts, posts, stories, story_revisions
from bot.store.schema import deliveries as t

UNSETTLED = (DeliveryState.PENDING, DeliveryState.SENDING)

_other = t.alias("other")
_earlier = story_revisions.alias("earlier")
_silent = t.alias("silent")
_spoken = t.alias("spoken")


def on_its_way() -> ColumnElement[bool]:
    """Whether the channel has something on its way."""
    channel = and_(_other.c.platform == t.c.platform, _other.c.channel == t.c.channel)
    return exists().where(_other.c.state == DeliveryState.SENDING, channel)


def heads(now: datetime, platforms: Collection[str], limit: int) -> Select[Any]:
    """The number of the first row of each channel, of the gravest channels first.

    A channel is as severe as the gravest of what waits there, so that nothing light keeps it back.
    One that waits after a failure is left out. No join: a database that has not counted its rows
    yet would look for every head in every row.
    """
    stands_first = or_(t.c.due_at <= now, t.c.tries > 0)  # what failed holds up its channel
    waits = func.max(case((t.c.due_at > now, 1), else_=0)) == 1
    first = func.min(t.c.seq)
    return (
        select(first)
        .where(t.c.state == DeliveryState.PENDING, t.c.platform.in_(platforms), stands_first)
        .group_by(t.c.platform, t.c.channel)
        .having(~waits)
        .order_by(func.max(t.c.severity).desc(), first)
        .limit(limit)
    )


def ready(numbers: Sequence[int], now: datetime) -> Select[Any]:
    """Those of some numbers that wait for nothing; but for what is on its way in their channel."""
    channel = and_(_other.c.platform == t.c.platform, _other.c.channel == t.c.channel)
    before = (_other.c.state == DeliveryState.PENDING, _other.c.seq < t.c.seq)
    updates = exists().where(channel, _other.c.story == t.c.story, *before)
    return select(t.c.seq).where(t.c.seq.in_(numbers), *_is_due(now), ~updates)


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (t.c.state == DeliveryState.PENDING, t.c.digest.is_(None), t.c.due_at <= now)


def busy(platforms: Collection[str]) -> Select[Any]:
    """The channels that have something on its way."""
    sending = (t.c.state == DeliveryState.SENDING, t.c.platform.in_(platforms))
    return select(t.c.platform, t.c.channel).where(*sending)


def left(platforms: Collection[str], run: str) -> Select[Any]:
    """The numbers of what another run was sending: there is one sending process a database."""
    left_by = (t.c.state == DeliveryState.SENDING, t.c.claimed_by != run, t.c.digest.is_(None))
    return select(t.c.seq).where(*left_by, t.c.platform.in_(platforms)).order_by(t.c.seq)


def whole(numbers: Sequence[int], now: datetime, run: str) -> Select[Any]:
    """The rows of these numbers that are still to be sent, each with its alert, story and post."""
    is_left = and_(t.c.state == DeliveryState.SENDING, t.c.claimed_by != run)
    told = and_(
        story_revisions.c.story == t.c.story,
        story_revisions.c.revision == func.coalesce(t.c.told, stories.c.revision),
    )
    before = and_(_earlier.c.story == t.c.story, _earlier.c.revision == t.c.revision - 1)
    shown = and_(
        posts.c.story == t.c.story,
        posts.c.platform == t.c.platform,
        posts.c.channel == t.c.channel,
    )
    return (
        select(
            t,
            alerts.c.body.label("alert_body"),
            story_revisions.c.body.label("story_body"),
            _earlier.c.body.label("before_body"),
            posts.c.ref.label("post_ref"),
            posts.c.revision.label("post_revision"),
            posts.c.matches.label("post_matches"),
            posts.c.delivery.label("post_delivery"),
            posts.c.look.label("post_look"),
            _muted_before().label("muted"),
        )
        .join(alerts, and_(alerts.c.story == t.c.story, alerts.c.revision == t.c.revision))
        .join(stories, stories.c.id == t.c.story)
        .join(story_revisions, told)
        .outerjoin(_earlier, before)
        .outerjoin(posts, shown)
        .where(t.c.seq.in_(numbers), or_(is_left, and_(*_is_due(now))))
        .with_for_update(skip_locked=True, of=t)
    )


def _muted_before() -> ColumnElement[int]:
    """How many alerts the channel muted since the last one that it was told of."""
    told = select(func.max(_spoken.c.seq)).where(
        _spoken.c.state == DeliveryState.SENT,
        _spoken.c.platform == t.c.platform,
        _spoken.c.channel == t.c.channel,
        _spoken.c.seq < t.c.seq,
    )
    silent = select(func.count()).where(
        _silent.c.state == DeliveryState.MUTED,
        _silent.c.platform == t.c.platform,
        _silent.c.channel == t.c.channel,
        _silent.c.seq < t.c.seq,
        _silent.c.seq > func.coalesce(told.scalar_subquery(), 0),
    )
    return silent.scalar_subquery()


def counted() -> ColumnElement[int]:
    """The tries of a row that is claimed; one that its run broke off goes on with the same."""
    return case((t.c.state == DeliveryState.SENDING, t.c.tries), else_=t.c.tries + 1)


def dispatch(row: RowMapping, marks: Sequence[Mark] = ()) -> Dispatch:
    """A row of `whole` with all that is needed to word and send it; this try is counted.

    One that was broken off with its run goes on: nothing failed.
    """
    channel = channels.made(row)
    told = ("matches", "due_at", "ping", "held", "again_at")
    delivery = Delivery(row["id"], row["alert_body"], channel, *(row[name] for name in told))
    post = None
    if row["post_ref"] is not None:
        shown = (row["post_revision"], row["post_matches"], row["post_delivery"], row["post_look"])
        post = Post(row["story"], channel, row["post_ref"], *shown)
    tries = row["tries"] + (row["state"] is DeliveryState.PENDING)
    tried = (tries, row["first_attempt_at"], row["last_attempt_at"])
    seen = tuple(mark for mark in marks if mark.story == row["story"] and mark.is_seen(channel))
    bodies = (row["story_body"], row["before_body"])
    return Dispatch(delivery, *bodies, post, *tried, marks=seen, muted=row["muted"])
