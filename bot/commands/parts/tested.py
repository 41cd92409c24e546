"""A back-test as an answer: how many, how grave, which, and what just missed."""

from collections.abc import Sequence

from bot.alerts.labels import Labels
from bot.alerts.sources import linked, ranked
from bot.alerts.title import headline
from bot.model.alert import Severity
from bot.model.message import Span, Strong, Text
from bot.watches.backtest import Backtest, NearMiss, Sample
from bot.watches.told import Told

_SHOWN = 140  # characters of a reason


def summed(found: Backtest, floor: Severity = Severity.LOW) -> Text:
    """How many alerts there would have been, and how many at or above each floor."""
    days = f"In the last {found.days} days: "
    if not found.alerts:
        return (days, "no alerts at all yet, so nothing can be said of this rule.\n")
    weekly = f" of {found.alerts} alerts, {found.per_week:.1f} a week"
    spans: list[Span] = [days, Strong(str(found.count)), weekly]
    if floor.rank:
        spans += ["; from ", Strong(floor), " on ", Strong(str(found.at_floor[floor]))]
    counted = ", ".join(f"{it} {count}" for it, count in found.at_floor.items() if it.rank)
    return (*spans, ".\n", f"At or above a floor: {counted}.\n")


def sampled(samples: Sequence[Sample], labels: Labels) -> Text:
    """What it would have brought, newest first, with the clauses that took it."""
    spans: list[Span] = [Strong("It would have brought"), "\n"] if samples else []
    for one in samples:
        why = "; ".join(f"{it.fact}: {it.value}" for it in one.why)
        spans += _line("+", one.told, why, labels)
    return tuple(spans)


def missed(misses: Sequence[NearMiss], labels: Labels) -> Text:
    """What it would not have brought by one clause."""
    spans: list[Span] = [Strong("It just missed"), "\n"] if misses else []
    for one in misses:
        spans += _line("−", one.told, f"{one.miss.clause}: {one.miss.nearest}", labels)
    return tuple(spans)


def _line(sign: str, told: Told, why: str, labels: Labels) -> Text:
    title, url = told.title, None
    if told.story is not None and told.story.sources:
        title, url = headline(told.story, labels), ranked(told.story.sources)[0].url
    short = why if len(why) <= _SHOWN else f"{why[: _SHOWN - 1]}…"
    return (f"{sign} {told.published or 'undated'} ", linked(title, url), f"  [{short}]\n")
