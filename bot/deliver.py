"""The outbox emptied: claim what is due, send as much at once as there is room for."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from bot.alerts.labels import Labels
from bot.model.delivery import Dispatch, Revision
from bot.model.errors import TollbellError
from bot.model.protocols import Platform
from bot.send import Claimed, Clock, Send
from bot.store.store import Store, Transaction

log = logging.getLogger(__name__)

# Under way at once, for each platform: one that is slow keeps no other waiting, and what is grave
# waits for no more than these. A crash leaves as many to be recovered.
MESSAGES, EDITS = 40, 8
READY = 1000  # deliveries whose turn is known: they are claimed a few at a time
SELDOM = 10  # a look at the outbox takes no more than a tenth of the time
BEAT = timedelta(seconds=0.5)  # until what becomes due by time is seen
# Seconds in which ends of requests gather before their places are filled again: while many are
# under way nobody waits for that.
REST, LONG_REST = 0.02, 0.1
AGAIN = 2.0  # seconds until the outbox is looked at again where the database could not


class Deliver:
    """Empty the outbox: at most one message in flight for each channel."""

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        labels: Labels,
        clock: Clock,
        storm_limit: int = 0,
    ) -> None:
        self.store, self.platforms, self.clock = store, platforms, clock
        self.send = Send(store, platforms, labels, clock)
        self.storm_limit = storm_limit  # alerts due for one channel, beyond which they are one
        self._jobs: dict[str, set[asyncio.Task[None]]] = {name: set() for name in platforms}
        self._edits: dict[str, set[asyncio.Task[None]]] = {name: set() for name in platforms}
        self._starting: asyncio.Future[int] | None = None
        self._woken = asyncio.Event()
        self._ready: dict[str, list[int]] = {name: [] for name in platforms}
        self._look_at: datetime | None = None  # None: at once

    async def run(self) -> None:
        """Send and edit what is due until cancelled; `stop` then ends what is under way."""
        while True:
            self._woken.clear()
            try:
                self._starting = asyncio.ensure_future(self.start_due())
                await asyncio.shield(self._starting)  # what is claimed is begun
            except TollbellError as error:  # a full disk, a database that is away
                log.error("deliver failed: %s", error)
                await asyncio.sleep(AGAIN)
            except Exception:  # a fault of ours must not end all delivery
                log.exception("deliver failed")
                await asyncio.sleep(AGAIN)
            # no wait_for: https://github.com/python/cpython/issues/86296 swallows a cancellation
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT.total_seconds()):
                    await self._woken.wait()
            if self._look_at is not None:
                await asyncio.sleep(LONG_REST if self._is_busy() else REST)

    def wake(self) -> None:
        """Look for what is due now: something was put into the outbox."""
        self._look_at = None
        self._woken.set()

    async def stop(self, grace: float = 10.0) -> None:
        """Let what is under way end; what takes longer is left for the next run to recover."""
        if self._starting is not None:
            await asyncio.wait({self._starting})
        under_way = self._under_way()
        if under_way:
            await asyncio.wait(under_way, timeout=grace)
        for job in under_way:
            job.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def __call__(self) -> int:
        """Send and edit all that is due now, wait for it, and get how many rows were handled."""
        self._look_at = None
        handled = 0
        while True:
            handled += await self.start_due()
            under_way = self._under_way()
            if not under_way:
                return handled
            await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)

    def _is_busy(self) -> bool:
        return max(map(len, self._jobs.values()), default=0) > MESSAGES // 2

    def _under_way(self) -> list[asyncio.Task[None]]:
        pools = (*self._jobs.values(), *self._edits.values())
        return [job for jobs in pools for job in jobs]

    async def start_due(self) -> int:
        """Begin what is due, as far as there is room; get how much was begun.

        A row is marked as sending in a transaction of its own before the request, so that a
        crash repeats it under the same key and loses none.
        """
        now = self.clock()
        looks = self._look_at is None or now >= self._look_at
        async with self.store.transaction() as tx:
            if looks:
                await self._look(tx, now)
            claimed = [
                (name, one)
                for name in self.platforms
                for one in await self._claim(tx, name, now, digests=looks)
            ]
        for name, one in claimed:
            self._begin(name, one)
        return len(claimed)

    async def _look(self, tx: Transaction, now: datetime) -> None:
        """Make the digests that are due, and forget what was ready: something may be graver.

        A full outbox takes a while to look through, and is looked through the less often.
        """
        began, self._look_at = self.clock(), now + BEAT
        await tx.digests.gather(now, list(self.platforms), self.storm_limit)
        for name in self.platforms:
            self._ready[name] = await tx.deliveries.ready(now, [name], READY)
        self._look_at = max(self._look_at, now + SELDOM * (self.clock() - began))

    async def _claim(
        self, tx: Transaction, platform: str, now: datetime, *, digests: bool
    ) -> list[Claimed]:
        found: list[Claimed] = []
        room = MESSAGES - len(self._jobs[platform])
        if digests and room > 0:
            found += await tx.digests.claim(now, [platform], room)
        if room > len(found):
            found += await self._next(tx, platform, now, room - len(found))
        room = EDITS - len(self._edits[platform])
        if room > 0:
            found += await tx.posts.claim_edits(now, [platform], room)
        return found

    async def _next(
        self, tx: Transaction, platform: str, now: datetime, room: int
    ) -> list[Dispatch]:
        """The next deliveries of what is ready; looked for anew where that is not enough."""
        if len(self._ready[platform]) < room:
            self._ready[platform] = await tx.deliveries.ready(now, [platform], READY)
        some, rest = self._ready[platform][:room], self._ready[platform][room:]
        self._ready[platform] = rest
        return await tx.deliveries.take(some, now)

    def _begin(self, platform: str, claimed: Claimed) -> None:
        jobs = (self._edits if isinstance(claimed, Revision) else self._jobs)[platform]
        job = asyncio.create_task(self.send(claimed))
        jobs.add(job)

        def end(done: "asyncio.Task[None]") -> None:
            jobs.discard(done)
            self._woken.set()
            if not done.cancelled() and (error := done.exception()):
                log.error("a delivery was not settled", exc_info=error)

        job.add_done_callback(end)
