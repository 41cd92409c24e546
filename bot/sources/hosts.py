"""Turns at a host: few requests at once, a gap between them, and none while it wants peace.

Times are the event loop's own (`loop.time()`), so a jump of the wall clock changes nothing here.
Whoever would wait long is sent away with a time to come back, so that a slow host with many feeds
holds up no other host's.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.sources.headers import exhausted, retry_after
from bot.sources.request import Failed, Response, Trouble

QUEUE = 2  # who may wait for a host beside those that it is answering
PATIENCE = 5.0  # seconds that anyone waits for a gap to end
PRESSED = 10.0  # seconds between two requests that a host gets once it has called us too many
WIDEST = 600.0  # seconds, however often it does
EASIER = 0.8  # of the learned gap that is left after each answer without complaint
PEACE = 60.0  # seconds for which a host that says 429 and no more is left alone


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    gap: float  # seconds, as learned
    free_at: float = 0.0  # the gap since the last request ends
    closed_until: float = 0.0  # it answered 429 or 503 with Retry-After
    promised: float = 0.0  # when the last of those who were sent away may come back
    took: float = 0.0  # seconds of the last request
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

    def heard(self, host: str, answer: Response) -> float | None:
        """Learn from an answer how much the host stands (S7).

        Seconds for which it wants to be left alone; None where it does not say so.
        """
        if host in self._exempt:
            return None
        place = self._place(host)
        if answer.status in (403, 429):  # Reddit says either (FreshRSS issue 8928)
            place.gap = min(max(2 * place.gap, PRESSED), WIDEST)
        elif answer.status < 400:
            place.gap = max(self.gap, place.gap * EASIER)
        wait = _peace(answer)
        if wait is not None:
            self.close(host, wait)
        return wait

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at a host and hold it.

        Raises Failed (WAITING) while the host is closed, and where the turn would be long in
        coming, with the seconds after which to come back.
        """
        if host in self._exempt:
            yield
            return
        place = self._place(host)
        self._admit(place)
        place.waiting += 1
        try:
            async with place.slots:
                await self._gap(place)
                began = self.clock()
                try:
                    yield
                finally:
                    place.free_at = self.clock() + place.gap
                    place.took = self.clock() - began
        finally:
            place.waiting -= 1
            self._forget()

    def _admit(self, place: _Host) -> None:
        now = self.clock()
        if place.closed_until > now:
            raise Failed(
                Trouble.WAITING, "the server has asked us to wait", place.closed_until - now
            )
        if place.waiting < self.concurrency + QUEUE and place.free_at - now <= PATIENCE:
            return
        each = max(place.gap + place.took / self.concurrency, 1.0)
        place.promised = max(place.promised, place.free_at, now + place.waiting * each) + each
        raise Failed(Trouble.WAITING, "others are asking this server", place.promised - now)

    async def _gap(self, place: _Host) -> None:
        wait = place.free_at - self.clock()
        if wait > 0:
            await asyncio.sleep(wait)
        closed = place.closed_until - self.clock()
        if closed > 0:
            raise Failed(Trouble.WAITING, "the server has asked us to wait", closed)

    def _place(self, host: str) -> _Host:
        if host not in self._known:
            self._known[host] = _Host(asyncio.Semaphore(self.concurrency), self.gap)
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


def _peace(answer: Response) -> float | None:
    if answer.status in (429, 503):
        wait = retry_after(answer.headers)
        if wait or answer.status == 503:
            return wait
        return PEACE
    return exhausted(answer.headers)
