"""What rules cost: items a CPU second, beside one regular expression a rule and SQLite FTS5.

    python bench/watches.py [--small]

Items are sentences of the recorded items of tests/data, shuffled to a length, read by the bot's own
reader; rules of 3 to 6 terms are drawn from the words and facts of those items. The index has
seen a thousand other items before it is measured, as a bot that runs has; its first pass is told
beside it. The regular expressions and FTS5 are asked for the same words, phrases, NEAR, facts and
NOT, but for no numbers, and take their own inflections; they only find, so the index is measured
finding, too, and explaining in a line of its own.
"""

import argparse
import asyncio
import gc
import json
import random
import re
import sqlite3
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.alerts.severity import severity  # noqa: E402
from bot.commands.parts.brought import brought  # noqa: E402
from bot.config.vocabulary import load as load_vocabulary  # noqa: E402
from bot.events.lens import Lens  # noqa: E402
from bot.events.read import read  # noqa: E402
from bot.model.alert import Alert, Certainty, Reason  # noqa: E402
from bot.model.item import Item  # noqa: E402
from bot.model.watch import Watch  # noqa: E402
from bot.store.schema import alerts, stories, story_revisions  # noqa: E402
from bot.store.schema import items as items_  # noqa: E402
from bot.store.store import Store  # noqa: E402
from bot.stories.place import place  # noqa: E402
from bot.watches import plain  # noqa: E402
from bot.watches.common import WORDS  # noqa: E402
from bot.watches.index import Index  # noqa: E402
from bot.watches.kept import kept  # noqa: E402
from bot.watches.known import Known  # noqa: E402
from bot.watches.match import Matcher, compile_watches  # noqa: E402
from bot.watches.parse import parse  # noqa: E402
from bot.watches.told import Told  # noqa: E402
from bot.watches.words import folded, found  # noqa: E402

T = TypeVar("T")

SOURCES = (
    "reading/dev.jsonl", "reading/own.jsonl", "stories/own_stream.jsonl",
    "stories/stories_dev.jsonl",
)  # fmt: skip
AT = datetime(2025, 11, 10, tzinfo=UTC)
READ = 800  # characters that the story is read from: sentences of many items tell of many measures
VOCABULARY = load_vocabulary(ROOT / "config" / "vocabulary")
KNOWN, LENS = Known.of(VOCABULARY), Lens.of(VOCABULARY)


@dataclass(frozen=True)
class Rule:
    """One rule in the words of each engine."""

    ours: str
    regex: str
    fts: str


# -- items -----------------------------------------------------------------------------------------


def sentences() -> list[str]:
    """Every sentence and title of the recorded items."""
    pool = []
    for name in SOURCES:
        for line in (ROOT / "tests" / "data" / name).read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            item = item.get("item", item)
            pool.append(item["title"])
            pool += re.split(r"(?<=[.!?]) +", item.get("text") or "")
    return [it.strip() for it in pool if len(it) > 20]


def items(at: random.Random, pool: Sequence[str], count: int, size: int) -> list[Told]:
    """Items of about `size` characters, with the story of each."""
    return [_told(at, pool, number, size) for number in range(count)]


def _told(at: random.Random, pool: Sequence[str], number: int, size: int) -> Told:
    title, text = at.choice(pool)[:100], ""
    while len(title) + len(text) < size:
        text += at.choice(pool) + " "
    item = Item("bench", str(number), title, text[: size - len(title)], "Bench", published=AT)
    event = read(replace(item, text=item.text[:READ]), LENS)
    return Told.of(None if event is None else place(event, [], AT).after, item)


def fresh(told: Iterable[Told]) -> list[Told]:
    """The same without anything that an earlier question left behind."""
    return [Told.of(it.story, it.item) for it in told]


# -- rules -----------------------------------------------------------------------------------------


def rules(at: random.Random, told: Sequence[Told], count: int) -> list[Rule]:
    """Words from the whole vocabulary of the items; one rule in fifty has all from one item."""
    vocabulary = sorted({word for it in told for word in _telling(it)})
    return [_rule(at, told, vocabulary, at.random() < 0.02) for _ in range(count)]


