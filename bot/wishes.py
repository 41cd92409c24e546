"""What the channels ask for that watch something: gathered for one alert."""

from collections.abc import Collection
from datetime import datetime

from bot.model.watch import Channel, Place
from bot.store.store import Transaction
from bot.watches.hours import day_began
from bot.watches.route import Wishes


async def wishes(
    tx: Transaction, watches: Collection[str], due_at: datetime, now: datetime
) -> Wishes:
    """The wishes for some watches, with hours, mutes, and how much each channel had of its cap."""
    if not watches:
        return Wishes(())
    subscriptions = await tx.subscriptions.of_watches(watches)
    channels = {one.channel.place: one.channel for one in subscriptions if one.paused is None}
    settings = await tx.channel_settings.of(channels.values())
    began: dict[datetime, list[Channel]] = {}
    for place, asked in settings.items():
        if asked.cap is not None:
            began.setdefault(day_began(asked, due_at), []).append(channels[place])
    told: dict[Place, int] = {}
    for at, capped in began.items():
        told |= await tx.deliveries.told_since(capped, at)
    return Wishes(subscriptions, settings, await tx.mutes.of(channels.values(), now), told)
