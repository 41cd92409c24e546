"""The service as its users run it: a process of its own on a folder of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path

from tests.feed_server import FeedServer

FEED = """
[[feed]]
slug = "{slug}"
url = "{url}"
title = "{title}"
kind = "syndication"
tier = "{tier}"
verified = "2025-11-10, a test"
"""


def rss(*items: tuple[str, str, str]) -> bytes:
    """An RSS document of items (guid, title, text), the first one the oldest."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title>"
        f"<link>https://example.com/{guid}</link><description>{text}</description></item>"
        for guid, title, text in reversed(items)
    )
    return f"<rss version='2.0'><channel><title>T</title>{entries}</channel></rss>".encode()


@dataclass(slots=True)
class Service:
    """A folder with a database and feeds, and the environment that the process gets."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    running: list[Process] = field(default_factory=list)
    module: str = "bot"  # what is run

    def feeds(self, server: FeedServer, *feeds: tuple[str, str, str]) -> None:
        """Let the starter feeds be these (slug, title, tier), each at its slug on the server."""
        text = "".join(
            FEED.format(slug=slug, url=f"{server.url}/{slug}", title=title, tier=tier)
            for slug, title, tier in feeds
        )
        (self.folder / "feeds.toml").write_text(text, encoding="utf-8")

    def env(self) -> dict[str, str]:
        """The environment: loopback allowed, nothing to wait for."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TOLLBELL_", "DISCORD_", "SLACK_"))
        }
        return {
            **inherited,
            "TOLLBELL_STORE__URL": f"sqlite+aiosqlite:///{self.folder / 'tollbell.db'}",
            "TOLLBELL_PATHS__FEEDS": str(self.folder / "feeds.toml"),
            "TOLLBELL_SOURCES__ALLOW_NETWORKS": "127.0.0.0/8",
            "TOLLBELL_SOURCES__FIRST_FETCH": "alert",
            "TOLLBELL_STORIES__PRESS_WAIT": "0",
            "TOLLBELL_LOG__FORM": "text",
            **self.environment,
        }

    async def start(self, *words: str) -> Process:
        """A process of `tollbell WORDS`."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self.module,
            *words,
            env=self.env(),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
        )
        self.running.append(process)
        return process

    async def tell(self, *words: str, stdin: str = "") -> tuple[int, str, str]:
        """Exit status, output and errors of `tollbell WORDS` that ends by itself."""
        process = await self.start(*words)
        out, err = await asyncio.wait_for(process.communicate(stdin.encode()), 60)
        return process.returncode or 0, out.decode(), err.decode()

    async def stop(self, process: Process, with_: signal.Signals = signal.SIGTERM) -> str:
        """End a process by a signal; its output."""
        process.send_signal(with_)
        out, _ = await asyncio.wait_for(process.communicate(), 30)
        return out.decode()
