"""`tollbell demo`: the service on recorded feeds, served on loopback; no account, no network.

The same service under another configuration: what differs are the environment variables below
and the database, a new file in a temporary folder. Each round the recorded feeds move on in
time, so that alerts are seen to be made, confirmed, moved and corrected.
"""

import asyncio
import os
import re
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import click
from aiohttp import web
from rich.console import Console

from bot import logs
from bot.app import opened
from bot.cli import Door
from bot.config.load import load
from bot.config.settings import Settings
from bot.model.errors import Fault, MendFile, TollbellError
from bot.store.store import Store

CONTENT_TYPES = {
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".json": "application/feed+json",
}
FEED_URL = re.compile(r'^url = "/', re.MULTILINE)


class RecordedFeeds:
    """The recorded feeds, each serving the newest of its documents up to the present round.

    A folder is a feed, a file `NN.rss`, `.atom` or `.json` what it serves from round NN on.
    """

    def __init__(self, folder: Path) -> None:
        self.round = 0
        self.documents = {
            feed.name: sorted(file for file in feed.iterdir() if file.suffix in CONTENT_TYPES)
            for feed in sorted(folder.iterdir())
            if feed.is_dir()
        }
        if not self.rounds:
            raise MendFile(Fault(str(folder), None, "holds no recorded feeds (SLUG/NN.rss)"))

    @property
    def rounds(self) -> list[int]:
        """The number of every round, in order."""
        return sorted({_round(file) for files in self.documents.values() for file in files})

    async def serve(self, request: web.Request) -> web.Response:
        """The document of one feed, or 404 where it has none yet."""
        files = self.documents.get(request.match_info["slug"], [])
        told = [file for file in files if _round(file) <= self.round]
        if not told:
            raise web.HTTPNotFound
        body = await asyncio.to_thread(told[-1].read_bytes)
        return web.Response(body=body, content_type=CONTENT_TYPES[told[-1].suffix])

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """The address, `http://127.0.0.1:PORT`, while the context is open."""
        app = web.Application()
        app.router.add_get("/{slug}", self.serve)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            host, port = runner.addresses[0][:2]
            yield f"http://{host}:{port}"
        finally:
            await runner.cleanup()


def _round(file: Path) -> int:
    return int(file.stem)


@contextmanager
def _workplace(items: Path, address: str, keep: Path | None) -> Iterator[Settings]:
    """The demo's configuration: recorded feeds, a new database, nothing to wait for."""
    with tempfile.TemporaryDirectory(prefix="tollbell-demo-") as name:
        folder = Path(name)
        feeds = (items / "feeds.toml").read_text(encoding="utf-8")
        (folder / "feeds.toml").write_text(FEED_URL.sub(f'url = "{address}/', feeds), "utf-8")
        overrides = {
            "TOLLBELL_STORE__URL": f"sqlite+aiosqlite:///{keep or folder / 'tollbell.db'}",
            "TOLLBELL_PATHS__FEEDS": str(folder / "feeds.toml"),
            "TOLLBELL_SOURCES__ALLOW_NETWORKS": "127.0.0.0/8",
            "TOLLBELL_SOURCES__ALLOW_PORTS": address.rsplit(":", 1)[1],
            "TOLLBELL_SOURCES__MIN_INTERVAL": "0",
            "TOLLBELL_SOURCES__FIRST_FETCH": "alert",
            "TOLLBELL_SOURCES__FLOOD_GUARD": "false",
            "TOLLBELL_SOURCES__AGE_GUARD": "false",
            "TOLLBELL_STORIES__PRESS_WAIT": "0",
            "TOLLBELL_STORIES__STORM_LIMIT": "0",
            "TOLLBELL_LOG__LEVEL": os.environ.get("TOLLBELL_LOG__LEVEL", "warning"),
            "DISCORD_TOKEN": "",
            "DISCORD_TOKEN_FILE": "",
        }
        yield load(os.environ, overrides)


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the database in this new file.")
@click.pass_obj
def demo(door: Door, keep: Path | None) -> None:
    """Play recorded feeds of 2025, without a network."""
    if keep is not None and keep.exists():
        raise click.UsageError(f"{keep} is there already; name a new file.")
    asyncio.run(_play(door.settings.home / "seeds" / "items", keep))
    if keep is not None:
        url = f"sqlite+aiosqlite:///{keep}"
        click.echo(f"Ask it: TOLLBELL_STORE__URL={url} tollbell trade search 'steel rate>=25'")


async def _play(items: Path, keep: Path | None) -> None:
    recorded = RecordedFeeds(items)
    terminal = Console()
    async with recorded.served() as address:
        with _workplace(items, address, keep) as settings:
            logs.setup(settings.log.level, settings.log.form)
            async with opened(settings) as app:
                for number in recorded.rounds:
                    recorded.round = number
                    terminal.rule(f"Round {number} of {recorded.rounds[-1]}")
                    await app.once()
                terminal.rule(await _summary(app.store))


async def _summary(store: Store) -> str:
    """What came in and what was said."""
    async with store.transaction() as tx:
        items, stories, alerts = (
            await tx.items.count(),
            await tx.stories.count(),
            await tx.alerts.count(),
        )
    if not items:
        raise TollbellError("None of the recorded feeds could be read: the lines above say why.")
    return f"{items} items told {stories} stories; {alerts} of them were worth an alert"


VERB = demo
