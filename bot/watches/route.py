"""Matches to deliveries: which channels are told of an alert, and when."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime

from bot.model.alert import Alert
from bot.model.delivery import Delivery
from bot.model.watch import Channel, Match, Subscription


def route(
    alert: Alert,
    matches: Sequence[Match],
    subscriptions: Sequence[Subscription],
    due_at: datetime,
) -> list[Delivery]:
    """One delivery for each channel whose watches took the alert at or above its floor.

    A channel with several watches is told once, with every match that it asked for.
    """
    taken = {match.watch: match for match in matches}
    wanted: dict[Channel, list[Match]] = {}
    for each in subscriptions:
        if each.watch in taken and alert.severity.rank >= each.floor.rank:
            wanted.setdefault(each.channel, []).append(taken[each.watch])
    return [
        Delivery(delivery_id(alert, channel), alert, channel, tuple(found), due_at)
        for channel, found in wanted.items()
    ]


def delivery_id(alert: Alert, channel: Channel) -> str:
    """The idempotence key: the same alert to the same channel is the same delivery, always.

    26 characters of base32, so that it fits a button's `custom_id` and, cut by the platform, a
    Discord nonce; never the alert alone, since a nonce counts by author and not by channel.
    """
    name = "\n".join((alert.id, channel.platform, channel.id)).encode()
    return base64.b32encode(hashlib.sha256(name).digest()[:16]).decode().rstrip("=")
