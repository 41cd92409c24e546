"""A server that breaks every rule: each path is one way to hurt whoever asks."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

Write = Callable[[bytes], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(b" " * 50_000_000)


async def _repeat(write: Write, begin: bytes, more: bytes, pause: float) -> None:
    await write(begin)
    while True:
        await write(more)
        await asyncio.sleep(pause)


def _redirect(place: bytes, status: bytes = b"302 Found") -> bytes:
    return b"HTTP/1.1 %b\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n" % (status, place)


def _refusal(status: bytes, *headers: bytes) -> bytes:
    lines = b"".join(header + b"\r\n" for header in headers)
    return b"HTTP/1.1 %b\r\n%bContent-Length: 0\r\n\r\n" % (status, lines)


# What costs time: what is said once, and what is said again and again.
SLOW: dict[str, tuple[bytes, bytes]] = {
    "silence": (b"", b""),
    "status": (b"", b"H"),
    "headers": (OK, b"X: 1\r\n"),
    "body": (OK + b"Content-Length: 99999\r\n\r\n", b" "),
    "interim": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}
ENDLESS: dict[str, tuple[bytes, bytes]] = {
    "interim": (b"", b"HTTP/1.1 103 Early\r\n\r\n" * 2_000),
    "status": (b"HTTP/1.1 200 ", b"x" * 60_000),
    "header": (OK + b"X: ", b"x" * 60_000),
    "headers": (OK, b"X: 1\r\n" * 10_000),
    "body": (OK + b"\r\n", b" " * 60_000),
    "error": (b"HTTP/1.1 500 Oops\r\n\r\n", b" " * 60_000),
    "unchanged": (b"HTTP/1.1 304 Same\r\n\r\n", b" " * 60_000),
    "tiny-chunks": (CHUNKED, b"1\r\n \r\n" * 10_000),
    "extension": (CHUNKED + b"1;", b"x" * 60_000),
    "chunk": (CHUNKED + b"f" * 15 + b"\r\n", b" " * 60_000),
    "trailers": (CHUNKED + b"0\r\n", b"X: 1\r\n" * 10_000),
    "bomb": (OK + b"Content-Encoding: gzip\r\n\r\n", BOMB),
}
# What is over soon, and wrong.
WRONG: dict[str, bytes] = {
    "nothing": b"",
    "noise": b"\0\xff" * 500,
    "length-long": OK + b"Content-Length: 999\r\n\r\n<rss/>",
    "length-short": OK + b"Content-Length: 3\r\n\r\n<rss/>",
    "length-two": OK + b"Content-Length: 3\r\nContent-Length: 6\r\n\r\n<rss/>",
    "length-word": OK + b"Content-Length: six\r\n\r\n<rss/>",
    "length-and-chunks": OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunk-size": CHUNKED + b"zz\r\n<rss/>",
    "packed-twice": OK + b"Content-Encoding: gzip, br\r\nContent-Length: 1\r\n\r\nx",
    "not-packed": OK + b"Content-Encoding: gzip\r\nContent-Length: 6\r\n\r\n<rss/>",
    "old-protocol": b"HTTP/1.0 200 OK\r\n\r\n<html><body>Hello</body></html>",
    "tls": b"\x15\x03\x01\x00\x02\x02\x28",
    "circle": _redirect(b"/wrong/circle"),
    "nowhere": _refusal(b"302 Found"),
    "inside": _redirect(b"http://169.254.169.254/latest/meta-data/"),
    "inside-v6": _redirect(b"http://[::ffff:10.0.0.1]/", b"301 Moved"),
    "file": _redirect(b"file:///etc/passwd", b"308 Moved"),
    "empty": OK + b"Content-Length: 0\r\n\r\n",
    "no-content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "first-304": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "password": _refusal(b"401 Unauthorized", b'WWW-Authenticate: Basic realm="x"'),
    "forbidden": _refusal(b"403 Forbidden"),
    "missing": _refusal(b"404 Not Found"),
    "gone": _refusal(b"410 Gone"),
    "too-often": _refusal(b"429 Too Many Requests", b"Retry-After: 7200"),
    "too-often-absurd": _refusal(b"429 Too Many Requests", b"Retry-After: 99999999999999999999"),
    "closed": _refusal(b"503 Down", b"Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"),
    "closed-before": _refusal(b"503 Down", b"Retry-After: -5"),
    "odd": _refusal(b"999 Odd"),
}


async def _answer(path: str, write: Write) -> None:
    room, _, name = path.strip("/").partition("/")
    if room == "hops":
        await write(_redirect(b"/hops/%d" % (int(name) + 1)))
    elif room == "wrong":
        await write(WRONG[name])
    elif room == "slow":
        await _repeat(write, *SLOW[name], 0.05)
    else:
        await _repeat(write, *ENDLESS[name], 0)


def paths() -> list[str]:
    """Every way to hurt, as a path."""
    slow, endless = (f"slow/{name}" for name in SLOW), (f"endless/{name}" for name in ENDLESS)
    return ["hops/0", *slow, *endless, *(f"wrong/{name}" for name in WRONG)]


@asynccontextmanager
async def hostile_server() -> AsyncIterator[tuple[str, list[str]]]:
    """The address of such a server on loopback, and the paths that it was asked so far."""
    asked: list[str] = []
    under_way: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def write(data: bytes) -> None:
            writer.write(data)
            await writer.drain()

        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                head = await reader.readuntil(b"\r\n\r\n")
                asked.append(head.split()[1].decode().strip("/"))
                await _answer(asked[-1], write)
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            under_way.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}", asked
    finally:
        server.close()
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
