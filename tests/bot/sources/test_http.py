# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""What is sent, what is followed, what is refused: over real sockets on loopback."""

import asyncio
import gzip
import resource
import socket
import ssl
import sys
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.model.feed import Validators
from bot.sources.http import Http
from bot.sources.request import Failed, Request, Response, Trouble
from bot.sources.settings import SourceSettings
from tests.bot.sources.conftest import LOOPBACK
from tests.feed_server import Answer, FeedServer
from tests.tls import server_context

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


async def got(http: Http, request: Request) -> Response:
    async with http.get(request) as response:
        return response


async def fails(http: Http, url: str) -> Failed:
    with pytest.raises(Failed) as caught:
        await got(http, Request(url))
    return caught.value


@pytest.fixture
async def closed() -> AsyncIterator[Http]:
    """The client as it ships: nothing but the public internet."""
    async with Http(SourceSettings(timeout=5)) as found:
        yield found


async def test_C1_validators_are_echoed_byte_for_byte(server: FeedServer, http: Http) -> None:
    etag, modified = 'W/"a b\\"', "sat, 1 jan 2000 00:00:00 gmt"
    url = server.says("/f", Answer(b"x"))
    await got(http, Request(url, validators=Validators(etag, modified)))
    assert server.headers("If-None-Match") == [etag]
    assert server.headers("If-Modified-Since") == [modified]


async def test_C1_an_etag_of_other_bytes_than_ascii_is_echoed(
    server: FeedServer, http: Http
) -> None:
    url = server.says("/f", Answer(b"x", headers={"ETag": '"é"'}))
    response = await got(http, Request(url))
    await got(http, Request(url, validators=Validators(response.headers["etag"])))
    assert server.headers("If-None-Match") == [None, '"é"']


async def test_C4_validators_go_only_to_the_address_that_gave_them(
    server: FeedServer, http: Http
) -> None:
    there = server.says("/there", Answer(b"x"))
    url = server.says("/f", Answer(status=302, headers={"Location": there}))
    await got(http, Request(url, validators=Validators('"1"')))
    await got(http, Request(url, validators=Validators('"1"'), asked_of=there))
    assert server.headers("If-None-Match") == ['"1"', None, None, '"1"']


async def test_C7_a_delta_is_asked_for_with_an_etag_only(server: FeedServer, http: Http) -> None:
    url = server.says("/f", Answer(b"x"))
    await got(http, Request(url, delta=True))
    await got(http, Request(url, validators=Validators('"1"'), delta=True))
    assert server.headers("A-IM") == [None, "feed"]


async def test_C8_a_request_says_who_asks_and_nothing_that_could_track(
    server: FeedServer,
) -> None:
    settings = SourceSettings(
        allow_networks=("127.0.0.0/8",), user_agent_contact="https://bot.example/about"
    )
    url = server.says("/f", Answer(b"x", headers={"Set-Cookie": "id=1"}))
    async with Http(settings) as http:
        await got(http, Request(url))
        await got(http, Request(url))
    sent = server.asked[-1].headers
    assert sent["User-Agent"].startswith("Tollbell/")
    assert sent["User-Agent"].endswith("(+https://bot.example/about)")
    assert sent["Accept-Encoding"].startswith("gzip, deflate, br")
    assert sent["Accept"].endswith("*/*;q=0.1")
    assert not {"Cookie", "Referer", "Range", "Cache-Control", "Pragma"} & set(sent)


async def test_R1_a_redirect_is_followed_and_tells_where_it_led(
    server: FeedServer, http: Http
) -> None:
    server.says("/b", Answer(b"x"))
    url = server.says("/a", Answer(status=301, headers={"Location": "b"}))
    response = await got(http, Request(url))
    assert (response.url, response.moved) == (f"{server.url}/b", (301,))


