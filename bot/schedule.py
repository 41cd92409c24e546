"""The pulse: APScheduler as a metronome that remembers nothing; what is due is a column.

One pulse never overlaps itself (`max_instances=1`) and missed beats are made up by one
(`coalesce=True`), so a suspended laptop neither stalls nor stampedes.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType

from apscheduler.schedulers.asyncio import AsyncIOScheduler


@dataclass(frozen=True, slots=True)
class Pulse:
    """Something to do every `every` seconds."""

    name: str
    every: float
    do: Callable[[], Awaitable[object]]

    async def beat(self) -> None:
        """Do it once; APScheduler awaits only what is plainly a coroutine function."""
        await self.do()


class Schedule:
    """Pulses that beat while the context is open, the first time after one interval."""

    def __init__(self, pulses: Sequence[Pulse]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._pulses = pulses

    async def __aenter__(self) -> "Schedule":
        self._scheduler.start()
        for pulse in self._pulses:
            self._scheduler.add_job(
                pulse.beat,
                "interval",
                seconds=pulse.every,
                id=pulse.name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._scheduler.shutdown(wait=False)
