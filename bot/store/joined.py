"""A delivery as a row, and what becomes of a first one that waits when its story moves."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, update

from bot.model.delivery import Delivery, DeliveryState
from bot.store import channels
from bot.store.schema import deliveries as t


def row(delivery: Delivery) -> dict[str, Any]:
    state = DeliveryState.HELD if delivery.held else DeliveryState.PENDING
    return {
        **channels.row(delivery.channel),
        "id": delivery.id,
        "story": delivery.alert.story,
        "revision": delivery.alert.revision,
        "matches": delivery.matches,
        "severity": delivery.alert.severity,
        "state": DeliveryState.MUTED if delivery.muted else state,
        "due_at": delivery.due_at,
        "error": delivery.muted,
        "ping": delivery.ping,
        "held": delivery.held,
        "again_at": delivery.again_at,
    }


JOIN = (
    update(t)
    .where(t.c.seq == bindparam("first"))
    .values(
        state=bindparam("stands"),
        held=bindparam("kept"),
        due_at=bindparam("due"),
        severity=bindparam("worst"),
        matches=bindparam("why"),
        ping=bindparam("whom"),
        again_at=bindparam("again"),
    )
)


def joined(first: Row[Any], later: Delivery) -> dict[str, Any]:
    """What becomes of a first delivery that waits when its story moves."""
    freed = bool(first.held and not later.held)  # it waited for the digest, and need not any more
    return {
        "first": first.seq,
        "stands": DeliveryState.PENDING if freed else first.state,
        "kept": None if freed else first.held,
        "due": _due(first, later, freed),
        "worst": max(first.severity, later.alert.severity, key=lambda severity: severity.rank),
        "whom": first.ping or later.ping,
        "why": later.matches,  # why the channel gets the story as it now stands
        "again": first.again_at or later.again_at,
    }


def _due(first: Row[Any], later: Delivery, freed: bool) -> datetime:
    """The earlier time; news hurry no channel that asked for a pause, nor what is held."""
    if freed:
        return later.due_at
    if first.tries or (later.held and not first.held):
        at: datetime = first.due_at
        return at
    earlier: datetime = min(first.due_at, later.due_at)
    return earlier
