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
import gc
import json
import random
import re
import sqlite3
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.config.vocabulary import load as load_vocabulary  # noqa: E402
from bot.events.lens import Lens  # noqa: E402
from bot.events.read import read  # noqa: E402
from bot.model.item import Item  # noqa: E402
from bot.model.watch import Watch  # noqa: E402
from bot.stories.place import place  # noqa: E402
from bot.watches import plain  # noqa: E402
from bot.watches.common import WORDS  # noqa: E402
from bot.watches.index import Index  # noqa: E402
from bot.watches.known import Known  # noqa: E402
from bot.watches.match import Matcher, compile_watches  # noqa: E402
from bot.watches.parse import parse  # noqa: E402
from bot.watches.told import Told  # noqa: E402
from bot.watches.words import folded, found  # noqa: E402

SOURCES = (
    "reading/dev.jsonl", "reading/own.jsonl", "stories/own_stream.jsonl", "stories/stories_dev.jsonl",
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
    """One in fifty has all of its terms from one item, the others each term from another."""
    return [_rule(at, told, at.random() < 0.02) for _ in range(count)]


def _rule(at: random.Random, told: Sequence[Told], from_one: bool) -> Rule:
    """Three to six terms: words, phrases, NEAR, facts, an OR, often a NOT."""
    some = [at.choice(told)] if from_one else [at.choice(told) for _ in range(5)]
    row = [folded(it) for it in found(at.choice(some).text)]
    said = [at.choice(_telling(it)) for it in some for _ in range(8 if from_one else 2)]
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


def cpu(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def line(name: str, value: str, target: str = "") -> None:
    print(f"{name:<58} {value:>12}  {target}", flush=True)


def rate(matcher: Matcher, told: Sequence[Told]) -> float:
    """Items a CPU second, best of three; each is made anew, so that nothing is remembered of it."""

    def work() -> None:
        for it in told:
            matcher.taken(Told.of(it.story, it.item))

    return len(told) / min(cpu(work) for _ in range(3))


def compare(some: Sequence[Rule], told: Sequence[Told], limit: int) -> None:
    compiled = [re.compile(it.regex) for it in some]
    texts = [flat(it) for it in told[:limit]]
    spent = cpu(lambda: [one.match(text) for text in texts for one in compiled])
    line(f"one regular expression a rule ({limit} items)", f"{limit / spent:,.1f}/s")
    texts = [flat(it) for it in told[:500]]
    line("SQLite FTS5, a batch of 500", f"{500 / cpu(lambda: fts(some, texts)):,.0f}/s")


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
        assert matcher.index.taken(one) == plainly
        taken += len(plainly)
    return taken


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--small", action="store_true", help="a tenth of everything")
    scale = 10 if options.parse_args().small else 1
    at, pool = random.Random(4), sentences()  # noqa: S311
    short = items(at, pool, 2_000 // scale, 400)
    long = items(at, pool, 600 // scale, 3_000)
    half = len(short) // 2
    for count in (10_000 // scale, 100_000 // scale):
        made = rules(at, short, count)
        watches = [Watch(f"w{n}", "", "", it.ours) for n, it in enumerate(made)]
        print(f"\n{count:,} rules, for example  {watches[0].rule}   |   {watches[1].rule}")
        if count > 50_000 // scale:
            trees = [parse(it.rule) for it in watches]
            kept: list[Index] = []
            spent = cpu(lambda: kept.append(Index.of(trees, KNOWN)))
            matcher = Matcher(tuple(watches), KNOWN, kept[0])
            line("built from stored trees", f"{spent:.2f} s", "target <= 5 s")
            line("short items, finding", f"{warm(matcher, short, half):,.0f}/s", "target >= 1,800")
            line("long items, finding", f"{warm(matcher, long, len(long) // 2):,.0f}/s")
            continue
        loaded: list[Matcher] = []
        spent = cpu(lambda: loaded.append(compile_watches(watches, KNOWN)))
        matcher = loaded[0]
        line("read and built from text", f"{spent:.2f} s", "target <= 2 s")
        spent = cpu(lambda: [matcher.taken(it) for it in fresh(short[:half])])
        first = half / spent
        line("short items, finding, the very first pass", f"{first:,.0f}/s")
        line("short items, finding", f"{rate(matcher, short[half:]):,.0f}/s", "target >= 7,000")
        spent = cpu(lambda: [matcher.match(it.story, it.item) for it in short[half:]])
        line("short items, finding and explaining", f"{half / spent:,.0f}/s")
        line(
            "long items, finding",
            f"{warm(matcher, long, len(long) // 2):,.0f}/s",
            "target >= 1,200",
        )
        taken = sum(len(matcher.taken(it)) for it in short[half:]) / half
        line("rules that take an item, on average", f"{taken:.1f}", f"{taken / count:.3%}")
        line("the index in memory", f"{memory(watches, short[:half]):.1f} MB", "target <= 25 MB")
        checked = short[half : half + 40]
        line(
            f"equal to a plain reading on {len(checked)} items",
            str(agree(matcher, checked)),
            "taken",
        )
        compare(made, short[half:], max(1, 10 // scale))


def warm(matcher: Matcher, told: Sequence[Told], half: int) -> float:
    rate(matcher, told[:half])
    return rate(matcher, told[half:])


if __name__ == "__main__":
    main()
