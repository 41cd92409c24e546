"""Documents to pages in processes that can be killed: no document can stop the bot (P1)."""

import asyncio
import io
import os
import pickle
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from xml.parsers import expat

import bot
from bot.model.errors import TollbellError
from bot.model.feed import Feed
from bot.model.item import Page
from bot.sources.reader import PREFIX, TOO_BIG, TOO_SLOW, Outcome, Task
from bot.sources.request import Response
from bot.sources.slices import Known
from bot.sources.unreadable import Unreadable

HARD = 10.0  # seconds on the clock after which a process is killed (P1)
SAFE_EXPAT = (2, 4, 1)  # knows when entities swell (CVE-2013-0340)
LARGEST = 64_000_000  # bytes of an answer; a page of the largest document is far smaller

# What a reader's answer may be made of. It reads what anyone wrote: were it ever taken over, its
# answer must not be able to call anything here.
_ALLOWED = frozenset(
    (
        *(
            ("bot.sources.reader", "Outcome"),
            ("bot.model.item", "Page"),
            ("bot.model.item", "Item"),
        ),
        *(("bot.model.item", "Hints"), ("bot.model.feed", "Tier"), ("datetime", "datetime")),
        *(("datetime", "timezone"), ("datetime", "timedelta"), ("builtins", "frozenset")),
    )
)


class Lost(Unreadable):
    """Reading the document cost too much: it was broken off, or its process died of it."""


class Parser:
    """Reads documents in other processes; an async context manager. Processes start when needed."""

    def __init__(self, processes: int = 1) -> None:
        self._idle: asyncio.LifoQueue[_Process] = asyncio.LifoQueue()
        self._all = [_Process() for _ in range(processes)]
        for one in self._all:
            self._idle.put_nowait(one)

    async def __aenter__(self) -> Self:
        """Raises TollbellError where the XML parser of this Python is not safe (P5)."""
        if expat.version_info < SAFE_EXPAT:
            raise TollbellError(
                f"This Python has {expat.EXPAT_VERSION}, which a feed can bring down; "
                "use one with expat 2.4.1 or newer."
            )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one in self._all:
            await one.end()

    async def read(self, feed: Feed, response: Response, known: Known | None = None) -> Page:
        """The page of an answer, as the feed's kind reads it, without the items that are known.

        Raises Unreadable for a document that gives none, Lost where it cost its process.
        """
        process = await self._idle.get()
        try:
            outcome = await process.ask(Task(feed.kind, feed, response, known))
        finally:
            self._idle.put_nowait(process)
        if outcome.fault in (TOO_SLOW, TOO_BIG):
            raise Lost(outcome.fault)
        if outcome.page is None:
            raise Unreadable(outcome.fault or "the document cannot be read")
        return outcome.page


class _Process:
    """One reading process, started at the first question and after each loss."""

    def __init__(self) -> None:
        self._running: asyncio.subprocess.Process | None = None

    async def ask(self, task: Task) -> Outcome:
        message = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        try:
            async with asyncio.timeout(HARD):
                outcome = await self._exchange(message)
        except TimeoutError as error:
            await self.end()
            raise Lost(TOO_SLOW) from error
        except (OSError, EOFError, pickle.UnpicklingError, ValueError) as error:
            await self.end()
            raise Lost("the document ended the process that read it") from error
        except BaseException:  # cancelled in the middle: its pipes are of no use any more
            await self.end()
            raise
        if outcome.retire:
            await self.end()
        return outcome

    async def end(self) -> None:
        """Kill the process, if there is one, and wait until it is gone."""
        running, self._running = self._running, None
        if running is None:
            return
        if running.returncode is None:
            running.kill()
        await running.wait()
        running._transport.close()  # type: ignore[attr-defined] # or it warns when collected

    async def _exchange(self, message: bytes) -> Outcome:
        running = self._running or await self._started()
        if running.stdin is None or running.stdout is None:
            raise OSError("the reading process has no pipes")
        running.stdin.write(len(message).to_bytes(PREFIX) + message)
        await running.stdin.drain()
        size = int.from_bytes(await running.stdout.readexactly(PREFIX))
        if size > LARGEST:
            raise ValueError("the answer is too large")
        return _loaded(await running.stdout.readexactly(size))

    async def _started(self) -> asyncio.subprocess.Process:
        self._running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "bot.sources.reader",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
        )
        return self._running


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an answer")
        return super().find_class(module, name)


def _loaded(message: bytes) -> Outcome:
    found = _Unpickler(io.BytesIO(message)).load()
    if not isinstance(found, Outcome):
        raise pickle.UnpicklingError("this is no answer")
    return found


def _environment() -> dict[str, str]:
    """What a reading process needs to find its modules, and none of the bot's secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(bot.__file__).resolve().parent.parent)}
