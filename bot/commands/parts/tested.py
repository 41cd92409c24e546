"""A back-test as an answer: how many, how grave, which, and what just missed."""

from collections.abc import Sequence

from bot.alerts.labels import Labels
from bot.alerts.sources import linked, ranked
from bot.alerts.title import headline
from bot.commands.parts.rows import cut
from bot.model.alert import Severity
from bot.model.message import Field, Message, Span, Strong, Text
from bot.watches.backtest import Backtest, NearMiss, Sample
from bot.watches.told import Told

_SHOWN = 200  # characters of a reason


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


def sampled(samples: Sequence[Sample], labels: Labels) -> tuple[Message, ...]:
    """What it would have brought, newest first, with the clauses that took it."""
    fields = [
        _row(one.told, "; ".join(f"{it.fact}: {it.value}" for it in one.why), labels)
        for one in samples
    ]
    return (Message("It would have brought", fields=tuple(fields)),) if fields else ()


def missed(misses: Sequence[NearMiss], labels: Labels) -> tuple[Message, ...]:
    """What it would not have brought by one clause."""
    fields = [_row(one.told, f"{one.miss.clause}: {one.miss.nearest}", labels) for one in misses]
    return (Message("It just missed", fields=tuple(fields)),) if fields else ()


def _row(told: Told, why: str, labels: Labels) -> Field:
    title, source = told.title, None
    if told.story is not None and told.story.sources:
        title, source = headline(told.story, labels), ranked(told.story.sources)[0]
    where = (linked(source.name, source.url), " · ") if source else ()
    return Field(title, (f"{told.published or 'undated'} · ", *where, cut(why, _SHOWN)))