def _rule(
    at: random.Random, told: Sequence[Told], vocabulary: Sequence[str], from_one: bool
) -> Rule:
    """Three to six terms: words, phrases, NEAR, facts, an OR, often a NOT."""
    some = [at.choice(told)] if from_one else [at.choice(told) for _ in range(5)]
    row = [folded(it) for it in found(at.choice(some).text)]
    said = at.choices(_telling(some[0]) if from_one else vocabulary, k=10)
    facts = [
        f"{field}:{word.key}"
        for one in some
        for field in ("from", "to", "type", "product", "status")
        for word in one.measures[0].words(field)
    ] or ["from:US"]
    ours, regex, fts = [], [], []

    def add(one: str, pattern: str, query: str) -> None:
        ours.append(one)
        regex.append(pattern)
        fts.append(query)

    word = at.choice(said)
    add(word, _holds(_word(word)), word)
    for _ in range(at.choice([1, 2, 3, 4])):
        _add_term(at, row, said, facts, add)
    if at.random() < 0.5:
        other = at.choice([at.choice(said), at.choice(("tariff", "gallium", "steel", "quota"))])
        add(f"NOT {other}", f"(?!.*?{_word(other)})", other)
    else:
        fact = at.choice(facts)
        add(fact, _holds(re.escape(_token(fact)) + r"\b"), _token(fact))
    if len(ours) < 6 and at.random() < 0.2:
        ours.append(at.choice(["rate>=25", "change>=10", "effective<=30d", "money>=1bn"]))
    query = " AND ".join(
        it for it, one in zip(fts, ours, strict=False) if not one.startswith("NOT")
    )
    without = [it for it, one in zip(fts, ours, strict=False) if one.startswith("NOT")]
    query += f" NOT {without[0]}" if without else ""
    return Rule(" ".join(ours), "(?si)" + "".join(regex), query)


def _telling(told: Told) -> list[str]:
    """The words of an item that a person might watch for."""
    row = [folded(it) for it in found(told.text)]
    said = [it for it in row if len(it) > 3 and it.isascii() and WORDS.get(it, 0) < 0.2]
    return [it for it in said if it != "near"] or ["tariff"]


def _add_term(
    at: random.Random,
    row: Sequence[str],
    said: Sequence[str],
    facts: Sequence[str],
    add: Callable[[str, str, str], None],
) -> None:
    place_ = at.randrange(max(len(row) - 4, 1))
    one, other = row[place_ : place_ + 1] or ["a"], row[place_ + 1 : place_ + 2] or ["b"]
    first, second = one[0], other[0]
    match at.choice(["word", "fact", "or", "phrase", "near"]):
        case "fact":
            fact = at.choice(facts)
            add(fact, _holds(re.escape(_token(fact)) + r"\b"), _token(fact))
        case "or":
            a, b = at.choice(said), at.choice(said)
            add(f"({a} OR {b})", f"(?=.*?(?:{_word(a)}|{_word(b)}))", f"({a} OR {b})")
        case "phrase" if first.isascii() and second.isascii():
            add(f'"{first} {second}"', _holds(rf"\b{first}\W+{second}\b"), f'"{first} {second}"')
        case "near":
            a, b = at.choice(said), at.choice(said)
            gap = r"\W+(?:\w+\W+){0,8}?"
            pattern = f"(?:{_word(a)}{gap}{_word(b)}|{_word(b)}{gap}{_word(a)})"
            add(f"{a} NEAR/9 {b}", f"(?=.*?{pattern})", f"NEAR({a} {b}, 8)")
        case _:
            word = at.choice(said)
            add(word, _holds(_word(word)), word)


def _word(word: str) -> str:
    return rf"\b{word}(?:s|es|d|ed|ing)?\b"


def _holds(pattern: str) -> str:
    return f"(?=.*?{pattern})"


def _token(fact: str) -> str:
    return "fact" + re.sub(r"[^a-z]", "", fact.lower())


def flat(told: Told) -> str:
    """An item as one text, with its facts as words: what the other engines are given."""
    facts = {
        _token(f"{field}:{word.key}")
        for measure in told.measures
        for field in ("from", "to", "type", "product", "status")
        for word in measure.words(field)
    }
    return f"{told.title} {told.text} {' '.join(sorted(facts))}"


