"""Sockets that take so many bytes and no more: what no answer needs, no server may send.

aiohttp bounds a header, a number of headers and what a body unpacks to, but not what costs time
without being any of these: interim answers, chunk extensions and chunks of one byte, without end.
A socket that has had its fill fails as if the connection had broken.
"""

import errno
import socket
from contextvars import ContextVar
from typing import Any
from weakref import WeakValueDictionary

AT_ONCE = 32_768  # bytes handed over in one go: larger ones hold the event loop up
BEFORE_BODY = 1_000_000  # of a TLS handshake, interim answers and headers
BESIDE_BODY = 1_000_000  # of chunk sizes and the like, beside the body itself

# The sockets that were made in the course of one question; none: a connection was kept for it.
MADE: ContextVar[list[int] | None] = ContextVar("made", default=None)


class Metered(socket.socket):
    """A socket with an allowance of bytes that it may still receive."""

    allowance = BEFORE_BODY

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        self._check()
        data = super().recv(min(size, AT_ONCE), flags)
        self.allowance -= len(data)
        return data

    def recv_into(self, buffer: Any, size: int = 0, flags: int = 0, /) -> int:
        self._check()
        got = super().recv_into(buffer, min(size or len(memoryview(buffer)), AT_ONCE), flags)
        self.allowance -= got
        return got

    def _check(self) -> None:
        if self.allowance <= 0:
            raise OSError(errno.EMSGSIZE, "the server sends more than an answer needs")


class Meters:
    """The metered sockets in use, by the number that the system gave them."""

    def __init__(self) -> None:
        self._known: WeakValueDictionary[int, Metered] = WeakValueDictionary()

    def made(self, family: int, kind: int, protocol: int) -> Metered:
        """A new socket."""
        made = Metered(family, kind, protocol)
        self._known[made.fileno()] = made
        if (numbers := MADE.get()) is not None:
            numbers.append(made.fileno())
        return made

    def allow(self, number: int, size: int) -> None:
        """Let the socket of this number receive so many bytes from now on."""
        found = self._known.get(number)
        if found is not None:
            found.allowance = size
