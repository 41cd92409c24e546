"""One alert to very many channels: how long, how much memory, how often Discord said no.

    python bench/fan_out.py [--channels 2000]       10,000 takes four minutes
    python bench/fan_out.py --latency 60            so many alerts one by one, to one channel
    python bench/fan_out.py --claim 100000          a claim with so many rows in the outbox

The service is a process of its own with a SQLite file; the server on loopback takes 50 requests in
any one second, as Discord does, and answers more with 429. The floor is that many messages at that
rate. Latency is from the moment that the server of the feed has answered to the message's request.
"""

import argparse
import asyncio
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from sqlalchemy import text

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.model.alert import Alert, Certainty, Reason, Severity  # noqa: E402
from bot.model.delivery import Delivery  # noqa: E402
from bot.model.watch import Channel, Subscription, Watch  # noqa: E402
from bot.store.claim import heads  # noqa: E402
from bot.store.store import Store  # noqa: E402
from bot.watches.route import delivery_id  # noqa: E402
from tests.bot.store.values import MATCHES, a_story, an_item  # noqa: E402
from tests.discord_server import DiscordServer, until  # noqa: E402
from tests.discord_server.rooms import TEXT  # noqa: E402
from tests.feed_server import Answer, FeedServer, feed_server  # noqa: E402
from tests.service import Service, rss  # noqa: E402

LIMIT = 50  # a second: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
STEEL = (
    "steel",
    "Canada raises steel tariff from 25% to 50%",
    "Canada raised its tariff on imports of steel from 25% to 50% on Wednesday.",
)
CODES = ("Brazil", "India", "Japan", "Mexico", "Thailand", "Vietnam", "Norway", "Chile", "Kenya",
         "Egypt", "Turkey", "Indonesia", "Malaysia", "Peru", "Colombia", "Australia")  # fmt: skip
GOODS = ("steel", "aluminium", "copper", "sugar", "wheat", "milk", "beef", "cars", "paper", "wine")


