"""What became of requests, written: what comes at the same time in one transaction.

A commit is a wait for the disk. While one is under way the next notes gather, and are one commit.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.model.errors import TollbellError
from bot.store.store import Store, Transaction

log = logging.getLogger(__name__)

T = TypeVar("T")
Note = Callable[[Transaction], Awaitable[T]]
Entry = tuple[Note[Any], "asyncio.Future[Any]"]

MOST = 50  # notes in one transaction
AGAIN = 2.0  # seconds until they are written again where the database could not


class Ledger:
    """Writes notes in the order in which they come."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._entries: list[Entry] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, note: Note[T]) -> T:
        """What a note says, when it is written; while the database cannot, it is tried again.

        Or else a row would stay on its way until the next start.
        """
        written: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._entries.append((note, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await written

    async def _write(self) -> None:
        while self._entries:
            some, self._entries = self._entries[:MOST], self._entries[MOST:]
            try:
                await self._together(some)
            except TollbellError as error:  # a full disk, a database that is away
                log.error("not written yet: %s", error)
                self._entries = some + self._entries
                await asyncio.sleep(AGAIN)
            except Exception as error:
                if len(some) > 1:  # one of them is at fault: each by itself
                    for entry in some:
                        await self._alone(entry)
                else:
                    _end(some[0], error=error)

    async def _together(self, entries: list[Entry]) -> None:
        async with self.store.transaction() as tx:
            said = [await note(tx) for note, _ in entries]
        for entry, one in zip(entries, said, strict=True):
            _end(entry, one)

    async def _alone(self, entry: Entry) -> None:
        try:
            await self._together([entry])
        except Exception as error:  # its own fault is for whoever wrote it
            _end(entry, error=error)


def _end(entry: Entry, said: object = None, error: Exception | None = None) -> None:
    written = entry[1]
    if written.done():  # whoever wrote it has been cancelled
        return
    if error is None:
        written.set_result(said)
    else:
        written.set_exception(error)
