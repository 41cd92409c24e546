"""The only socket towards feeds: polite, bounded, and closed to everything that is not public.

aiohttp, because a decompression bomb stays bounded in it and its `socket_factory` sees the final
address of every connection. Redirects are followed by hand, so that each hop meets every check.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.compression_utils import HAS_BROTLI, HAS_ZSTD
from aiohttp.http_exceptions import ContentEncodingError
from yarl import URL

from bot.model.feed import Validators
from bot.sources.address import Guard
from bot.sources.headers import retry_after
from bot.sources.hosts import Hosts
from bot.sources.request import Failed, Request, Response, Trouble
from bot.sources.settings import SourceSettings
from bot.sources.trouble import sentence

HOPS = 5  # R1
SLOTS = 32  # F4: documents in memory at once, from the first byte until they are read
URL_LIMIT = 2048  # F6
HEADER_LIMIT = 65_536  # F1: one giant Content-Security-Policy is no reason to lose a feed
_MOVED = frozenset((301, 302, 303, 307, 308))
_CODINGS = frozenset(("", "identity", "gzip", "deflate", "br", "zstd"))
_JOINED = frozenset(("cache-control", "content-encoding"))
_CHUNK = 65_536


class Http:
    """Asks one URL at a time, host by host; an async context manager."""

    def __init__(self, settings: SourceSettings, resolver: AbstractResolver | None = None) -> None:
        self._settings, self._resolver = settings, resolver
        self._guard = Guard(settings.allow_networks, settings.allow_ports)
        contact = f" (+{settings.user_agent_contact})" if settings.user_agent_contact else ""
        self._agent = f"Tollbell/{version('tollbell')}{contact}"
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._hosts = Hosts(self._settings.host_gap, self._settings.host_concurrency, loop.time)
        self._slots = asyncio.Semaphore(SLOTS)
        self._session = await self._open.enter_async_context(self._made())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._open.aclose()

    @asynccontextmanager
    async def get(self, request: Request) -> AsyncIterator[Response]:
        """The answer to one question; leaving the context makes room for the next document.

        Raises Failed with one sentence for everything that a server or a network can do.
        """
        url, seen, moved = _checked(request.url), set[URL](), list[int]()
        while True:
            async with AsyncExitStack() as held:
                answer = await self._ask(request, url, held)
                target = _target(answer, url)
                if target is None:
                    yield _with_way(answer, tuple(moved))
                    return
            seen.add(url)
            moved.append(answer.status)
            if target in seen or len(moved) > HOPS:
                raise Failed(Trouble.BROKEN, "it redirects in circles or too often")
            url = target

    async def _ask(self, request: Request, url: URL, held: AsyncExitStack) -> Response:
        """One hop; what `held` holds afterwards is the slot of its document."""
        host = url.raw_host or ""
        if self._guard.exempt(host):
            self._hosts.exempt(host)
        async with self._hosts.turn(host):
            await held.enter_async_context(self._slots)
            try:
                return await self._exchange(url, self._headers(request, url))
            except Failed:
                raise
            except Exception as error:  # whatever a server can make the client raise
                raise sentence(error, self._settings.timeout) from error

    async def _exchange(self, url: URL, headers: dict[str, str]) -> Response:
        async with self._session.get(url, headers=headers, allow_redirects=False) as answer:
            found = Response(str(url), answer.status, _plain(answer.raw_headers))
            self._learn(url, answer, found)
            if answer.status not in (200, 226):
                return found
            body, complete = await self._body(answer, found)
        return Response(found.url, found.status, found.headers, body, complete)

    async def _body(self, answer: aiohttp.ClientResponse, found: Response) -> tuple[bytes, bool]:
        """The document so far as it came, and whether it came whole (F2, F3)."""
        coding = found.headers.get("content-encoding", "").strip().lower()
        if coding not in _CODINGS:
            raise Failed(Trouble.BROKEN, f"its Content-Encoding is not one we read ({coding:.40})")
        body = bytearray()
        try:
            async for chunk in answer.content.iter_chunked(_CHUNK):
                body += chunk
                if len(body) > self._settings.max_body:
                    raise Failed(Trouble.BROKEN, _too_large(self._settings.max_body))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            if isinstance(error.__cause__, ContentEncodingError):
                raise Failed(Trouble.BROKEN, "the answer cannot be decompressed") from error
            return bytes(body), False
        return bytes(body), True

    def _learn(self, url: URL, answer: aiohttp.ClientResponse, found: Response) -> None:
        """Note which hosts are in the operator's own networks, and which want peace (S5)."""
        host = url.raw_host or ""
        connection = answer.connection
        if connection is not None and connection.transport is not None:
            peer = connection.transport.get_extra_info("peername")
            if peer and self._guard.exempt(peer[0]):
                self._hosts.exempt(host)
        wait = retry_after(found.headers) if found.status in (429, 503) else None
        if wait:
            self._hosts.close(host, wait)

    def _headers(self, request: Request, url: URL) -> dict[str, str]:
        """The headers of one hop; validators go only to the URL that gave them (C4)."""
        headers = {"Accept": request.accept}
        if url != _checked(request.asked_of or request.url):
            return headers
        headers |= _conditions(request.validators)
        if request.delta and "If-None-Match" in headers:
            headers["A-IM"] = "feed"
        return headers

    @asynccontextmanager
    async def _made(self) -> AsyncIterator[aiohttp.ClientSession]:
        total = self._settings.timeout
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            socket_factory=self._guard.socket_factory(),
            limit=0,  # SLOTS bounds it
            keepalive_timeout=5,
        )
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=total, sock_connect=total / 3),
            headers={"User-Agent": self._agent, "Accept-Encoding": _codings()},
            trust_env=False,  # a proxy would hide the address from the guard
            max_line_size=HEADER_LIMIT,
            max_field_size=HEADER_LIMIT,
            read_bufsize=_CHUNK,
        ) as session:
            yield session


