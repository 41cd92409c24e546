"""The only socket towards feeds: polite, bounded, and closed to everything that is not public.

aiohttp, because a decompression bomb stays bounded in it and its `socket_factory` sees the final
address of every connection. Redirects are followed by hand, so that each hop meets every check.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
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
from bot.sources.hosts import Hosts
from bot.sources.meter import BESIDE_BODY, MADE
from bot.sources.request import Failed, Request, Response, Trouble
from bot.sources.settings import SourceSettings
from bot.sources.target import checked, target
from bot.sources.trouble import sentence

HOPS = 5  # R1
SLOTS = 16  # F4: documents in memory at once, from the first byte until they are read
HEADER_LIMIT = 65_536  # F1: one giant Content-Security-Policy is no reason to lose a feed
_CODINGS = frozenset(("", "identity", "gzip", "deflate", "br", "zstd"))
_JOINED = frozenset(("cache-control", "content-encoding"))
_CHUNK = 65_536


@dataclass(slots=True)
class _Budget:
    """Seconds that a whole answer may take, over all its hops; waiting for a turn is free (F1)."""

    left: float

    @asynccontextmanager
    async def spent(self) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async with asyncio.timeout(self.left):
                yield
        finally:
            self.left -= clock() - began


class Http:
    """Asks one URL at a time, host by host; an async context manager."""

    def __init__(self, settings: SourceSettings, resolver: AbstractResolver | None = None) -> None:
        self._settings, self._resolver = settings, resolver
        proxied = bool(settings.proxy)
        self._guard = Guard(settings.allow_networks, settings.allow_ports, proxied)
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
        url, seen, moved = checked(request.url), set[URL](), list[int]()
        budget = _Budget(self._settings.timeout)
        while True:
            async with AsyncExitStack() as held:
                answer = await self._ask(request, url, budget, held)
                leads = target(answer, url)
                if leads is None:
                    yield replace(answer, moved=tuple(moved))
                    return
            seen.add(url)
            moved.append(answer.status)
            if leads in seen or len(moved) > HOPS:
                raise Failed(Trouble.BROKEN, "it redirects in circles or too often")
            url = leads

    async def _ask(
        self, request: Request, url: URL, budget: _Budget, held: AsyncExitStack
    ) -> Response:
        """One hop; what `held` holds afterwards is the slot of its document."""
        host = url.raw_host or ""
        if self._guard.exempt(host):
            self._hosts.exempt(host)
        fault = self._guard.named_fault(host, url.port) if self._settings.proxy else None
        if fault is not None:
            raise Failed(Trouble.REFUSED, fault)
        headers = self._headers(request, url)
        async with self._hosts.turn(host):
            try:
                return await self._exchange(url, headers, budget, held)
            except Failed:
                raise
            except Exception as error:  # whatever a server can make the client raise
                raise sentence(error, self._settings.timeout) from error

    async def _exchange(
        self, url: URL, headers: dict[str, str], budget: _Budget, held: AsyncExitStack
    ) -> Response:
        async with AsyncExitStack() as connected:
            async with budget.spent():
                answer = await self._answer(url, headers, connected)
            conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
            plain = _plain(answer.raw_headers)
            found = Response(str(url), answer.status, plain, conditional=conditional)
            found = replace(found, closed=self._learn(url, answer, found))
            if answer.status not in (200, 226):
                return found
            await held.enter_async_context(self._slots)
            body, complete = await self._body(answer, found, budget)
        return replace(found, body=body, complete=complete)

    async def _answer(
        self, url: URL, headers: dict[str, str], connected: AsyncExitStack
    ) -> aiohttp.ClientResponse:
        """The answer to one GET; sent again only where a connection kept open had ended (C9)."""
        while True:
            made: list[int] = []
            MADE.set(made)
            try:
                asked = self._session.get(url, headers=headers, allow_redirects=False)
                return await connected.enter_async_context(asked)
            except aiohttp.ClientConnectorError:
                raise
            except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
                if made:
                    raise

    async def _body(
        self, answer: aiohttp.ClientResponse, found: Response, budget: _Budget
    ) -> tuple[bytes, bool]:
        """The document so far as it came, and whether it came whole (F2, F3)."""
        coding = found.headers.get("content-encoding", "").strip().lower()
        if coding not in _CODINGS:
            raise Failed(Trouble.BROKEN, f"its Content-Encoding is not one we read ({coding:.40})")
        body = bytearray()
        try:
            async with budget.spent():
                async for chunk in answer.content.iter_chunked(_CHUNK):
                    body += chunk
                    if len(body) > self._settings.max_body:
                        raise Failed(Trouble.BROKEN, _too_large(self._settings.max_body))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            if isinstance(error.__cause__, ContentEncodingError):
                raise Failed(Trouble.BROKEN, "the answer cannot be decompressed") from error
            return bytes(body), False
        return bytes(body), True

    def _learn(self, url: URL, answer: aiohttp.ClientResponse, found: Response) -> float | None:
        """What a host says beside its document: seconds that it wants peace (S5, S7)."""
        host = url.raw_host or ""
        transport = answer.connection.transport if answer.connection is not None else None
        if transport is not None:  # None: the answer came whole with its headers
            size = self._settings.max_body + BESIDE_BODY
            self._guard.meters.allow(transport.get_extra_info("socket").fileno(), size)
            peer = transport.get_extra_info("peername")
            if peer and not self._settings.proxy and self._guard.exempt(peer[0]):
                self._hosts.exempt(host)
        return self._hosts.heard(host, found)

    def _headers(self, request: Request, url: URL) -> dict[str, str]:
        """The headers of one hop; validators go only to the URL that gave them (C4)."""
        headers = {"Accept": request.accept}
        if url != checked(request.asked_of or request.url):
            return headers
        headers |= _conditions(request.validators)
        if request.delta and "If-None-Match" in headers:
            headers["A-IM"] = "feed"
        return headers

    @asynccontextmanager
    async def _made(self) -> AsyncIterator[aiohttp.ClientSession]:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            socket_factory=self._guard.socket_factory(),
            limit=0,  # whoever asks bounds it
            keepalive_timeout=5,
        )
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._settings.timeout / 3),
            headers={"User-Agent": self._agent, "Accept-Encoding": _codings()},
            trust_env=False,  # a proxy that nobody named would hide the address from the guard
            proxy=self._settings.proxy or None,
            max_line_size=HEADER_LIMIT,
            max_field_size=HEADER_LIMIT,
            read_bufsize=_CHUNK,
        ) as session:
            # It would send what failed again at once (aiohttp issue 10790); `_answer` knows better.
            session._retry_connection = False
            yield session


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
