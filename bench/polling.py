"""CPU seconds, memory and lag of polling a thousand feeds; beside it the library `reader`.

    python bench/polling.py [FEEDS]

A server of its own on loopback answers with feeds of 30 items, gzip and validators. Three rounds:
every feed for the first time, every feed unchanged (304), and one new item in each. Fetching,
parsing and storing are measured, in a database on the disk; reading the items into events is left
out of the first figures and comes with the second.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from loopback import other
from loopback.cost import Tree, measured
from loopback.server import START, serving

from bot.config.vocabulary import load as load_vocabulary
from bot.events.lens import Lens
from bot.ingest import Ingest, Line
from bot.model.feed import Feed
from bot.sources.http import Http
from bot.sources.pull import Puller
from bot.sources.settings import SourceSettings
from bot.sources.worker import Parser
from bot.store.store import Store
from bot.watches.match import Matcher

VOCABULARY = Path(__file__).parents[1] / "config" / "vocabulary"
FEEDS = 1000
AT_ONCE = 60  # polls, as the service has
ROUNDS = ("first fetch", "unchanged", "one new item")

Figures = list[dict[str, float]]


class NoReading:
    """The line of the bot without what follows from an item: it is only kept."""

    async def take(self, *_: object) -> None:
        """Nothing follows."""


@asynccontextmanager
async def opened(url: str, count: int, folder: str, line: Any) -> AsyncIterator[Ingest]:
    """Our way from feeds to the database."""
    settings = SourceSettings(allow_networks=("127.0.0.0/8",))
    async with (
        Store.open(f"sqlite:///{folder}/bench.db") as store,
        Http(settings) as http,
        Parser() as parser,
    ):
        async with store.transaction() as tx:
            for feed in range(count):
                await tx.feeds.put(Feed(f"desk{feed}", f"{url}/feed/{feed}", f"Desk {feed}"), feed)
        yield Ingest(store, Puller(settings, http, parser), line, settings)


async def poll(ingest: Ingest, now: Any) -> None:
    """Poll all feeds that are due."""
    while feeds := await ingest.claim_due(now, AT_ONCE):
        await asyncio.gather(*(ingest.poll(feed, now) for feed in feeds))


async def ours(url: str, count: int, reading: bool) -> Figures:
    """The figures of the three rounds."""
    lens = Lens.of(load_vocabulary(VOCABULARY))
    line = Line(lens, Matcher, timedelta(0)) if reading else NoReading()
    found, now = [], START + timedelta(days=1)
    with tempfile.TemporaryDirectory() as folder:
        async with opened(url, count, folder, line) as ingest:
            tree = Tree()
            for name in ROUNDS:
                if name == ROUNDS[2]:
                    await asyncio.to_thread(next_issue, url)
                found.append(await measured(tree, poll(ingest, now)))
                now += timedelta(days=1)
            async with ingest.store.reading() as tx:
                kept = await tx.items.count()
    if kept != count * 31:
        sys.exit(f"{kept} items were kept where {count * 31} were published")
    return found


def next_issue(url: str) -> None:
    """Let the server put one new item into each feed."""
    urlopen(f"{url}/next").close()  # noqa: S310 - our own server


def in_a_process(way: str, url: str, count: int) -> Figures:
    """The figures of one of our ways, in a process that has done nothing else before."""
    run = [sys.executable, __file__, way, url, str(count)]
    done = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    found: Figures = json.loads(done.stdout)
    return found


def printed(title: str, count: int, figures: Callable[[str, int], Figures]) -> None:
    """A line for each round, or one that says why there is none."""
    try:
        with serving() as url:
            found = figures(url, count)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"polling{title}: skipped, since it cannot be installed or run here ({error})")
        return
    for name, one in zip(ROUNDS, found, strict=True):
        lag = f", lag p99 {one['lag']:.1f} ms" if "lag" in one else ""
        cost = f"{one['cpu']:.2f} CPU s, peak {one['memory']:.0f} MB{lag}"
        print(f"polling{title}, {count:,} feeds, {name}: {cost}")


def main(count: int) -> None:
    """Print the figures of each."""
    printed("", count, partial(in_a_process, "--ours"))
    printed(" with reading", count, partial(in_a_process, "--reading"))
    printed(" by the library reader", count, other.figures)


if __name__ == "__main__":
    if sys.argv[1:2] in (["--ours"], ["--reading"]):
        way, address, size = sys.argv[1:4]
        print(json.dumps(asyncio.run(ours(address, int(size), way == "--reading"))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else FEEDS)
