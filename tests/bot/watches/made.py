"""Rules and stories made at random from small vocabularies, so that rules often just miss."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot.model.event import (
    Amount,
    AmountKind,
    DateRole,
    Day,
    Direction,
    Evidence,
    Figure,
    Measure,
    MeasureAction,
    MeasureType,
    Rate,
    Status,
)
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.story import Source, Stated, Story
from bot.watches.tree import And, Clause, Near, Node, Not, Or, Regex, Words, anchored

START = datetime(2025, 11, 10, tzinfo=UTC)
_SPOKEN = "tariff tariffs gallium steel chip chips list listed entity rare earth ban plan"
SPOKEN = tuple(_SPOKEN.split())
ASKED = (
    "tariff", "duties", "gallium", "steel*", "chip*", "listing", "entity", "rare", "banned",
    "plans", "entity list", "rare earth*", "US", "steel tariff", "rare-earth",
)  # fmt: skip
_FACTS = (
    "from:CN from:US from:EU to:US country:DE product:metals product:=metals product:gallium "
    "hs:85 hs:8541 hs:=8541 eccn:3A type:import_tariff type:export_control action:impose "
    "status:adopted direction:mixed tier:official tier:wire source:Wire feed:harbor "
    "language:en instrument:IEEPA rate>=25 rate<25 rate!=10 previous=10 change>=10 duty>=100 "
    "money>=5bn money>=1bnEUR entities>10 sources>=2 effective<=30d effective>2025-12 "
    "expires=2026-01 announced<=7d deadline>=2d missing:rate missing:to missing:effective "
    "after:2025-11-12 before:2025-11-12"
)
FACTS = tuple(_FACTS.split())


def told(at: Random) -> tuple[Story | None, Item]:
    """An item, and most often its story with one to three measures."""
    item = Item(
        feed=at.choice(["harbor", "gazette"]),
        key="1",
        title=_text(at, 6),
        text=_text(at, at.choice([0, 10, 40])),
        source=at.choice(["Wire", "Gazette"]),
        tier=at.choice([Tier.WIRE, Tier.OFFICIAL]),
        published=START + timedelta(days=at.randrange(5)),
        language=at.choice([None, "en", "en-GB", "zh"]),
    )
    return (None if at.random() < 0.1 else _story(at, item)), item


def _text(at: Random, size: int) -> str:
    words = [at.choice([*SPOKEN, *SPOKEN, "and", "U.S.", "of", "the"]) for _ in range(size)]
    words = [at.choice([it, it, it.title(), f"{it},"]) for it in words]
    return at.choice([" ", "  "]).join(words)


def _story(at: Random, item: Item) -> Story:
    measures = tuple(_measure(at) for _ in range(at.choice([1, 1, 2, 3])))
    source = Source(item.id, item.source, item.tier, item.title, None, START)
    other = Source("gazette/9", "Gazette", Tier.OFFICIAL, "", None, START)
    figures = [figure for one in measures for figure in one.figures] + _figures(
        at, at.choice([0, 2])
    )
    return Story(
        id="a",
        revision=1,
        lead=measures[0],
        measures=measures,
        direction=at.choice([measures[0].direction, Direction.MIXED]),
        opened_at=START,
        last_at=START,
        moved_by=item.id,
        sources=(source, other) if at.random() < 0.3 else (source,),
        history=(),
        figures=tuple(Stated(it, (item.id,), at.random() < 0.8) for it in figures),
        implementing=_some(at, ["CN", "US", "DE"]),
        affected=_some(at, ["US", "DE"]),
        products=_some(at, ["metals", "steel", "gallium"]),
        instruments=_some(at, ["IEEPA", "HS 854110", "HS 8541", "ECCN 3A090"]),
    )


def _measure(at: Random) -> Measure:
    return Measure(
        at.choice([MeasureType.IMPORT_TARIFF, MeasureType.EXPORT_CONTROL]),
        at.choice([MeasureAction.IMPOSE, MeasureAction.RAISE]),
        at.choice([Status.ADOPTED, Status.PROPOSED]),
        Evidence("quoted", 0, 6),
        at.choice([Direction.RESTRICTIVE, Direction.LIBERALISING]),
        implementing=_some(at, ["CN", "US", "DE"]),
        affected=_some(at, ["US", "DE"]),
        products=_some(at, ["metals", "steel", "gallium"]),
        instruments=_some(at, ["IEEPA", "HS 854110", "ECCN 3A090"]),
        figures=tuple(_figures(at, at.choice([0, 0, 1, 3]))),
    )


def _some(at: Random, values: list[str]) -> tuple[str, ...]:
    return tuple(sorted(at.sample(values, at.choice([0, 1, 1, 2]))))


def _figures(at: Random, count: int) -> list[Figure]:
    said = Evidence(f"figure {at.randrange(1_000)}", 0, 6)
    made: list[Figure] = [
        Rate(at.choice([10, 25, 30]), "percent", said, previous=at.choice([None, 10])),
        Rate(10, "percentage_points", said),
        Rate(5, "percent", said, upper=30),
        Rate(at.choice([90, 400]), "USD/tonne", said),
        Amount(AmountKind.MONEY, at.choice([1e9, 2e10]), at.choice(["USD", "EUR"]), said),
        Amount(AmountKind.COUNT, at.choice([3, 40]), at.choice(["entity", "product"]), said),
        Day(at.choice(["2025-11-05", "2025-11-30", "2025-12", "2026-01"]), _role(at), said),
        Day(at.choice(["2025-11-12", "2026-01-03"]), _role(at), said),
    ]
    return [replace(it) for it in at.sample(made, count)]


def _role(at: Random) -> DateRole:
    return at.choice(list(DateRole))


def rule(at: Random) -> Node:
    """A rule of up to a dozen words and facts, which needs something to be stated."""
    while True:
        node = _node(at, 3)
        if anchored(node):
            return node


def _node(at: Random, depth: int) -> Node:
    if depth == 0 or at.random() < 0.3:
        return _leaf(at)
    if at.random() < 0.25:
        return Not(_node(at, depth - 1))
    parts = tuple(_node(at, depth - 1) for _ in range(at.choice([2, 2, 3])))
    return Or(parts) if at.random() < 0.33 else And(parts)


def _leaf(at: Random) -> Node:
    match at.choice(["fact", "fact", "word", "word", "near", "regex"]):
        case "word":
            return _words(at, at.choice(["", "", "title", "text"]))
        case "near":
            left, right = (
                tuple(_words(at, "") for _ in range(at.choice([1, 1, 2]))) for _ in range(2)
            )
            return Near(left, right, at.choice([1, 2, 4, 9]))
        case "regex":
            return Regex(
                at.choice(["gal+ium", "(?-i)Steel", r"list\b.ban"]), at.choice(["", "title"])
            )
    return clause(at.choice(FACTS))


def _words(at: Random, scope: str) -> Words:
    text = at.choice(ASKED)
    return Words(text, " " in text or at.random() < 0.3, scope)


def clause(written: str) -> Clause:
    """A fact as written, without spaces."""
    for op in (":=", ">=", "<=", "!=", ":", "=", "<", ">"):
        field, found, value = written.partition(op)
        if found:
            return Clause(field, op, value)
    raise ValueError(written)
