"""The process that reads documents: `python -m bot.sources.reader`, one at a time over its pipes.

It reads what anyone may have written, so it has little time, little memory, no secrets in its
environment and no network of its own; `worker.py` starts it and ends it.
"""

import contextlib
import io
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import FrameType
from typing import Any, BinaryIO

from bot.kinds import modules_of
from bot.model.feed import Feed
from bot.model.item import Page
from bot.sources import kinds
from bot.sources.request import Response
from bot.sources.slices import Known, sliced, without
from bot.sources.unreadable import Unreadable

CPU = 1.5  # seconds of processor time for one document; what is read honestly takes a tenth
WALL = 5.0  # seconds on the clock, for a machine that is busy elsewhere (P1, soft)
MEMORY = 1 << 30  # bytes of address space (P1)
GROWTH = 200_000  # kB of resident memory that a process may gain before it is replaced
PREFIX = 8  # bytes of a length before each message

Read = Callable[[Feed, Response], Page]

TOO_SLOW = "the document takes too long to read"
TOO_BIG = "the document takes too much memory to read"


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read, by the kind of its feed."""

    kind: str
    feed: Feed
    response: Response
    known: Known | None = None  # what of it need not be read


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page, or one sentence why there is none; `retire` asks for a fresh process."""

    page: Page | None
    fault: str | None = None
    retire: bool = False


class _TooSlow(BaseException):
    """Not an Exception, so that no parser can take it for one of its own."""


def main() -> None:
    """Read documents until the other end closes."""
    heavy = _resident() + GROWTH  # Linux counts what the parent had at the start as our own
    with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which closes the pipe
    signal.signal(signal.SIGALRM, _too_slow)
    signal.signal(signal.SIGPROF, _too_slow)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the messages
    kinds_by_name = modules_of(kinds)
    while (message := _received(source)) is not None:
        outcome = _outcome(message, kinds_by_name)
        _send(sink, replace(outcome, retire=outcome.retire or _resident() > heavy))


def _outcome(message: bytes, known: Mapping[str, object]) -> Outcome:
    try:
        return Outcome(_read(message, known))
    except Unreadable as error:
        return Outcome(None, str(error))
    except _TooSlow:
        return Outcome(None, TOO_SLOW)
    except MemoryError:
        return Outcome(None, TOO_BIG, retire=True)
    except Exception as error:  # P2: any exception of a parser is the document's fault
        return Outcome(None, f"the document cannot be read ({type(error).__name__})")


def _read(message: bytes, known: Mapping[str, object]) -> Page:
    task: Task = pickle.loads(message)  # noqa: S301 - from our own parent
    kind = known.get(task.kind)
    read = getattr(kind, "read", None)
    if read is None:
        raise Unreadable(f"there is no source kind '{task.kind}'")
    signal.setitimer(signal.ITIMER_REAL, WALL)
    signal.setitimer(signal.ITIMER_PROF, CPU)
    try:
        return (
            page_of(read, task)
            if getattr(kind, "SLICED", False)
            else read(task.feed, task.response)
        )
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def page_of(read: Read, task: Task) -> Page:
    """The page of a document without the items that are known, where it can be told (P8)."""
    found = sliced(task.response)
    if found is None:
        return read(task.feed, task.response)
    rest = without(found, task.known, task.response)
    if rest is not None and task.known is not None:
        page = read(task.feed, rest)
        new = sum(cut not in task.known.cuts for cut in found.cuts)
        if page.fault is None and len(page.items) == new:
            return replace(page, head=found.head, cuts=found.cuts)
    page = read(task.feed, task.response)
    if page.fault is not None or len(page.items) != len(found.cuts):
        return page
    return replace(page, head=found.head, cuts=found.cuts)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise _TooSlow


def _resident() -> int:
    """The most resident memory so far, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _received(source: BinaryIO) -> bytes | None:
    size = source.read(PREFIX)
    return source.read(int.from_bytes(size)) if len(size) == PREFIX else None


class _Pickler(pickle.Pickler):
    def reducer_override(self, thing: object) -> Any:
        """A word of a closed list as its value.

        Early releases of Python 3.11 (Debian's 3.11.2 among them) write it as a call of `getattr`,
        and an answer that may call `getattr` may call anything.
        """
        return (type(thing), (thing.value,)) if isinstance(thing, Enum) else NotImplemented


def packed(outcome: Outcome) -> bytes:
    """An answer as the bot's end reads it: made of nothing but what that end allows."""
    message = io.BytesIO()
    _Pickler(message, pickle.HIGHEST_PROTOCOL).dump(outcome)
    return message.getvalue()


def _send(sink: BinaryIO, outcome: Outcome) -> None:
    message = packed(outcome)
    with contextlib.suppress(BrokenPipeError):  # the bot has gone
        sink.write(len(message).to_bytes(PREFIX) + message)
        sink.flush()


if __name__ == "__main__":
    # Run as a script this module is `__main__`; its messages must be those of its real name.
    from bot.sources import reader

    reader.main()
