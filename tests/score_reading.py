"""What the reading of labelled items is worth: precision, recall and F1 of every part.

The rules are those of the contract (docs/contract/extraction.md): everything but relevance counts
over the items that are labelled relevant; a tariff rate told of an irrelevant item is a false
alarm; a value told twice counts once; `overall` is the unweighted mean of twelve scores.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Labels = dict[str, Any]

LEAD = ("type", "action", "status", "hedged", "implementer", "affected")
SETS = ("types", "implementers", "affected", "products", "instruments")
AMOUNTS = ("money", "quantity", "count", "share")
KINDS = ("tariff_rate", "date", "duration", *AMOUNTS)


@dataclass(slots=True)
class Tally:
    """Hits, false alarms and misses of one part."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0

    def add(self, gold: set[Any], found: set[Any]) -> None:
        """Count one item."""
        self.hits += len(gold & found)
        self.alarms += len(found - gold)
        self.misses += len(gold - found)

    @property
    def precision(self) -> float | None:
        """None where nothing was found."""
        return _ratio(self.hits, self.hits + self.alarms)

    @property
    def recall(self) -> float | None:
        """None where there is nothing to find."""
        return _ratio(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float | None:
        """None where there is nothing to find and nothing was found."""
        return _ratio(2 * self.hits, 2 * self.hits + self.alarms + self.misses)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return sum(known) / len(known) if known else None


@dataclass(slots=True)
class Scores:
    """The scores of one labelled set."""

    items: int = 0
    relevant: int = 0
    relevance: Tally = field(default_factory=Tally)
    direction: int = 0
    lead: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEAD, 0))
    parts: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in (*SETS, *KINDS, "amounts")}
    )

    def rows(self) -> list[tuple[str, float | None, float | None, float | None]]:
        """Every score: name, precision, recall, F1 or accuracy."""
        told = self.relevance
        rows = [("relevance", told.precision, told.recall, told.f1)]
        rows.append(("direction", None, None, _ratio(self.direction, self.relevant)))
        rows += [
            (f"lead {name}", None, None, _ratio(self.lead[name], self.relevant)) for name in LEAD
        ]
        rows += [
            (name.replace("_", " "), tally.precision, tally.recall, tally.f1)
            for name, tally in self.parts.items()
        ]
        return [*rows, ("OVERALL", None, None, self.overall)]

    @property
    def overall(self) -> float | None:
        """The mean of relevance, direction, lead, the five sets and the four kinds of figures."""
        lead = _mean(_ratio(self.lead[name], self.relevant) for name in LEAD)
        counted = (*SETS, "tariff_rate", "date", "duration", "amounts")
        parts = [self.parts[name].f1 for name in counted]
        return _mean([self.relevance.f1, _ratio(self.direction, self.relevant), lead, *parts])


def labelled(path: Path) -> list[tuple[Labels, Labels]]:
    """The items of a set with their labels."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(one["item"], one["gold"]) for one in map(json.loads, lines)]


def misquoted(path: Path) -> list[str]:
    """The labels whose quotation is not the slice that they say it is."""
    return [
        f"{item['id']}: {figure['quote']}"
        for item, gold in labelled(path)
        for figure in gold["figures"]
        if f"{item['title']}\n{item['text']}"[figure["start"] : figure["end"]] != figure["quote"]
    ]


def score(pairs: Iterable[tuple[Labels, Labels]]) -> Scores:
    """The scores of labels and answers, pair by pair."""
    scores = Scores()
    for gold, told in pairs:
        scores.items += 1
        scores.relevance.add(*({"relevant"} if one["relevant"] else set() for one in (gold, told)))
        if gold["relevant"]:
            _relevant(scores, gold, told)
        else:
            scores.parts["tariff_rate"].add(set(), _keys(told, "tariff_rate"))
    return scores


def _relevant(scores: Scores, gold: Labels, told: Labels) -> None:
    scores.relevant += 1
    scores.direction += gold["direction"] == told["direction"]
    for name in LEAD if told["lead"] else ():
        scores.lead[name] += _plain(gold["lead"][name]) == _plain(told["lead"][name])
    for name in SETS:
        scores.parts[name].add(set(gold[name]), set(told[name]))
    for kind in KINDS:
        scores.parts[kind].add(_keys(gold, kind), _keys(told, kind))
        if kind in AMOUNTS:
            scores.parts["amounts"].add(_keys(gold, kind), _keys(told, kind))


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, list) else value


def _keys(labels: Labels, kind: str) -> set[tuple[Any, ...]]:
    """What two figures must share to be the same; dates with the role `other` do not count."""
    found = set()
    for one in labels["figures"]:
        if one["kind"] != kind or one.get("role") == "other":
            continue
        parts = (
            ("value", "previous", "upper", "unit") if kind == "tariff_rate" else ("value", "unit")
        )
        parts = ("role", "value") if kind == "date" else parts
        found.add(tuple(_number(one.get(part)) for part in parts))
    return found


def _number(value: object) -> object:
    return round(float(value), 6) if isinstance(value, int | float) else value
