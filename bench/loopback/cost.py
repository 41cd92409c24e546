"""CPU seconds, memory and lag of a piece of work, child processes included (Linux)."""

import asyncio
import os
import resource
import threading
import time
from collections.abc import Awaitable
from pathlib import Path

TICK = 0.005  # seconds between two looks at the clock of the event loop


class Tree:
    """CPU seconds and resident memory of this process and of those that it started."""

    def __init__(self) -> None:
        self.peak = 0.0
        threading.Thread(target=self._watch, daemon=True).start()

    def cpu(self) -> float:
        """CPU seconds so far, those of ended children included."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_cpu, _children()))

    def _watch(self) -> None:
        while True:
            self.peak = max(self.peak, sum(map(_resident, [os.getpid(), *_children()])))
            time.sleep(0.05)


def _children() -> list[int]:
    """Processes that we started and that have become what they are to be: before that they share
    our memory, which would be counted twice.
    """
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    own = _command("self")
    return [int(one) for one in found if _command(one) not in (own, b"")]


def _command(process: str) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _cpu(process: int) -> float:
    try:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> float:
    """MB."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def measured(tree: Tree, work: Awaitable[object]) -> dict[str, float]:
    """CPU seconds of a piece of work, the lag of the loop meanwhile, and the peak so far."""
    lags: list[float] = []

    async def tick() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(TICK)
            lags.append(time.perf_counter() - began - TICK)

    before, ticker = tree.cpu(), asyncio.create_task(tick())
    await work
    ticker.cancel()
    lag = sorted(lags)[int(len(lags) * 0.99)] if lags else 0.0
    return {"cpu": tree.cpu() - before, "lag": lag * 1000, "memory": tree.peak}
