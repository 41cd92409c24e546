"""Items a CPU second that are placed against many open stories; beside it a scan of titles.

    python bench/stories.py [OPEN ...]        default: 10000 100000

Items are made, not read: the words and facts of a few hundred measures in many variants, six
seconds apart: 100,000 are a week. The core is counted alone, with an index in memory that stands
for the store's (stories by key, the most shared first, of a key the newest 200); then the store, a
SQLite file: `near` is to find and to decode what an item is compared with, `kept` is all that is
done with an item, every row written.
"""

import asyncio
import heapq
import pickle
import random
import re
import resource
import sys
import time
from collections import Counter, deque
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from bot.alerts.decide import decide
from bot.model.alert import Severity
from bot.model.event import (
    Direction,
    Event,
    Evidence,
    Measure,
    MeasureAction,
    MeasureType,
    Rate,
    Status,
)
from bot.model.item import Item
from bot.model.story import Story
from bot.placing import placed
from bot.store.schema import stories, story_keys
from bot.store.store import Store
from bot.stories.keys import keys
from bot.stories.place import place
from bot.stories.words import plain_title

NEAR, NEWEST, MEASURED, POLL = 20, 200, 1000, 30
START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = re.findall(
    r"\w+",
    """
US CN EU IN BR MX CA JP KR GB AU ID TR VN TH MY ZA RU AR CH
steel aluminium copper nickel vehicles auto_parts solar batteries rice wheat sugar pork beef ships
semiconductors graphite gallium furniture textiles footwear coal fertiliser lumber
""",
)
COUNTRIES, GOODS = WORDS[:20], WORDS[20:]
TYPES = [
    MeasureType.IMPORT_TARIFF,
    MeasureType.ANTI_DUMPING,
    MeasureType.EXPORT_CONTROL,
    MeasureType.EXPORT_BAN,
]
NOWHERE = Evidence("", 0, 0)
CHANCE = random.Random(7)  # noqa: S311 - a stream that is the same each time
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
NAMES = ["".join(CHANCE.choices(SYLLABLES, k=3)) for _ in range(30_000)]


def made(number: int) -> Event:
    """An event about one of some thousands of measures, in words of its own."""
    by, on = CHANCE.sample(COUNTRIES, 2)
    product, kind = CHANCE.choice(GOODS), CHANCE.choice(TYPES)
    level = CHANCE.randint(5, 99)
    title = f"{by} to put {level}% {kind} on {product} from {on}, {CHANCE.choice(NAMES)} says"
    text = " ".join(CHANCE.choices(NAMES, k=45)) + f" {product} {by} {on}."
    at = START + timedelta(seconds=6 * number)
    item = Item("feed", str(number), title, text, f"Outlet {number % 50}", published=at)
    measure = Measure(
        kind,
        MeasureAction.IMPOSE,
        Status.ADOPTED,
        NOWHERE,
        implementing=(by,),
        affected=(on,),
        products=(product,),
        figures=(Rate(float(level), "percent", NOWHERE),),
    )
    sets = ((kind,), (by,), (on,), (product,), (), measure.figures)
    return Event(item, Direction.RESTRICTIVE, (measure,), *sets)


class Index:
    """Stories by key in memory; equal in meaning to the store's `near`."""

    def __init__(self) -> None:
        self.stories: dict[str, bytes] = {}  # as a database holds them
        self.by_key: dict[str, deque[str]] = {}
        self.spent = 0.0  # CPU seconds in the core

    def near(self, found: tuple[str, ...]) -> list[Story]:
        """The stories that share most keys."""
        shared = Counter(name for key in found for name in self.by_key.get(key, ()))
        likely = heapq.nsmallest(NEAR, shared, key=lambda name: (-shared[name], name))
        return [pickle.loads(self.stories[name]) for name in likely]  # noqa: S301 - our own

    def take(self, event: Event) -> None:
        """Place an event, decide what to say, keep its story."""
        near = self.near(keys(event))
        begun = time.process_time()
        found = keys(event)
        placed = place(event, near, event.item.published or START)
        decide(placed.before, placed.after)
        self.spent += time.process_time() - begun
        self.put(placed.after, found)

    def put(self, story: Story, found: tuple[str, ...]) -> None:
        """Keep a story under its keys."""
        self.stories[story.id] = pickle.dumps(story)
        for key in found:
            names = self.by_key.setdefault(key, deque(maxlen=NEWEST))
            if story.id not in names:
                names.append(story.id)


