"""Work of many in one transaction: what waits for the writer's turn is written at once.

A transaction costs a millisecond and a write to the disk, whatever is done in it. But nobody else
writes while it lasts, so it holds only so much.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.store.store import Store, Transaction

GATHER = 0.02  # seconds that a job waits for others to come
MOST = 150  # of work in one transaction, unless one job alone is more

Job = TypeVar("Job")
Result = TypeVar("Result")
Write = Callable[[Transaction, Sequence[Job]], Awaitable[Sequence[Result]]]


class Together(Generic[Job, Result]):
    """Writes jobs; those that come while others are being written share the next transaction."""

    def __init__(
        self, store: Store, write: Write[Job, Result], work: Callable[[Job], int] = lambda _: 1
    ) -> None:
        """`work` says how much of it a job is."""
        self._store, self._write, self._work = store, write, work
        self._waiting: list[_Waiting[Job, Result]] = []
        self._turn = asyncio.Lock()

    async def __call__(self, job: Job) -> Result:
        """The result of a job when it is kept. Raises what writing it raised, and only it."""
        mine: _Waiting[Job, Result] = _Waiting(job)
        self._waiting.append(mine)
        async with self._turn:
            if not mine.done:  # or the one before has written it too
                if sum(self._work(one.job) for one in self._waiting) < MOST:
                    await asyncio.sleep(GATHER)
                await self._written(self._batch(mine))
        if mine.error is not None:
            raise mine.error
        return mine.results[0]

    def _batch(self, mine: "_Waiting[Job, Result]") -> list["_Waiting[Job, Result]"]:
        """This job and those that wait behind it, as many as one transaction is to hold."""
        batch, left = [mine], max(MOST - self._work(mine.job), 0)
        rest = deque(one for one in self._waiting if one is not mine)
        while rest and self._work(rest[0].job) <= left:
            left -= self._work(rest[0].job)
            batch.append(rest.popleft())
        self._waiting = list(rest)
        return batch

    async def _written(self, jobs: Sequence["_Waiting[Job, Result]"]) -> None:
        """Write all of them, or each alone where one spoils it for the others."""
        try:
            async with self._store.transaction() as tx:
                results = await self._write(tx, [one.job for one in jobs])
        except Exception as error:
            if len(jobs) == 1:
                jobs[0].done, jobs[0].error = True, error
                return
            for one in jobs:
                await self._written([one])
            return
        for one, result in zip(jobs, results, strict=True):
            one.done, one.results = True, (result,)


class _Waiting(Generic[Job, Result]):
    """A job that waits, and what came of it."""

    def __init__(self, job: Job) -> None:
        self.job, self.done = job, False
        self.results: tuple[Result, ...] = ()
        self.error: Exception | None = None
