"""A labelled stream with hand-made readings: grouping and deciding without a reader."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.model.event import (
    Amount,
    AmountKind,
    DateRole,
    Day,
    Direction,
    Duration,
    Event,
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
from tests.bot.stories.made import event

DATA = Path(__file__).parents[2] / "data" / "stories"
_NOTHING = Evidence("", 0, 0)
_ROLES = {
    "e": DateRole.EFFECTIVE,
    "x": DateRole.EXPIRY,
    "d": DateRole.DEADLINE,
    "a": DateRole.ANNOUNCED,
}
_LOOSE = {
    MeasureAction.LOWER,
    MeasureAction.REMOVE,
    MeasureAction.SUSPEND,
    MeasureAction.DELAY,
    MeasureAction.EASE,
    MeasureAction.EXEMPT,
    MeasureAction.STRIKE_DOWN,
    MeasureAction.NEGOTIATE,
}


@dataclass(frozen=True)
class Labelled:
    """One item of a stream with its gold story and alert, and its reading where it has one."""

    item: Item
    event: Event | None
    story: str | None
    alert: str | None


def stream(name: str) -> Iterator[Labelled]:
    """The items of `NAME.jsonl` with the readings of `NAME_readings.txt`."""
    readings = _readings((DATA / f"{name}_readings.txt").read_text(encoding="utf-8"))
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        item = as_item(row["item"])
        measures = readings.get(row["item"]["id"])
        read = event(item, *measures) if measures else None
        yield Labelled(item, read, row["gold"]["story"], row["gold"]["alert"])


def as_item(row: dict[str, str]) -> Item:
    """An item of the stream's form; source and guid make its identity."""
    return Item(
        feed=row["source"].lower().replace(" ", "-"),
        key=row["guid"],
        title=row["title"],
        text=row["text"],
        source=row["source"],
        tier=Tier(row["tier"]),
        url=row["url"],
        guid=row["guid"],
        published=datetime.fromisoformat(row["published"]),
    )


def _readings(text: str) -> dict[str, list[Measure]]:
    found: dict[str, list[Measure]] = {}
    last = ""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, *words = line.split()
        last = last if name == "+" else name
        found.setdefault(last, []).append(_measure(words))
    return found


def _measure(words: list[str]) -> Measure:
    parties, kind, act, status, goods, figures, *laws = words
    by, on = parties.split(">")
    action = MeasureAction(act)
    return Measure(
        MeasureType(kind),
        action,
        Status(status.rstrip("~")),
        _NOTHING,
        Direction.LIBERALISING if action in _LOOSE else Direction.RESTRICTIVE,
        status.endswith("~"),
        _words(by),
        _words(on),
        _words(goods),
        tuple(law.replace("_", " ") for law in _words("".join(laws))),
        tuple(map(_figure, _words(figures))),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(",") if word and word != "-")


def _figure(text: str) -> Figure:
    if text[0] in _ROLES:
        return Day(text[1:], _ROLES[text[0]], _NOTHING)
    if text[0] == "P":
        return Duration(text, _NOTHING)
    if found := re.fullmatch(r"([\d.]+)(?:-([\d.]+))?%(?:<([\d.]+))?", text):
        value, upper, previous = (float(part) if part else None for part in found.groups())
        assert value is not None
        return Rate(value, "percent", _NOTHING, previous, upper)
    if found := re.fullmatch(r"([\d.]+)pp", text):
        return Rate(float(found[1]), "percentage_points", _NOTHING)
    if found := re.fullmatch(r"(\d+)\$(\w+)", text):
        return Amount(AmountKind.MONEY, float(found[1]), found[2], _NOTHING)
    if found := re.fullmatch(r"(\d+)#(\w+)", text):
        return Amount(AmountKind.COUNT, float(found[1]), found[2], _NOTHING)
    found = re.fullmatch(r"(\d+)(\w+)", text)
    assert found, text
    return Amount(AmountKind.QUANTITY, float(found[1]), found[2], _NOTHING)