async def test_R1_redirects_in_a_circle_end(server: FeedServer, http: Http) -> None:
    server.says("/b", Answer(status=302, headers={"Location": "/a"}))
    url = server.says("/a", Answer(status=302, headers={"Location": "/b"}))
    assert "circles" in str(await fails(http, url))
    assert len(server.asked) == 2


async def test_R1_more_than_five_redirects_end(server: FeedServer, http: Http) -> None:
    for step in range(9):
        server.says(f"/{step}", Answer(status=302, headers={"Location": f"/{step + 1}"}))
    await fails(http, f"{server.url}/0")
    assert len(server.asked) == 6


async def test_R1_a_redirect_to_another_scheme_is_not_followed(
    server: FeedServer, http: Http
) -> None:
    for place in ("file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "javascript:1"):
        url = server.says("/f", Answer(status=302, headers={"Location": place}))
        assert (await fails(http, url)).trouble is Trouble.REFUSED


async def test_F1_a_header_of_forty_kilobytes_is_no_reason_to_lose_a_feed(
    server: FeedServer, http: Http
) -> None:
    policy = {"Content-Security-Policy": "x" * 40_000}
    assert (await got(http, Request(server.says("/f", Answer(b"x", headers=policy))))).body == b"x"


async def test_F1_a_header_without_end_fails(server: FeedServer, http: Http) -> None:
    url = server.says("/f", Answer(b"x", headers={"X": "x" * 100_000}))
    assert "proper HTTP" in str(await fails(http, url))


async def test_F1_a_server_that_never_answers_is_left(server: FeedServer) -> None:
    async def drip(request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(60)
        return web.Response()

    url = server.says("/f", drip)
    async with Http(SourceSettings(allow_networks=("127.0.0.0/8",), timeout=0.3)) as http:
        assert str(await fails(http, url)) == "no answer within 0.3 seconds"


BOMB = 60_000_000


def _packed(coding: str) -> bytes:
    zeros = b"\0" * BOMB
    if coding == "gzip":
        return gzip.compress(zeros)
    if coding == "deflate":
        return zlib.compress(zeros)
    if coding == "zstd":
        return bytes(zstd.compress(zeros))
    return bytes(brotli.compress(zeros, quality=1))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
async def test_F2_a_bomb_is_stopped_at_the_cap(server: FeedServer, http: Http, coding: str) -> None:
    url = server.says("/f", Answer(_packed(coding), headers={"Content-Encoding": coding}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "larger than 10 MB" in str(await fails(http, url))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


@pytest.mark.parametrize("coding", ["gzip, gzip", "x-unknown", "gzip,br", "compress"])
async def test_F3_a_coding_that_we_do_not_read_is_an_error(
    server: FeedServer, http: Http, coding: str
) -> None:
    url = server.says("/f", Answer(b"x", headers={"Content-Encoding": coding}))
    assert "Content-Encoding" in str(await fails(http, url))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "localhost",
        "１２７.0.0.1",
        "2130706433",
        "127.1",
        "0177.0.0.1",
        "0",
        "0.0.0.0",
        "127.0.0.1.",
    ],
)
async def test_F5_no_way_of_writing_loopback_reaches_it(
    server: FeedServer, closed: Http, host: str
) -> None:
    port = server.url.rpartition(":")[2]
    await fails(closed, f"http://{host}:{port}/f")
    assert server.asked == []


async def test_F5_a_redirect_does_not_reach_what_is_not_allowed(server: FeedServer) -> None:
    port = server.url.rpartition(":")[2]
    place = {"Location": f"http://127.0.0.2:{port}/secret"}
    url = server.says("/f", Answer(status=302, headers=place))
    async with Http(SourceSettings(allow_networks=("127.0.0.1/32",), timeout=5)) as http:
        failed = await fails(http, url)
    assert failed.trouble is Trouble.REFUSED
    assert "127.0.0.2 is not public" in str(failed)
    assert server.paths == ["/f"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://wire.example/f",
        "http://user:word@wire.example/f",
        "http:///f",
        "wire.example/f",
        "http://wire.example/" + "x" * 2048,
        "http://[::1",
        "http://wire.example:99999/",
        "",
    ],
)
async def test_F6_an_address_of_another_kind_is_refused(closed: Http, url: str) -> None:
    assert (await fails(closed, url)).trouble is Trouble.REFUSED


async def test_F3_what_is_not_packed_as_it_says_is_an_error(server: FeedServer, http: Http) -> None:
    url = server.says("/f", Answer(b"<rss/>", headers={"Content-Encoding": "gzip"}))
    assert str(await fails(http, url)) == "the answer cannot be decompressed"


async def test_a_name_that_does_not_exist_is_said_so(closed: Http) -> None:
    failed = await fails(closed, "http://no-such-host.invalid/feed")
    assert failed.trouble is Trouble.NETWORK
    assert str(failed) == "the server name cannot be found"


async def test_a_closed_port_is_said_so(http: Http) -> None:
    assert str(await fails(http, "http://127.0.0.1:9/")) == "the server refuses the connection"


async def test_a_server_that_hangs_up_is_said_so(server: FeedServer, http: Http) -> None:
    async def hang_up(request: web.BaseRequest) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    assert "hung up" in str(await fails(http, server.says("/f", hang_up)))
    assert len(server.asked) == 1  # C9: not asked again at once


async def test_C9_only_a_kept_connection_that_has_ended_is_asked_over_again(http: Http) -> None:
    connections: list[int] = []

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(0)
        with suppress(asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            connections[-1] += 1
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
            await reader.readuntil(b"\r\n\r\n")
            connections[-1] += 1
        writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        for _ in range(2):
            assert (await got(http, Request(f"http://127.0.0.1:{port}/"))).body == b"x"
    assert connections == [2, 1]


async def test_F1_all_redirects_together_have_the_time_of_one_answer(server: FeedServer) -> None:
    async def slow(request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(0.2)
        return web.Response(status=302, headers={"Location": f"{request.path}x"})

    for step in range(5):
        server.says(f"/{'x' * step}", slow)
    async with Http(SourceSettings(allow_networks=("127.0.0.0/8",), timeout=0.5)) as http:
        assert "no answer" in str(await fails(http, f"{server.url}/"))
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "more",
    [b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100, b"HTTP/1.1 100 Continue\r\n\r\n" * 100],
)
async def test_F1_interim_answers_without_end_are_ended(http: Http, more: bytes) -> None:
    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while True:
                writer.write(more)
                await writer.drain()

    server = await asyncio.start_server(pour, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    failed = await fails(http, f"http://127.0.0.1:{port}/")
    server.close()
    assert failed.trouble is Trouble.BROKEN
    assert str(failed) == "the server sends more than an answer needs"


async def test_a_proxy_is_asked_only_where_it_is_named(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("http_proxy", server.url)
    async with Http(SourceSettings(timeout=1)) as http:
        await fails(http, "http://no-such-host.invalid/f")
    assert server.asked == []
    server.says("/f", Answer(b"x"))
    async with Http(SourceSettings(proxy=server.url)) as http:
        assert (await got(http, Request("http://wire.example/f"))).body == b"x"
    assert server.headers("Host") == ["wire.example"]


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "[::1]", "10.0.0.1", "localhost", "a.localhost.", "printer.local"),
        *("metadata.google.internal", "2130706433", "127.1", "0x7f.1", "wire.example:22"),
    ],
)
async def test_F5_through_a_proxy_no_name_that_is_private_by_itself_is_asked(
    server: FeedServer, host: str
) -> None:
    async with Http(SourceSettings(proxy=server.url)) as http:
        assert (await fails(http, f"http://{host}/f")).trouble is Trouble.REFUSED
    assert server.asked == []


async def test_P10_a_cut_transfer_is_known_to_be_cut(server: FeedServer, http: Http) -> None:
    async def cut(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.close()
        return response

    response = await got(http, Request(server.says("/f", cut)))
    assert (response.body, response.complete) == (b"half", False)


def test_the_loopback_of_tests_is_the_only_opening() -> None:
    assert SourceSettings().allow_networks == ()
    assert LOOPBACK.allow_networks == ("127.0.0.0/8",)


@asynccontextmanager
async def over_tls(folder: Path, body: bytes) -> AsyncIterator[str]:
    """The address of a server whose certificate nobody has signed but itself."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        writer.close()

    context = server_context(folder)
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


async def test_F7_a_certificate_that_nobody_has_signed_is_refused(
    http: Http, tmp_path: Path
) -> None:
    async with over_tls(tmp_path, b"x") as url:
        failed = await fails(http, url)
    assert failed.trouble is Trouble.NETWORK
    assert str(failed).startswith("its certificate is not valid (self")


async def test_F7_a_feed_is_read_over_tls(
    http: Http, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = b"x" * 300_000
    async with over_tls(tmp_path, body) as url:
        trusting = ssl.create_default_context(cafile=tmp_path / "cert.pem")
        monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", trusting)
        assert (await got(http, Request(url))).body == body


async def test_F7_what_is_no_tls_is_said_so(server: FeedServer, http: Http) -> None:
    address = server.url.replace("http://", "https://")
    assert str(await fails(http, address)) == "no secure connection could be made"


class Rebinding(AbstractResolver):
    """Says a public address first and loopback ever after."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing is held."""


async def test_F5_a_name_that_leads_home_reaches_nothing(server: FeedServer) -> None:
    port = server.url.rpartition(":")[2]
    async with Http(SourceSettings(timeout=1), Rebinding("192.0.2.1", "127.0.0.1")) as http:
        for _ in range(2):
            await fails(http, f"http://rebinding.example:{port}/")
    assert server.asked == []


async def test_S7_the_operators_own_network_has_no_gap(server: FeedServer) -> None:
    url = server.says("/f", Answer(b"x"))
    settings = SourceSettings(allow_networks=("127.0.0.0/8",), host_gap=60)
    async with Http(settings) as http:
        await asyncio.gather(*(got(http, Request(url)) for _ in range(3)))
    assert len(server.asked) == 3


RAW = [
    b"",
    b"\0" * 100,
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"HTTP/0.9\r\n\r\n<rss/>",
    b"HTTP/1.1 999 Odd\r\n\r\n",
    b"HTTP/1.1 99999 Odd\r\n\r\n",
    b"HTTP/9.9 200 OK\r\n\r\n",
    b"ICY 200 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n\xff\xff",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 2\r\n\r\n\xff\xff",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: 2\r\n\r\n\xff\xff",
    b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nX: \xff\xfe\r\nETag: \xe9\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 10_000 + b"\r\n",
    b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: \xff\xff://\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://a@127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n" * 50 + b"HTTP/1.1 204 None\r\n\r\n",
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello",
]


@pytest.mark.parametrize("raw", RAW, ids=range(len(RAW)))
async def test_no_answer_makes_more_than_a_sentence(http: Http, raw: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(raw)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        try:
            response = await got(http, Request(f"http://127.0.0.1:{port}/"))
        except Failed as error:
            assert str(error) and "\n" not in str(error)  # noqa: PT017, PT018
        else:
            assert response.status


async def test_F4_only_so_many_documents_are_held_at_once(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.http.SLOTS", 2)
    url = server.says("/f", Answer(b"x"))
    held = most = 0

    async def hold(http: Http) -> None:
        nonlocal held, most
        async with http.get(Request(url)):
            held += 1
            most = max(most, held)
            await asyncio.sleep(0.005)
            held -= 1

    async with Http(LOOPBACK) as http:
        await asyncio.gather(*(hold(http) for _ in range(8)))
    assert most == 2
