"""The line of a digest time at which there is nothing to tell, for channels that asked for it."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.alerts.digest import nothing
from bot.model.alert import Severity
from bot.model.errors import GiveUp, TryLater
from bot.model.protocols import Platform
from bot.model.watch import Channel, ChannelSettings
from bot.store.store import Store, Transaction
from bot.watches.hours import last_digest, quiet_until

log = logging.getLogger(__name__)

STALE = timedelta(hours=6)  # a line about a time so long ago is told no more


class NoNews:
    """Says that there is nothing, once a digest time; what is known of that is in the database."""

    def __init__(
        self, store: Store, platforms: Mapping[str, Platform], clock: Callable[[], datetime]
    ) -> None:
        self.store, self.platforms, self.clock = store, platforms, clock

    async def __call__(self) -> None:
        """Say it where a digest time has come and brought nothing."""
        now = self.clock()
        async with self.store.transaction() as tx:
            asked = await tx.channel_settings.with_digest()
            found = [
                (channel, at)
                for channel, settings, last in asked
                if (at := await self._empty(tx, channel, settings, last, now)) is not None
            ]
        for channel, at in found:
            await self._say(channel, at)

    async def _empty(
        self,
        tx: Transaction,
        channel: Channel,
        settings: ChannelSettings,
        last: datetime | None,
        now: datetime,
    ) -> datetime | None:
        """The digest time of which a channel is to be told that there is nothing; else None."""
        at = last_digest(settings, now)
        if (
            at is None
            or (last is not None and at <= last)
            or channel.platform not in self.platforms
        ):
            return None
        if quiet_until(settings, now, Severity.LOW):
            return None  # later
        wishes = await tx.subscriptions.of_channel(channel)
        is_over = last is None or now - at > STALE or all(one.paused for one in wishes)
        wanted = settings.digest is not None and settings.digest.when_empty
        if is_over or not wanted or await tx.digests.came(channel, last or at):
            await tx.channel_settings.digested(channel, at)
            return None
        return at

    async def _say(self, channel: Channel, at: datetime) -> None:
        name = "\n".join((channel.platform, channel.id, at.isoformat()))
        key = f"empty-{hashlib.sha256(name.encode()).hexdigest()[:24]}"
        try:
            await self.platforms[channel.platform].send(channel, nothing(key), key, tried=at)
        except TryLater:
            return  # it is tried again at the next beat
        except GiveUp as error:
            log.warning("no line of an empty digest: %s", error, extra={"channel": channel.id})
        async with self.store.transaction() as tx:
            await tx.channel_settings.digested(channel, at)
