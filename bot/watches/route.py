"""Matches to deliveries: which channels are told of an alert, when, and how. Pure.

Nothing is dropped: what a channel does not want now is held for its digest, and what it muted is
kept with the reason.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.alert import Alert, Certainty
from bot.model.delivery import Delivery, Held
from bot.model.watch import (
    Channel,
    ChannelSettings,
    Match,
    Mode,
    Mute,
    Place,
    Subscription,
)
from bot.watches.hours import next_digest, quiet_until
from bot.watches.mutes import Subject, muted

_SURE = list(Certainty)  # the surest first


@dataclass(frozen=True, slots=True)
class Wishes:
    """What channels ask for, as it now is."""

    subscriptions: Sequence[Subscription]
    settings: Mapping[Place, ChannelSettings] = field(default_factory=dict)
    mutes: Mapping[Place, Sequence[Mute]] = field(default_factory=dict)  # those that hold now
    told: Mapping[Place, int] = field(default_factory=dict)  # alerts of the channel's day so far
    together: bool = False  # it is one of too many of its kind: for the digests alone

    def of(self, channel: Channel) -> ChannelSettings:
        """What a channel asks for, whatever the watch."""
        return self.settings.get(channel.place) or ChannelSettings()


def route(
    alert: Alert,
    matches: Sequence[Match],
    wishes: Wishes,
    due_at: datetime,
    subject: Subject | None = None,
) -> list[Delivery]:
    """One delivery for each channel whose watches took the alert at or above its floors.

    A channel with several watches is told once, with every match that it asked for. `subject` is
    what the alert is about, for what channels have muted.
    """
    taken = {match.watch: match for match in matches}
    wanted: dict[Channel, list[Subscription]] = {}
    for each in wishes.subscriptions:
        if each.watch in taken and _is_wanted(alert, each):
            wanted.setdefault(each.channel, []).append(each)
    return [
        _delivery(
            alert, channel, [taken[one.watch] for one in found], found, wishes, due_at, subject
        )
        for channel, found in wanted.items()
    ]


def _is_wanted(alert: Alert, wish: Subscription) -> bool:
    """Whether a subscription that runs asks for as little as this."""
    sure = _SURE.index(alert.certainty) <= _SURE.index(wish.certainty)
    return wish.paused is None and alert.severity.rank >= wish.floor.rank and sure


def _delivery(
    alert: Alert,
    channel: Channel,
    matches: Sequence[Match],
    found: Sequence[Subscription],
    wishes: Wishes,
    due_at: datetime,
    subject: Subject | None,
) -> Delivery:
    settings = wishes.of(channel)
    held, at = _when(alert, channel, found, wishes, due_at)
    both = held is None and any(one.mode is Mode.BOTH for one in found)
    return Delivery(
        delivery_id(alert, channel),
        alert,
        channel,
        tuple(matches),
        at,
        ping=next((one.role for one in found if one.role), None),
        held=held,
        again_at=next_digest(settings, at) if both else None,
        muted=muted(wishes.mutes.get(channel.place, ()), alert, subject),
    )


def _when(
    alert: Alert,
    channel: Channel,
    found: Sequence[Subscription],
    wishes: Wishes,
    due_at: datetime,
) -> tuple[Held | None, datetime]:
    """Why it waits for a digest (None: it does not), and when it is due."""
    settings = wishes.of(channel)
    if wishes.together or all(one.mode is Mode.DIGEST for one in found):
        return Held.DIGEST, next_digest(settings, due_at)
    if until := quiet_until(settings, due_at, alert.severity):
        return Held.QUIET, until
    if settings.cap is not None and wishes.told.get(channel.place, 0) >= settings.cap:
        return Held.CAP, next_digest(settings, due_at)
    return None, due_at


def delivery_id(alert: Alert, channel: Channel) -> str:
    """The idempotence key: the same alert to the same channel is the same delivery, always.

    26 characters of base32, so that it fits a button's `custom_id` and, cut by the platform, a
    Discord nonce; never the alert alone, since a nonce counts by author and not by channel.
    """
    name = "\n".join((alert.id, channel.platform, channel.id)).encode()
    return base64.b32encode(hashlib.sha256(name).digest()[:16]).decode().rstrip("=")