def _checked(text: str, base: URL | None = None) -> URL:
    """A URL that may be asked, or Failed (F6)."""
    try:
        url = URL(text) if base is None else base.join(URL(text))
    except ValueError as error:
        raise Failed(Trouble.REFUSED, "this is not an address that can be asked") from error
    if url.scheme not in ("http", "https") or not url.raw_host:
        raise Failed(Trouble.REFUSED, "only http and https addresses can be asked")
    if url.raw_user is not None or url.raw_password is not None:
        raise Failed(Trouble.REFUSED, "the address must not hold a user name or password")
    if len(str(url)) > URL_LIMIT:
        raise Failed(Trouble.REFUSED, f"the address is longer than {URL_LIMIT} characters")
    return url.with_fragment(None)


def _target(answer: Response, url: URL) -> URL | None:
    """Where a redirect leads; None where the answer is none (R1)."""
    if answer.status not in _MOVED:
        return None
    place = answer.headers.get("location")
    if not place:
        raise Failed(Trouble.BROKEN, f"HTTP {answer.status}: a redirect that leads nowhere")
    target = _checked(place, url)
    if url.scheme == "https" and target.scheme == "http":
        raise Failed(Trouble.REFUSED, "it redirects from https to http, which we do not follow")
    return target


def _with_way(answer: Response, moved: tuple[int, ...]) -> Response:
    return Response(answer.url, answer.status, answer.headers, answer.body, answer.complete, moved)


def _conditions(known: Validators) -> dict[str, str]:
    """Both conditions, byte for byte (C1)."""
    names = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    found = {}
    for name, value in names.items():
        with suppress(UnicodeError):  # bytes that aiohttp cannot send: the other one still goes
            if value:
                found[name] = value.encode("latin-1").decode("utf-8")
    return found


def _plain(raw: tuple[tuple[bytes, bytes], ...]) -> dict[str, str]:
    """Headers by lower-case name; of one sent twice the first, unless it is a list."""
    found: dict[str, str] = {}
    for name_bytes, value_bytes in raw:
        name, value = name_bytes.decode("latin-1").lower(), value_bytes.decode("latin-1")
        if name in found and name in _JOINED:
            found[name] = f"{found[name]}, {value}"
        else:
            found.setdefault(name, value)
    return found


def _codings() -> str:
    """What aiohttp can decompress here (C8)."""
    more = ["br"] * HAS_BROTLI + ["zstd"] * HAS_ZSTD
    return ", ".join(["gzip", "deflate", *more])


def _too_large(limit: int) -> str:
    return f"the document is larger than {limit / 1e6:.3g} MB (see max_body)"