@dataclass
class Stage:
    """A service that is connected and subscribed, a feed that says nothing yet."""

    feeds: FeedServer
    discord: DiscordServer
    service: Service
    pid: int

    def memory(self) -> tuple[float, float]:
        """Megabytes of the service now, and at most so far."""
        found = dict(
            line.split(":", 1) for line in Path(f"/proc/{self.pid}/status").read_text().splitlines()
        )
        return tuple(int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[return-value]

    def cpu(self) -> float:
        """CPU seconds of the service so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


@asynccontextmanager
async def stage(channels: int) -> AsyncIterator[Stage]:
    """So many channels that watch the one feed."""
    with tempfile.TemporaryDirectory() as folder:
        async with feed_server() as feeds, DiscordServer() as discord:
            rooms = [discord.rooms.add(TEXT)["id"] for _ in range(channels)]
            discord.speed.everything = LIMIT
            feeds.says("/gazette", Answer(rss()))
            service = Service(Path(folder))
            service.feeds(feeds, ("gazette", "The Gazette", "official"))
            service.environment |= {
                "DISCORD_TOKEN": discord.token,
                "TOLLBELL_DISCORD__API_BASE": discord.api_base,
                "TOLLBELL_SOURCES__MIN_INTERVAL": "0",
                "TOLLBELL_SOURCES__HOST_GAP": "0",
                "TOLLBELL_STORIES__STORM_LIMIT": "0",
                "TOLLBELL_LOG__LEVEL": "warning",
            }
            url = f"sqlite:///{folder}/tollbell.db"
            async with Store.open(url) as store, store.transaction() as tx:
                await tx.watches.put(Watch("canada", "Canada", "All of Canada.", "from:CA"))
                for room in rooms:
                    channel = Channel("discord", room, discord.guild)
                    await tx.subscriptions.add(Subscription(channel, "canada"))
            process = await service.start("run")
            reading = asyncio.ensure_future(process.communicate())
            await discord.ready()
            await until(lambda: feeds.asked, 60)
            yield Stage(feeds, discord, service, process.pid)
            process.terminate()
            _, errors = await reading
            if errors:
                print("the service said:", errors.decode()[:500])


def posts(discord: DiscordServer) -> int:
    return sum(map(len, discord.messages.values()))


async def fan_out(channels: int) -> None:
    """One story to all channels."""
    async with stage(channels) as on:
        before = on.memory()[0]
        on.feeds.says("/gazette", Answer(rss(STEEL)))
        await until(lambda: posts(on.discord), 120)
        began, cpu, asked = time.monotonic(), on.cpu(), len(on.discord.requests)
        await until(lambda: posts(on.discord) >= channels, 60 + channels / LIMIT * 2)
        took, now = time.monotonic() - began, on.memory()
        made = len(on.discord.requests) - asked
        floor, each = channels / LIMIT, 1000 * (on.cpu() - cpu) / channels
        print(f"{channels:,} channels in {took:.1f} s; the floor is {floor:.1f} s: "
              f"{took / floor:.3f} of it (target <= 1.15)")  # fmt: skip
        print(f"{made:,} requests, {on.discord.speed.refused} of them 429 "
              f"({on.discord.speed.refused / made:.2%}, target < 1 %)")  # fmt: skip
        print(f"memory {before:.0f} MB before, {now[0]:.0f} after, {now[1]:.0f} at most "
              f"(target <= 150); {each:.1f} ms CPU a message")  # fmt: skip
        await asyncio.sleep(2)
        url = f"sqlite:///{on.service.folder}/tollbell.db"
        async with Store.open(url) as store, store.engine.connect() as db:
            rows = await db.execute(text("SELECT state, count(*) FROM deliveries GROUP BY 1"))
            print("the outbox:", {row[0]: row[1] for row in rows}, on.discord.violations[:1])


async def latency(alerts: int) -> None:
    """From the answer of the feed's server to the request of the message."""
    async with stage(1) as on:
        on.discord.speed.everything = 0
        stories = [
            (f"{what}-{country}", f"Canada bans imports of {what} from {country}",
             f"Canada banned imports of {what} from {country}.")
            for what in GOODS
            for country in CODES
        ]  # fmt: skip
        answered: list[float] = []
        took: list[float] = []
        for number in range(alerts):
            fresh = rss(*stories[: number + 1])
            answered.clear()

            async def answer(_: web.BaseRequest, body: bytes = fresh) -> web.StreamResponse:
                answered.append(time.monotonic())
                return web.Response(body=body, content_type="application/rss+xml")

            on.feeds.says("/gazette", answer)
            before = posts(on.discord)
            await until(lambda before=before: posts(on.discord) > before, 60)  # type: ignore[misc]
            took.append(time.monotonic() - answered[0])
        took.sort()
        print(f"{alerts} alerts: median {statistics.median(took):.3f} s, "
              f"p99 {took[min(len(took) - 1, round(len(took) * 0.99))]:.3f} s, "
              f"at most {took[-1]:.3f} s (target p99 <= 1)")  # fmt: skip


async def claim(rows: int, url: str | None) -> None:
    """What one claim costs with so many rows in the outbox, a tenth of them not due."""
    with tempfile.TemporaryDirectory() as folder:
        async with Store.open(url or f"sqlite:///{folder}/claim.db") as store:
            now = datetime(2025, 11, 10, 12, tzinfo=UTC)
            async with store.transaction() as tx:
                await tx.items.add_new([an_item()], now)
                for story in range(10):
                    await tx.stories.put(a_story(f"s{story}"), [f"s{story}"], Severity.HIGH)
                    alert = Alert(f"s{story}", 1, Reason.NEW, list(Severity)[story % 4],
                                  Certainty.CONFIRMED, "gazette/a", now)  # fmt: skip
                    await tx.alerts.add(alert)
                    places = [Channel("discord", str(n), "7") for n in range(rows // 10)]
                    at = now if story else now.replace(hour=13)
                    await tx.deliveries.add(
                        Delivery(delivery_id(alert, it), alert, it, MATCHES, at) for it in places
                    )
            async with store.engine.connect() as db:
                plan = heads(now, ["discord"], 1000).compile(
                    db.sync_connection, compile_kwargs={"literal_binds": True}
                )
                word = "EXPLAIN QUERY PLAN" if store.engine.dialect.name == "sqlite" else "EXPLAIN"
                for row in await db.execute(
                    text(f"{word} {str(plan).replace(':', chr(92) + ':')}")
                ):
                    print("   ", row[-1])
            began = time.perf_counter()
            async with store.transaction() as tx:
                numbers = await tx.deliveries.ready(now, ["discord"], 1000)
            looked = time.perf_counter() - began
            taken, settled = [], []
            for place in range(0, 480, 8):
                began = time.perf_counter()
                async with store.transaction() as tx:
                    found = await tx.deliveries.take(numbers[place : place + 8], now)
                taken.append((time.perf_counter() - began) / max(len(found), 1))
                for one in found:
                    began = time.perf_counter()
                    async with store.transaction() as tx:
                        await tx.deliveries.sent(one.delivery, one.delivery.id, 1, now)
                    settled.append(time.perf_counter() - began)
            began = time.perf_counter()
            async with store.transaction() as tx:
                await tx.digests.gather(now, ["discord"], 20)
                await tx.digests.claim(now, ["discord"], 40)
            gathered = time.perf_counter() - began
            print(f"{rows:,} rows: {1000 * looked:.0f} ms to look for a thousand that are ready, "
                  f"{1000 * gathered:.0f} ms for digests; a delivery "
                  f"{1000 * statistics.median(taken):.2f} ms to claim (eight at a time), "
                  f"{1000 * statistics.median(settled):.2f} ms to settle")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--channels", type=int, default=2000)
    parser.add_argument("--latency", type=int)
    parser.add_argument("--claim", type=int)
    parser.add_argument("--url", help="of an empty PostgreSQL database, for --claim")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if asked.latency:
        asyncio.run(latency(asked.latency))
    elif asked.claim:
        asyncio.run(claim(asked.claim, asked.url))
    else:
        asyncio.run(fan_out(asked.channels))


if __name__ == "__main__":
    main()