def fill(open_items: int) -> Index:
    """An index of so many stories, each opened without a look at the others."""
    index = Index()
    for number in range(open_items):
        event = made(number)
        index.put(place(event, [], event.item.published or START).after, keys(event))
    return index


async def store_rates(open_items: int, folder: str) -> tuple[float, float, float]:
    """Items a CPU second that a SQLite file finds the near ones of, and keeps; its megabytes."""
    path = Path(folder) / f"{open_items}.db"
    async with Store.open(f"sqlite:///{path}") as store:
        await _fill_store(store, open_items)
        events = [made(open_items + number) for number in range(MEASURED // 2)]
        async with store.reading() as tx:
            begun = time.process_time()
            for event in events:
                await tx.stories.near(keys(event), START, NEAR)
            near = time.process_time() - begun
        begun = time.process_time()
        for start in range(0, len(events), POLL):
            async with store.transaction() as tx:
                for event in events[start : start + POLL]:
                    at = event.item.published or START
                    await tx.items.add_new([event.item], at)
                    found = await placed(tx, event, at, {}, at)
                    decide(found.before, found.after)
        kept = time.process_time() - begun
    return len(events) / near, len(events) / kept, path.stat().st_size / 1e6


async def _fill_store(store: Store, open_items: int) -> None:
    """So many stories, each opened without a look at the others; written past the line, at once."""
    for start in range(0, open_items, 1000):
        opened = [_opened(made(number)) for number in range(start, min(open_items, start + 1000))]
        async with store.engine.begin() as db:
            await db.execute(insert(stories), [row for row, _ in opened])
            await db.execute(insert(story_keys), [key for _, found in opened for key in found])


def _opened(event: Event) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The rows of a story of one item."""
    story = place(event, [], event.item.published or START).after
    row = {name: getattr(story, name) for name in ("id", "revision", "opened_at", "last_at")}
    facts = {"type": story.lead.type, "status": story.lead.status, "direction": story.direction}
    found = [{"key": key, "story": story.id, "at": story.last_at} for key in keys(event)]
    return {**row, **facts, "severity": Severity.LOW, "body": story}, found


def scan_rate(index: Index) -> float:
    """Items a CPU second if every open title were compared with: what an index saves."""
    stories = map(pickle.loads, index.stories.values())
    titles = [set(plain_title(story.sources[0].title).split()) for story in stories]
    begun = time.process_time()
    for number in range(3):
        words = set(plain_title(made(number).item.title).split())
        max(len(words & title) / len(words | title) for title in titles)
    return 3 / (time.process_time() - begun)


def main() -> None:
    """Print one line for each number of open stories."""
    for open_items in map(int, sys.argv[1:] or ("10000", "100000")):
        index = fill(open_items)
        events = [made(open_items + number) for number in range(MEASURED)]
        for event in events:
            index.take(event)
        rate = MEASURED / index.spent
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"stories: {open_items:>7,} open, {rate:>6,.0f} items a CPU second"
            f" (a scan of all titles: {scan_rate(index):,.1f}); peak memory {memory:,.0f} MB"
        )
        del index
        with TemporaryDirectory() as folder:
            near, kept, size = asyncio.run(store_rates(open_items, folder))
        print(
            f"stories in SQLite: {open_items:>7,} open, {near:>6,.0f} near a CPU second,"
            f" {kept:,.0f} kept; file {size:,.0f} MB"
        )


if __name__ == "__main__":
    main()