# -- measuring -------------------------------------------------------------------------------------


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a piece of work gives, and its CPU seconds."""
    gc.collect()
    gc.freeze()  # what the bench itself holds is not the work's to look through
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def line(name: str, value: str, target: str = "") -> None:
    print(f"{name:<58} {value:>12}  {target}", flush=True)


def rate(matcher: Matcher, told: Sequence[Told]) -> float:
    """Items a CPU second, best of three; each is made anew, so that nothing is remembered of it."""

    def work() -> None:
        for it in told:
            matcher.taken(Told.of(it.story, it.item))

    return len(told) / min(timed(work)[1] for _ in range(3))


def compare(some: Sequence[Rule], told: Sequence[Told], limit: int) -> None:
    compiled = [re.compile(it.regex) for it in some]
    texts = [flat(it) for it in told[:limit]]
    _, spent = timed(lambda: [one.match(text) for text in texts for one in compiled])
    line(f"one regular expression a rule ({limit} items)", f"{limit / spent:,.1f}/s")
    texts = [flat(it) for it in told[:500]]
    _, spent = timed(lambda: fts(some, texts))
    line("SQLite FTS5, a batch of 500", f"{len(texts) / spent:,.0f}/s")


def fts(some: Sequence[Rule], texts: Sequence[str]) -> int:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter unicode61')")
        db.executemany("INSERT INTO t VALUES (?)", [(text,) for text in texts])
        return sum(
            len(db.execute("SELECT rowid FROM t WHERE t MATCH ?", (it.fts,)).fetchall())
            for it in some
        )


def memory(watches: Sequence[Watch], told: Sequence[Told]) -> float:
    """Megabytes of an index, with the spellings that a thousand items taught it."""
    trees = [parse(it.rule) for it in watches]
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    index = Index.of(trees, KNOWN)
    for one in fresh(told):
        index.taken(one)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / 1e6


def agree(matcher: Matcher, told: Sequence[Told]) -> int:
    """How many rules a plain reading takes; stops where the index differs."""
    trees, taken = [parse(it.rule) for it in matcher.watches], 0
    for one in fresh(told):
        plainly = [n for n, tree in enumerate(trees) if plain.asked(tree, one, KNOWN) is not None]
        if matcher.index.taken(one) != plainly:
            raise AssertionError(f"the index differs on {one.title}")
        taken += len(plainly)
    return taken


def ten_thousand(made: Sequence[Rule], short: Sequence[Told], long: Sequence[Told]) -> None:
    """Everything of the first size."""
    watches = [Watch(f"w{n}", "", "", it.ours) for n, it in enumerate(made)]
    half = len(short) // 2
    print(f"\n{len(made):,} rules, for example  {made[0].ours}   |   {made[1].ours}")
    matcher, spent = timed(lambda: compile_watches(watches, KNOWN))
    line("read and built from text", f"{spent:.2f} s", "target <= 2 s")
    _, spent = timed(lambda: [matcher.taken(it) for it in fresh(short[:half])])
    line("short items, finding, the very first pass", f"{half / spent:,.0f}/s")
    line("short items, finding", f"{rate(matcher, short[half:]):,.0f}/s", "target >= 7,000")
    _, spent = timed(lambda: [matcher.match(it.story, it.item) for it in short[half:]])
    line("short items, finding and explaining", f"{half / spent:,.0f}/s")
    line("long items, finding", f"{warm(matcher, long):,.0f}/s", "target >= 1,200")
    taken = sum(len(matcher.taken(it)) for it in short[half:]) / half
    line("rules that take a short item, on average", f"{taken:.1f}", f"{taken / len(made):.3%}")
    line("the index in memory", f"{memory(watches, short[:half]):.1f} MB", "target <= 25 MB")
    checked = short[half : half + 40]
    line(f"equal to a plain reading on {len(checked)} items", str(agree(matcher, checked)), "taken")
    compare(made, short[half:], max(1, len(made) // 1_000))


def hundred_thousand(made: Sequence[Rule], short: Sequence[Told], long: Sequence[Told]) -> None:
    """What counts of the second size."""
    watches = tuple(Watch(f"w{n}", "", "", it.ours) for n, it in enumerate(made))
    print(f"\n{len(made):,} rules")
    trees = [parse(it.rule) for it in watches]
    index, spent = timed(lambda: Index.of(trees, KNOWN))
    matcher = Matcher(watches, KNOWN, index)
    line("built from stored trees", f"{spent:.2f} s", "target <= 5 s")
    line("short items, finding", f"{warm(matcher, short):,.0f}/s", "target >= 1,800")
    line("long items, finding", f"{warm(matcher, long):,.0f}/s")


def warm(matcher: Matcher, told: Sequence[Told]) -> float:
    """The rate on the second half, after the first was seen."""
    half = len(told) // 2
    rate(matcher, told[:half])
    return rate(matcher, told[half:])


def back(told: Sequence[Told], events: int) -> None:
    """Back-tests on a history of so many events; 82 of 100 are alerts, as replays give."""
    print(f"\na history of {events:,} events")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_back(f"sqlite:///{folder}/history.db", told, events))


async def _back(url: str, told: Sequence[Told], events: int) -> None:
    async with Store.open(url) as store:
        async with store.transaction() as tx:
            await _fill(tx.alerts.db, [it for it in told if it.story], events)
        for text in ("from:CN type:export_control", '"entity list" NEAR/10 chip*', "tariff",
                     "rate>=25 product:steel", "from:US", "rate>=1", "effective<=30d",
                     "missing:rate from:US", "direction:restrictive",
                     "(from:US OR tariff OR rate>=5) NOT zinc"):  # fmt: skip
            start = time.process_time()
            async with store.reading() as tx:
                found_ = await brought(tx, parse(text), KNOWN, 30, AT)
            spent = time.process_time() - start
            taken = f"target <= 2 s, takes {found_.count:,} of {found_.alerts:,} alerts"
            line(f"back-test of {text}", f"{spent:.2f} s", taken)


async def _fill(db: AsyncConnection, told: Sequence[Told], events: int) -> None:
    for start in range(0, events, 1_000):
        rows = [_kept(told[n % len(told)], n) for n in range(start, min(start + 1_000, events))]
        for table, name in ((items_, "item"), (stories, "story"), (story_revisions, "revision")):
            await db.execute(insert(table), [row[name] for row in rows])
        told_ = [row["alert"] for n, row in enumerate(rows) if n % 100 < 82]
        await db.execute(insert(alerts), told_)


def _kept(told: Told, number: int) -> dict[str, dict[str, object]]:
    if told.item is None or told.story is None:
        raise ValueError("only what tells of a measure is kept")
    item = replace(told.item, key=f"h{number}")
    story = replace(told.story, id=f"h{number}", moved_by=item.id)
    at, how = AT - timedelta(seconds=50 * number), severity(story)
    alert = Alert(story.id, 1, Reason.NEW, how, Certainty.REPORTED, item.id, at)
    lead = {"type": story.lead.type, "status": story.lead.status, "direction": story.direction}
    return {
        "item": {**asdict(item), "id": item.id, "seen_at": at, "silent": False,
                 "content_hash": "", "text_kept": True},
        "story": {"id": story.id, "revision": 1, "opened_at": at, "last_at": at, **lead,
                  "severity": how, "body": story},
        "revision": {"story": story.id, "revision": 1, "item": item.id, "at": at, "body": story},
        "alert": {"story": story.id, "revision": 1, "reason": alert.reason, "severity": how,
                  "certainty": alert.certainty, "item": item.id, "at": at, "silenced": None,
                  "body": alert, "facts": kept(story)},
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--small", action="store_true", help="a tenth of everything")
    scale = 10 if options.parse_args().small else 1
    at, pool = random.Random(4), sentences()  # noqa: S311
    short = items(at, pool, 2_000 // scale, 400)
    long = items(at, pool, 600 // scale, 3_000)
    ten_thousand(rules(at, short, 10_000 // scale), short, long)
    hundred_thousand(rules(at, short, 100_000 // scale), short, long)
    back(short, 50_000 // scale)


if __name__ == "__main__":
    main()
