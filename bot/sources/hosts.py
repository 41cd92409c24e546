"""Turns at a host: few requests at once, a gap between them, and none while it wants peace.

Times are the event loop's own (`loop.time()`), so a jump of the wall clock changes nothing here.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.sources.request import Failed, Trouble


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    free_at: float = 0.0  # the gap since the last request ends
    closed_until: float = 0.0  # it answered 429 or 503 with Retry-After
    waiting: int = 0


@dataclass(slots=True)
class Hosts:
    """Spaces requests host by host; a host that `exempt` names has no spacing."""

    gap: float
    concurrency: int
    clock: Callable[[], float]
    _known: dict[str, _Host] = field(default_factory=dict)
    _exempt: set[str] = field(default_factory=set)

    def exempt(self, host: str) -> None:
        """Put no more spacing on a host: the operator answers for its network."""
        self._exempt.add(host)
        self._known.pop(host, None)

    def close(self, host: str, seconds: float) -> None:
        """Let nobody ask this host for a while, on its own wish."""
        if host not in self._exempt:
            place = self._place(host)
            place.closed_until = max(place.closed_until, self.clock() + seconds)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at a host and hold it. Raises Failed (WAITING) while it is closed."""
        if host in self._exempt:
            yield
            return
        place = self._place(host)
        place.waiting += 1
        try:
            async with place.slots:
                await self._gap(place)
                try:
                    yield
                finally:
                    place.free_at = self.clock() + self.gap
        finally:
            place.waiting -= 1
            self._forget()

    async def _gap(self, place: _Host) -> None:
        wait = place.free_at - self.clock()
        if wait > 0:
            await asyncio.sleep(wait)
        closed = place.closed_until - self.clock()
        if closed > 0:
            raise Failed(Trouble.WAITING, "the server has asked us to wait", closed)

    def _place(self, host: str) -> _Host:
        if host not in self._known:
            self._known[host] = _Host(asyncio.Semaphore(self.concurrency))
        return self._known[host]

    def _forget(self) -> None:
        """Drop hosts that nothing is known of any more, once there are many."""
        if len(self._known) < 4096:
            return
        now = self.clock()
        idle = [
            name
            for name, place in self._known.items()
            if not place.waiting and max(place.free_at, place.closed_until) < now
        ]
        for name in idle:
            del self._known[name]
