"""A server of generated feeds that honours validators: `python server.py`, until its input ends."""

import asyncio
import gzip
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web

ITEMS = 30  # of each feed
START = datetime(2025, 12, 1, tzinfo=UTC)


def document(feed: int, issue: int) -> bytes:
    """A feed of 30 items; each issue has one new item at the top and one less at the end."""
    items = "".join(item(feed, number) for number in range(issue + ITEMS, issue, -1))
    day = START + timedelta(hours=issue)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>Trade desk {feed}</title><link>https://desk{feed}.example/</link>"
        f"<description>News of desk {feed}</description><language>en-US</language>"
        f"<lastBuildDate>{day:%a, %d %b %Y %H:%M:%S} +0000</lastBuildDate>{items}</channel></rss>"
    ).encode()


def item(feed: int, number: int) -> str:
    """An entry as WordPress writes it."""
    when = START - timedelta(days=40) + timedelta(hours=number)
    link = f"https://desk{feed}.example/2025/11/duty-{number}/"
    return (
        f"<item><title>Commerce sets duty of {number % 90 + 1}% on steel no. {number}</title>"
        f"<link>{link}</link><dc:creator><![CDATA[Ann Reporter]]></dc:creator>"
        f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<category><![CDATA[Trade]]></category><category><![CDATA[Steel]]></category>"
        f'<guid isPermaLink="false">https://desk{feed}.example/?p={number}</guid>'
        f"<description><![CDATA[The department said it will impose a duty on imports of steel "
        f"from feed {feed}, effective December 1. [&#8230;]]]></description>"
        f"<content:encoded><![CDATA[<p>The department said on Monday that it will impose a duty "
        f"of {number % 90 + 1}% on imports of cold-rolled steel, after it had found that the goods "
        f"were sold below their value.</p>\n<p>It takes effect on December 1 and replaces the "
        f"deposits that were asked for since May.</p>]]></content:encoded></item>"
    )


def serve() -> None:
    """Answer for the feeds until the other end closes; prints the port."""
    issue, bodies = [0], dict[int, bytes]()

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/next":
            issue[0] += 1
            bodies.clear()
            return web.Response()
        feed = int(request.path.removeprefix("/feed/"))
        tag = f'"{feed}-{issue[0]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        body = bodies.get(feed)
        if body is None:
            body = bodies[feed] = gzip.compress(document(feed, issue[0]), 1)
        headers = {"ETag": tag, "Content-Encoding": "gzip", "Content-Type": "application/rss+xml"}
        return web.Response(body=body, headers=headers)

    async def run() -> None:
        runner = web.ServerRunner(web.Server(answer))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(runner.addresses[0][1], flush=True)
        await asyncio.to_thread(sys.stdin.read)

    asyncio.run(run())


@contextmanager
def serving() -> Iterator[str]:
    """The server's address, in a process of its own."""
    command = [sys.executable, __file__]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as one:  # noqa: S603
        port = one.stdout.readline().strip() if one.stdout else ""
        yield f"http://127.0.0.1:{port}"
        one.terminate()


if __name__ == "__main__":
    serve()
