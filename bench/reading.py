"""Items a CPU second that `read` turns into events; beside it a naive regular expression.

    python bench/reading.py

Items of 60 and of 600 words are made from the labelled ones. The naive pass finds a number with a
percent sign and a tariff word anywhere: what it costs to look at the words at all.
"""

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.config.vocabulary import load
from bot.events.lens import Lens
from bot.events.read import read
from bot.model.item import Item

ROOT = Path(__file__).parents[1]
LENS = Lens.of(load(ROOT / "config" / "vocabulary"))
NAIVE = re.compile(r"\d+(?:\.\d+)?\s?%|\btariffs?\b|\bdut(?:y|ies)\b", re.IGNORECASE)
SECONDS = 3.0
TITLE = "China imposes tariffs on US goods"
HOSTILE = (
    "%",
    "7",
    "from ",
    "tariff",
    "25% tariff on China ",
    "关税",
    "to 1% from 2% ",
    "US ",
    "(",
)
DAY = datetime(2025, 11, 10, tzinfo=UTC)


def texts() -> list[tuple[str, list[str]]]:
    """The relevant labelled items: title, and the words of the text."""
    path = ROOT / "tests" / "data" / "reading" / "dev.jsonl"
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    relevant = [one["item"] for one in lines if one["gold"]["relevant"] and one["item"]["text"]]
    return [(one["title"], one["text"].split(" ")) for one in relevant]


def items(words: int) -> list[Item]:
    """Items of so many words: a text is cut, or followed by those of its neighbours."""
    known = texts()
    made = []
    for place, (title, _) in enumerate(known):
        body: list[str] = []
        for _, more in known[place:] + known[:place]:
            body += more
        text = " ".join(body[: words - len(title.split())])
        made.append(Item("bench", str(place), title, text, "bench", published=DAY))
    return made


def rate(work: Callable[[Item], object], sample: list[Item]) -> float:
    """Items a CPU second in the best of many rounds: other work disturbs the rest."""
    best, end = float("inf"), time.process_time() + SECONDS
    while time.process_time() < end:
        start = time.process_time()
        for item in sample:
            work(item)
        best = min(best, time.process_time() - start)
    return len(sample) / best


def hostile() -> None:
    """CPU seconds for a megabyte of each hostile text; the target is one."""
    for unit in HOSTILE:
        item = Item("bench", "hostile", TITLE, unit * (1_000_000 // len(unit)), "bench")
        start = time.process_time()
        read(item, LENS)
        print(f"reading, 1 MB of {unit!r}: {time.process_time() - start:.2f} CPU s")


def main() -> None:
    """Print a line for each length and for each hostile text."""
    for words in (60, 600):
        sample = items(words)
        ours = rate(lambda item: read(item, LENS), sample)
        naive = rate(lambda item: NAIVE.findall(item.body), sample)
        print(f"reading, {words} words: {ours:,.0f} items a CPU second (naive pass {naive:,.0f})")
    hostile()


if __name__ == "__main__":
    main()
