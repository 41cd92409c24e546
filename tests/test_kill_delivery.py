"""kill -9 at any moment: every alert is told once, in order; without recovery it would not be."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.model.watch import Channel, Subscription, Watch
from bot.store.store import Store
from tests.discord_server import DiscordServer, Fault
from tests.discord_server.rooms import FORUM, TEXT
from tests.feed_server import Answer, feed_server
from tests.kill import Killer
from tests.service import Service, rss

COUNTRIES = (
    "Brazil", "India", "Japan", "Mexico", "Thailand", "Vietnam", "Norway", "Chile", "Kenya",
    "Egypt", "Turkey", "Indonesia", "Malaysia", "Peru", "Colombia", "Australia", "Morocco",
    "Pakistan", "Switzerland", "Serbia", "Ukraine", "Argentina", "Ecuador", "Jordan", "Israel",
)  # fmt: skip


def items(stories: int) -> list[tuple[str, str, str]]:
    """One measure a country, and for every third one an update."""
    found = []
    for number, country in enumerate(COUNTRIES[:stories]):
        what = f"a tariff of {20 + number}% on steel from {country}"
        text = f"Canada proposed {what.replace('on steel', 'on imports of steel')}."
        found.append((f"{number}", f"Canada proposes {what}", text))
    return found


def later(stories: int) -> list[tuple[str, str, str]]:
    """Every third measure gets a new rate."""
    found = []
    for number, country in list(enumerate(COUNTRIES[:stories]))[::3]:
        rates = f"from {20 + number}% to {60 + number}%"
        text = f"Canada raised its tariff on imports of steel from {country} {rates}."
        title = f"Canada raises tariff on steel from {country} {rates}"
        found.append((f"later-{number}", title, text))
    return found


def marker(message: dict[str, object]) -> str:
    """The delivery's id in a message's buttons."""
    rows: list[dict[str, list[dict[str, str]]]] = message["components"]  # type: ignore[assignment]
    ids = [it["custom_id"] for row in rows for it in row["components"] if "custom_id" in it]
    assert ids, "a message without a button of ours"
    return ids[0].rpartition(":")[2]


def shown(server: DiscordServer) -> dict[str, list[str]]:
    """The deliveries in the messages of each channel and its threads, in Discord's order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place, messages in server.messages.items():
        thread = server.rooms.threads.get(place)
        parent = thread["parent_id"] if thread else place
        for message in messages:
            found.setdefault(parent, []).append((int(message["id"]), marker(message)))
    return {place: [name for _, name in sorted(told)] for place, told in found.items()}


@asynccontextmanager
async def scene(
    folder: Path, at: random.Random, channels: int, stories: int
) -> AsyncIterator[Killer]:
    """A server with so many channels, one in four a forum, and a feed with so many stories.

    While it is being killed one request in eight is never answered, done or not.
    """
    async with feed_server() as feeds, DiscordServer() as server:
        rooms = [server.rooms.add(TEXT if n % 4 else FORUM)["id"] for n in range(channels)]
        feeds.says("/gazette", Answer(rss(*items(stories))))
        service = Service(folder)
        service.feeds(feeds, ("gazette", "The Gazette", "official"))
        service.environment |= {
            "DISCORD_TOKEN": server.token,
            "TOLLBELL_DISCORD__API_BASE": server.api_base,
            "TOLLBELL_STORIES__STORM_LIMIT": "0",
            "TOLLBELL_SOURCES__MIN_INTERVAL": "0",
            "TOLLBELL_SOURCES__HOST_GAP": "0",
        }
        url = f"sqlite:///{folder / 'tollbell.db'}"
        async with Store.open(url) as store, store.transaction() as tx:
            await tx.watches.put(Watch("canada", "Canada", "All that Canada does.", "from:CA"))
            for room in rooms:
                channel = Channel("discord", room, server.guild)
                await tx.subscriptions.add(Subscription(channel, "canada"))
        killer = Killer(service, at, lambda: shown(server))

        def trouble() -> Fault | None:
            """What goes wrong with a request that writes."""
            killer.asked()
            if killer.kills == 1:
                feeds.says("/gazette", Answer(rss(*items(stories), *later(stories))))
            if not killer.rests and at.random() < 0.12:
                return Fault(at.choice([None, None, 502]), accepted=at.random() < 0.7)
            return None

        server.rooms.trouble = trouble
        yield killer
        assert server.violations == []


async def test_a_service_that_is_killed_again_and_again_tells_everything_once(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path, random.Random(1), channels=8, stories=4) as killer:
        verdict = await killer.run(3)
    assert (verdict.lost, verdict.doubled, verdict.disordered) == ([], [], [])
    assert verdict.messages >= 32
    assert verdict.within_requests * 2 >= verdict.kills == 3


async def test_without_recovery_the_same_kills_tell_something_twice(tmp_path: Path) -> None:
    async with scene(tmp_path, random.Random(1), channels=8, stories=4) as killer:
        killer.service.module = "tests.forgetful"
        verdict = await killer.run(2)
    assert verdict.doubled
