"""The pulse: APScheduler as a metronome that remembers nothing; what is due is a column.

One pulse never overlaps itself (`max_instances=1`) and missed beats are made up by one
(`coalesce=True`), so a suspended laptop neither stalls nor stampedes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.model.errors import TollbellError

log = logging.getLogger(__name__)

GRACE = 10.0  # seconds that a beat may take to end by itself before it is broken off


@dataclass(frozen=True, slots=True)
class Pulse:
    """Something to do every `every` seconds."""

    name: str
    every: float
    do: Callable[[], Awaitable[object]]


class Schedule:
    """Pulses that beat while the context is open, the first time after one interval.

    At its end no beat is still at work: what comes after may close what they used.
    """

    def __init__(self, pulses: Sequence[Pulse], grace: float = GRACE) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._pulses, self._grace = pulses, grace
        self._beats: set[asyncio.Task[object]] = set()

    async def __aenter__(self) -> "Schedule":
        self._scheduler.start()
        for pulse in self._pulses:
            self._scheduler.add_job(
                self._beat,
                "interval",
                args=[pulse],
                seconds=pulse.every,
                id=pulse.name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        return self

    async def _beat(self, pulse: Pulse) -> None:
        """One beat in a task of our own, so that it can be waited for (APScheduler's cannot)."""
        task = asyncio.ensure_future(pulse.do())
        self._beats.add(task)
        task.add_done_callback(self._beats.discard)
        try:
            await asyncio.shield(task)
        except TollbellError as error:  # a full disk, a database that is away: one line a beat
            log.error("%s failed: %s", pulse.name, error)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._scheduler.shutdown(wait=False)
        if self._beats:
            await asyncio.wait(self._beats, timeout=self._grace)
        for task in self._beats:
            task.cancel()
        await asyncio.gather(*self._beats, return_exceptions=True)
