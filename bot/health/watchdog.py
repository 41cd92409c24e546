"""Tells the owner, once, what is wrong with the feeds, and once when it is well again."""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

from bot.health.findings import Findings, findings
from bot.model.errors import TollbellError, TryLater
from bot.model.message import Message
from bot.model.protocols import Platform
from bot.model.watch import Channel
from bot.store.notices import Notice
from bot.store.store import Store

log = logging.getLogger(__name__)

LINES = 15  # of one message; what is beyond is for `tollbell feeds`
LONGEST = 300  # characters of one line


class Watchdog:
    """Looks after the feeds; call it every few minutes.

    What is to be told is written down first, so that a crash repeats a message under the same key
    and loses none. Without an ops channel it is a line in the log.
    """

    def __init__(
        self, store: Store, platforms: Mapping[str, Platform], channel: Channel | None
    ) -> None:
        self.store, self.platforms, self.channel = store, platforms, channel

    async def __call__(self, now: datetime) -> None:
        """Notice what has changed, and tell it."""
        async with self.store.reading() as tx:
            seen = await asyncio.to_thread(findings, await tx.feeds.standings(), now)
            known = await tx.notices.all()
        if _changes(seen, known):
            known = await self._noticed(seen, now)
        due = [notice for notice in known.values() if _is_due(notice)]
        if due and await self._tell(due):
            async with self.store.transaction() as tx:
                await tx.notices.told([notice.subject for notice in due], now)

    async def _noticed(self, seen: Findings, now: datetime) -> dict[str, Notice]:
        async with self.store.transaction() as tx:
            known = await tx.notices.all()
            await tx.notices.add(_new(seen, known), now)
            await tx.notices.end(_over(seen, known))
            await tx.notices.drop(_moot(seen, known))
            return await tx.notices.all()

    async def _tell(self, due: Sequence[Notice]) -> bool:
        """Whether nothing of this is to be told again."""
        channel = self.channel
        platform = self.platforms.get(channel.platform) if channel is not None else None
        if channel is None or platform is None:
            for notice in due:
                log.warning("feeds: %s", notice.over or notice.sentence)
            return True
        try:
            await platform.send(channel, _message(due), _key(due))
        except TryLater as error:
            log.warning("the ops channel was not told: %s", error)
            return False
        except TollbellError as error:
            log.error("the ops channel cannot be told: %s", error)
            for notice in due:
                log.warning("feeds: %s", notice.over or notice.sentence)
        return True


def _changes(seen: Findings, known: Mapping[str, Notice]) -> bool:
    return bool(_new(seen, known) or _over(seen, known) or _moot(seen, known))


def _new(seen: Findings, known: Mapping[str, Notice]) -> dict[str, str]:
    """What was not noticed before."""
    return {name: said for name, said in seen.found.items() if name not in known}


def _over(seen: Findings, known: Mapping[str, Notice]) -> dict[str, str]:
    """What the owner was told of and is well now."""
    told = {name for name, notice in known.items() if notice.told_at and notice.over is None}
    return {name: seen.well[name] for name in told - seen.found.keys() if name in seen.well}


def _moot(seen: Findings, known: Mapping[str, Notice]) -> list[str]:
    """What went by before it was told, and what was removed, paused or resumed since."""
    if seen.offline:
        return []
    untold = {name for name, notice in known.items() if notice.told_at is None}
    passed = untold & (seen.well.keys() - seen.found.keys())
    return sorted(passed | (known.keys() - seen.found.keys() - seen.well.keys() - seen.still))


def _is_due(notice: Notice) -> bool:
    return notice.told_at is None or notice.over is not None


def _message(due: Sequence[Notice]) -> Message:
    """One message for all that is to be told."""
    lines = [f"• {(notice.over or notice.sentence)[:LONGEST]}\n" for notice in due[:LINES]]
    if len(due) > LINES:
        lines.append(f"… and {len(due) - LINES} more: 'tollbell feeds' shows every feed.")
    return Message("Feeds", badge="OPERATIONS", body=tuple(lines))


def _key(due: Iterable[Notice]) -> str:
    """The same for the same things to tell, also after a crash."""
    parts = (f"{notice.subject}|{notice.noticed_at}|{notice.over}" for notice in due)
    return f"ops-{blake2b('/'.join(parts).encode(), digest_size=8).hexdigest()}"
