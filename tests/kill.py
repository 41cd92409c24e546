"""The real service, killed with SIGKILL again and again, half of the times within a request.

    killer = Killer(service, random.Random(1), seen)
    ... the server calls `killer.asked()` at every request that writes a message ...
    verdict = await killer.run(kills=40)

`seen` gives the name of the delivery in every message that the platform shows, in the order in
which it took them, by place. What must hold is in `Verdict`.
"""

import asyncio
import os
import random
import signal
import sqlite3
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.service import Service

Seen = Callable[[], Mapping[str, Sequence[str]]]

PATIENCE = 12.0  # seconds for as many requests as it is to make


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of every delivery of the outbox."""

    kills: int
    within_requests: int
    deliveries: int
    messages: int
    lost: list[str]
    doubled: list[str]
    disordered: list[str]  # channels


@dataclass(slots=True)
class Killer:
    """Starts a service, kills it at a random moment, and so on; then lets it end its work."""

    service: Service
    at: random.Random
    seen: Seen
    longest: float = 0.5  # seconds of every ninth life; others end sooner
    quiet: float = 1.0  # seconds without anything left to be sent after which it is at rest
    kills: int = 0
    rests: bool = False  # it is killed no more
    within: int = 0  # kills while a request of the service was with the server
    _victim: Process | None = None
    _patience: int = -1  # requests until it is killed within one; -1: it is not
    _asked: asyncio.Event = field(default_factory=asyncio.Event)

    def asked(self) -> None:
        """The server took a request that writes a message; it goes on after this."""
        self._asked.set()
        if self._patience > 0:
            self._patience -= 1
        elif self._patience == 0 and self._victim is not None:
            self._patience = -1
            self.within += 1
            os.kill(self._victim.pid, signal.SIGKILL)

    async def run(self, kills: int) -> Verdict:
        """Kill it so many times, let it come to rest, and judge."""
        for _ in range(kills):
            await self._life()
        await self._to_rest()
        return self._judge()

    async def _life(self) -> None:
        """One start and one kill: within one of the first requests, or some time after one."""
        self._asked.clear()
        within = self.kills % 3 != 2
        self._patience = self.at.randrange(8) if within else -1
        self._victim = await self.service.start("run")
        dead = asyncio.ensure_future(self._victim.communicate())
        if within:
            await asyncio.wait({dead}, timeout=PATIENCE)
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._asked.wait(), PATIENCE)
            await asyncio.sleep(self.at.random() * (self.longest if self.kills % 9 == 8 else 0.5))
        if not dead.done():
            self._victim.send_signal(signal.SIGKILL)
        await dead
        self.kills += 1

    async def _to_rest(self) -> None:
        """Let it live until nothing is left to be sent."""
        self._victim, self._patience, self.rests = None, -1, True
        process = await self.service.start("run")
        reading = asyncio.ensure_future(process.communicate())
        async with asyncio.timeout(180):
            rests = 0.0
            while rests < self.quiet:
                await asyncio.sleep(0.1)
                rests = 0.0 if self._left() else rests + 0.1
        process.send_signal(signal.SIGTERM)
        await reading

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        path = self.service.folder / "tollbell.db"
        with closing(sqlite3.connect(Path(path), timeout=10)) as db:
            return db.execute(query).fetchall()

    def _left(self) -> int:
        """How much is not settled yet; 1 before anything is in the outbox."""
        (row,) = self._rows(
            "SELECT count(*), coalesce(sum(state IN ('pending', 'sending')), 0) FROM deliveries"
        )
        return int(row[1]) if int(row[0]) else 1

    def _judge(self) -> Verdict:
        shown = self.seen()
        counted = Counter(name for names in shown.values() for name in names)
        rows = self._rows(
            "SELECT id, channel, state, coalesce(message_ref, '') FROM deliveries ORDER BY seq"
        )
        refs = {ref for name, _, _, ref in rows if counted[name]}
        lost = [
            name
            for name, _, state, ref in rows
            if state != "sent" or not (counted[name] or ref in refs)
        ]
        order: dict[str, list[str]] = {}
        for name, channel, _, _ in rows:
            order.setdefault(channel, []).append(name)
        disordered = [
            place
            for place, names in shown.items()
            if list(dict.fromkeys(names)) != [it for it in order.get(place, ()) if it in names]
        ]
        doubled = [name for name, times in counted.items() if times > 1]
        sums = (len(rows), sum(counted.values()))
        return Verdict(self.kills, self.within, *sums, lost, doubled, disordered)
