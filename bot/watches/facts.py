"""What a story states, measure by measure, in the terms of the rule language.

One `Facts` for each measure, because `from:CN type:export_control` is to hold only if one and the
same measure is China's and an export control. Where a measure does not say who, on whom, which
goods, by which instrument or at which rate, it borrows what the story states outside of its
measures (the item named it, and no measure claims it), and then without a quote. Tiers and sources
are the story's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.model.event import Direction, Evidence, Figure, Measure, Rate
from bot.model.story import Story
from bot.watches.known import fold


@dataclass(frozen=True, slots=True)
class Word:
    """One value that is stated: `key` is compared, `value` shown, `quote` where it was read."""

    key: str
    value: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """One number that is stated: in percent, or in percentage points for a change."""

    number: float
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be asked of one measure, by field."""

    words: Mapping[str, tuple[Word, ...]]
    numbers: Mapping[str, tuple[Number, ...]]


def facts(story: Story) -> tuple[Facts, ...]:
    """The facts of every measure of a story, lead first."""
    shared = _of_sources(story)
    return tuple(Facts(_words(story, it) | shared, _numbers(story, it)) for it in story.measures)


def _words(story: Story, measure: Measure) -> dict[str, tuple[Word, ...]]:
    quote = measure.evidence.quote
    implementing = _named(story, measure, "implementing")
    affected = _named(story, measure, "affected")
    instruments = _named(story, measure, "instruments")
    directions = {measure.direction}
    if story.direction is Direction.MIXED:  # said of the whole, so true of each part
        directions.add(Direction.MIXED)
    return {
        "from": implementing,
        "to": affected,
        "country": implementing + affected,
        "product": _named(story, measure, "products"),
        "instrument": tuple(Word(fold(it.value), it.value, it.quote) for it in instruments),
        "type": (Word(measure.type, measure.type, quote),),
        "action": (Word(measure.action, measure.action, quote),),
        "status": (Word(measure.status, measure.status, quote),),
        "direction": tuple(Word(it, it, quote) for it in sorted(directions)),
    }


def _named(story: Story, measure: Measure, name: str) -> tuple[Word, ...]:
    """A set of the measure, or else what the story has in that set beside its measures."""
    stated: tuple[str, ...] = getattr(measure, name)
    if stated:
        return tuple(Word(it, it, measure.evidence.quote) for it in stated)
    claimed = {it for other in story.measures for it in getattr(other, name)}
    return tuple(Word(it, it) for it in getattr(story, name) if it not in claimed)


def _of_sources(story: Story) -> dict[str, tuple[Word, ...]]:
    return {
        "tier": tuple(Word(it.tier, f"{it.tier} ({it.name})") for it in story.sources),
        "source": tuple(Word(fold(it.name), it.name) for it in story.sources),
    }


def _numbers(story: Story, measure: Measure) -> dict[str, tuple[Number, ...]]:
    rates = tuple(_rates(measure.figures))
    if not rates:
        claimed = {rate for other in story.measures for rate in _rates(other.figures)}
        rates = tuple(
            rate
            for rate in _rates(it.figure for it in story.figures if it.key)
            if rate not in claimed
        )
    levels = [rate for rate in rates if rate.unit == "percent"]
    return {
        "rate": tuple(
            _number(value, "%", rate.evidence)
            for rate in levels
            for value in (rate.value, rate.upper)
            if value is not None
        ),
        "previous": tuple(
            _number(rate.previous, "%", rate.evidence)
            for rate in levels
            if rate.previous is not None
        ),
        "change": tuple(number for rate in rates for number in _change(rate)),
    }


def _rates(figures: Iterable[Figure]) -> Iterable[Rate]:
    return (figure for figure in figures if isinstance(figure, Rate))


def _change(rate: Rate) -> tuple[Number, ...]:
    """By how many percentage points a rate moves, up or down; nothing where that is not stated."""
    if rate.unit == "percentage_points":
        return (_number(abs(rate.value), " points", rate.evidence),)
    if rate.unit == "percent" and rate.previous is not None:
        return (_number(abs(rate.value - rate.previous), " points", rate.evidence),)
    return ()


def _number(number: float, unit: str, evidence: Evidence) -> Number:
    return Number(number, f"{number:g}{unit}", evidence.quote)
