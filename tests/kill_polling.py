"""The service killed again and again while it polls, and what must hold all the same."""

import asyncio
import random
import signal
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from aiohttp import web

from tests.feed_server import feed_server
from tests.service import Service, rss

SETTLE = 120.0  # seconds at most, on a machine that is busy elsewhere
INTERVAL = 1.0  # seconds between two polls of a feed, as configured
NEWS = "United States raises {product} tariff from {low}% to {high}%"
PRODUCTS = ("steel", "aluminium", "copper", "timber", "sugar", "rice", "ships", "tyres")


@dataclass
class Feeds:
    """Feeds that bring something new at most polls, and note when they are asked."""

    chance: random.Random
    asked: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    items: defaultdict[str, list[tuple[str, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    publishing: bool = True

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """A document that may be slow to come; 304 where nothing is new."""
        feed = request.path.strip("/")
        self.asked[feed].append(asyncio.get_running_loop().time())
        if self.publishing and (not self.items[feed] or self.chance.random() < 0.7):
            self.items[feed].append(self._news(feed, len(self.items[feed])))
        tag = f'"{len(self.items[feed])}"'
        await asyncio.sleep(self.chance.random() * 0.2)
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=rss(*self.items[feed]), headers={"ETag": tag})

    def _news(self, feed: str, number: int) -> tuple[str, str, str]:
        low, high = self.chance.randint(1, 40), self.chance.randint(41, 90)
        title = NEWS.format(product=self.chance.choice(PRODUCTS), low=low, high=high)
        return f"{feed}-{number}", title, f"The {title} on Wednesday."

    def gaps(self) -> Iterator[float]:
        """Seconds between two questions to one feed."""
        for times in self.asked.values():
            yield from (after - before for before, after in pairwise(times))


def kept(database: Path) -> list[tuple[str, str]]:
    """Feed and guid of every item that is kept; the database must be sound."""
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = db.execute("SELECT feed, guid FROM items ORDER BY feed, guid").fetchall()
        return [(str(feed), str(guid)) for feed, guid in rows]


async def kill_loop(folder: Path, kills: int, many: int, seed: int) -> Feeds:
    """Run the service on so many feeds, killed so many times; what the feeds saw of it."""
    feeds = Feeds(random.Random(seed))
    service = Service(folder)
    service.environment |= {
        "TOLLBELL_SOURCES__MIN_INTERVAL": str(int(INTERVAL)),
        "TOLLBELL_LOG__LEVEL": "error",
    }
    async with feed_server() as server:
        slugs = [f"feed{number}" for number in range(many)]
        for slug in slugs:
            server.says(f"/{slug}", feeds.answer)
        service.feeds(server, *((slug, slug, "press") for slug in slugs))
        for _ in range(kills):
            await _killed(service, feeds)
            kept(folder / "tollbell.db")
        feeds.publishing = False
        await _settled(service, feeds)
    return feeds


async def _killed(service: Service, feeds: Feeds) -> None:
    """Start it, and kill it at some moment after it has begun to poll."""
    before = sum(map(len, feeds.asked.values()))
    process = await service.start("run")
    async with asyncio.timeout(60):
        while sum(map(len, feeds.asked.values())) == before:  # noqa: ASYNC110 no event to wait for
            await asyncio.sleep(0.02)
    await asyncio.sleep(feeds.chance.random())
    await service.stop(process, signal.SIGKILL)


async def _settled(service: Service, feeds: Feeds) -> None:
    """Let it run until all that the feeds had is kept, or it does not come any more."""
    wanted = sum(map(len, feeds.items.values()))
    process = await service.start("run")
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLE):
                while len(kept(service.folder / "tollbell.db")) < wanted:  # noqa: ASYNC110
                    await asyncio.sleep(0.2)
    finally:
        _, err = await _ended(service, process)
    assert "poll failed" not in err, err


async def _ended(service: Service, process: asyncio.subprocess.Process) -> tuple[bytes, str]:
    process.send_signal(signal.SIGTERM)
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return out, err.decode()


def _states(database: Path, slugs: set[str]) -> list[tuple[object, ...]]:
    """What is remembered of some feeds."""
    query = "SELECT slug, failures, error, last_poll_at, next_check_at FROM feeds"
    with closing(sqlite3.connect(database)) as db:
        return [row for row in db.execute(query).fetchall() if row[0] in slugs]


def check(feeds: Feeds, database: Path) -> None:
    """No item lost, none kept twice, no feed asked before its time, a database that is sound."""
    served = sorted((feed, item[0]) for feed, items in feeds.items.items() for item in items)
    lost = sorted(set(served) - set(kept(database)))
    assert not lost, (lost, _states(database, {feed for feed, _ in lost}))
    assert sorted(kept(database)) == served
    assert min(feeds.gaps()) >= INTERVAL - 0.05
