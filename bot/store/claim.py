"""Which deliveries are to be sent now, as one query.

A delivery waits while its channel has another one on its way, and while an earlier one of its
channel stands before it: one that is due too, one that failed and is tried again (the channel is in
trouble, and order is kept), or one of the same story (an update never overtakes what it updates).
One that is only put off, by quiet hours for instance, holds up nothing else.

Every try of a delivery tells the same revision. An earlier one may have arrived without our
knowing, and then the platform keeps that message: what it says must be what we believe it says.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.engine import RowMapping

from bot.model.delivery import Delivery, DeliveryState, Dispatch, Post
from bot.store import channels
from bot.store.schema import alerts, posts, stories, story_revisions
from bot.store.schema import deliveries as t

UNSETTLED = (DeliveryState.PENDING, DeliveryState.SENDING)

_other = t.alias("other")
_earlier = story_revisions.alias("earlier")


def _held_up(now: datetime) -> ColumnElement[bool]:
    """Whether a pending delivery waits for another one of its channel."""
    on_its_way = _other.c.state == DeliveryState.SENDING
    before = and_(
        _other.c.seq < t.c.seq,
        or_(_other.c.due_at <= now, _other.c.tries > 0, _other.c.story == t.c.story),
    )
    channel = and_(_other.c.platform == t.c.platform, _other.c.channel == t.c.channel)
    unsettled = _other.c.state.in_(UNSETTLED)
    return exists().where(unsettled, channel, or_(on_its_way, before))


def due(now: datetime, platforms: Collection[str], run: str) -> Select[Any]:
    """The rows to send, each with its alert, story and post, the most severe first.

    What another run was sending is to be sent again: there is one sending process a database.
    """
    ready = or_(
        and_(t.c.state == DeliveryState.PENDING, t.c.due_at <= now, ~_held_up(now)),
        and_(t.c.state == DeliveryState.SENDING, t.c.claimed_by != run),
    )
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
        )
        .join(alerts, and_(alerts.c.story == t.c.story, alerts.c.revision == t.c.revision))
        .join(stories, stories.c.id == t.c.story)
        .join(story_revisions, told)
        .outerjoin(_earlier, before)
        .outerjoin(posts, shown)
        .where(t.c.state.in_(UNSETTLED), t.c.digest.is_(None), t.c.platform.in_(platforms), ready)
        .order_by(t.c.severity.desc(), t.c.seq)
        .with_for_update(skip_locked=True, of=t)
    )


def dispatch(row: RowMapping) -> Dispatch:
    """A row of `due` with all that is needed to word and send it; this try is counted."""
    channel = channels.made(row)
    told = (row["matches"], row["due_at"], row["ping"], row["held"])
    delivery = Delivery(row["id"], row["alert_body"], channel, *told)
    post = None
    if row["post_ref"] is not None:
        shown = (row["post_revision"], row["post_matches"], row["post_delivery"])
        post = Post(row["story"], channel, row["post_ref"], *shown)
    tried = (row["tries"] + 1, row["first_attempt_at"], row["last_attempt_at"])
    return Dispatch(delivery, row["story_body"], row["before_body"], post, *tried)
