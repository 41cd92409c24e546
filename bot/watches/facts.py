"""What a story states, measure by measure, in the terms of the rule language.

One `Facts` for each measure, because `from:CN type:export_control` is to hold only if one and the
same measure is China's and an export control. Where a measure does not say who, on whom, which
goods, by which instrument, at which rate or when, it borrows what the story states outside of its
measures (the item named it, and no measure claims it), and then without a quote of a word. Tiers,
sources and feeds are the story's; the language is the item's that moved it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.model.event import DateRole, Day, Direction, Figure, Measure
from bot.model.item import Item
from bot.model.story import Source, Story
from bot.watches.figures import IS_OF, VALUES, Number
from bot.watches.known import fold
from bot.watches.limits import Days, stretch


class Word(NamedTuple):
    """One value that is stated: `key` is compared, `value` shown, `quote` where it was read."""

    key: str
    value: str
    quote: str | None = None


class Stretch(NamedTuple):
    """One date that is stated: the days that it may mean."""

    days: Days
    value: str
    quote: str


SETS: Mapping[str, str] = {
    "from": "implementing", "to": "affected", "product": "products", "instrument": "instruments",
}  # fmt: skip
ROLES: Mapping[str, DateRole] = {
    "effective": DateRole.EFFECTIVE,
    "expires": DateRole.EXPIRY,
    "deadline": DateRole.DEADLINE,
    "announced": DateRole.ANNOUNCED,
}


OF_STORY = ("tier", "source", "feed")


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be asked of one measure; of an item that tells of none, only where it comes from."""

    story: Story | None
    measure: Measure | None
    item: Item | None

    def words(self, field: str) -> tuple[Word, ...]:
        """The values of a field of words."""
        if field in ("tier", "source", "feed", "language"):
            return self._of_sources(field)
        if self.story is None or self.measure is None:
            return ()
        if field == "country":
            return self.words("from") + self.words("to")
        if field in ("hs", "eccn"):
            return self._codes(field)
        if field in SETS:
            values, own = named(self.story, self.measure, SETS[field])
            quote = self.measure.evidence.quote if own else None
            return tuple(Word(key_of(field, it), it, quote) for it in values)
        quote = self.measure.evidence.quote
        if field == "direction":
            return tuple(Word(it, it, quote) for it in directions(self.story, self.measure))
        value: str = getattr(self.measure, field)
        return (Word(value, value, quote),)

    def _of_sources(self, field: str) -> tuple[Word, ...]:
        if field == "language":
            tag = self.item.language if self.item else None
            return tuple(Word(key, tag or "") for key in languages(tag))
        if self.story is not None:
            return tuple(_of_source(field, it) for it in self.story.sources)
        if self.item is None:
            return ()
        item = self.item
        return {
            "tier": (Word(item.tier, f"{item.tier} ({item.source})"),),
            "source": (Word(fold(item.source), item.source),),
            "feed": (Word(fold(item.feed), item.feed),),
        }[field]

    def _codes(self, field: str) -> tuple[Word, ...]:
        """Codes of goods, which the reader names as instruments: `HS 8541`, `ECCN 3A090`.

        The measure's words are quoted only where they hold the code.
        """
        start = f"{field} "
        codes = [word for word in self.words("instrument") if word.key.startswith(start)]
        return tuple(_code(word, word.key.removeprefix(start)) for word in codes)

    def numbers(self, field: str) -> Iterator[Number]:
        """The values of a field of numbers."""
        if self.story is None:
            return
        if field == "sources":
            names = {source.name for source in self.story.sources}
            yield Number(len(names), "", f"{len(names)} ({', '.join(sorted(names)[:5])})", None)
            return
        for figure in self._figures(IS_OF[field]):
            yield from VALUES[field](figure)

    def days(self, field: str) -> Iterator[Stretch]:
        """The values of a field of dates."""
        role = ROLES[field]
        for figure in self._figures(lambda it: isinstance(it, Day) and it.role is role):
            assert isinstance(figure, Day)  # noqa: S101  (for the type checker)
            if days := stretch(figure.value):
                yield Stretch(days, figure.value, figure.evidence.quote)

    def _figures(self, wanted: Callable[[Figure], bool]) -> list[Figure]:
        """The measure's figures of a kind, or else those of the story that no measure claims."""
        if self.story is None or self.measure is None:
            return []
        if own := [it for it in self.measure.figures if wanted(it)]:
            return own
        story = self.story
        found = [it.figure for it in story.figures if it.key and wanted(it.figure)]
        claimed = {it for other in story.measures for it in other.figures} if found else ()
        return [it for it in found if it not in claimed]


@dataclass(frozen=True, slots=True)
class KeptFacts(Facts):
    """The facts of a measure as they were kept; they answer as `Facts` do, without quotes."""

    stated: Mapping[str, Sequence[str]]
    amounts: Mapping[str, Sequence[tuple[float, str]]]
    dates: Mapping[str, Sequence[str]]
    sources: Mapping[str, Any]

    def words(self, field: str) -> tuple[Word, ...]:
        if field == "language":
            return Facts.words(self, field)
        if field == "country":
            return self.words("from") + self.words("to")
        if field in ("hs", "eccn"):
            return self._codes(field)
        found = self.sources if field in OF_STORY else self.stated
        return tuple(Word(it, it) for it in found.get(field, ()))

    def numbers(self, field: str) -> Iterator[Number]:
        if field == "sources":
            yield Number(self.sources["count"], "", "", None)
        for number, unit in self.amounts.get(field, ()):
            yield Number(number, unit, "", None)

    def days(self, field: str) -> Iterator[Stretch]:
        for value in self.dates.get(field, ()):
            if days := stretch(value):
                yield Stretch(days, value, "")


def named(story: Story, measure: Measure, name: str) -> tuple[tuple[str, ...], bool]:
    """A set of the measure, or what the story has in it that no measure claims; whether its own."""
    stated: tuple[str, ...] = getattr(measure, name)
    whole: tuple[str, ...] = getattr(story, name)
    if stated or not whole:
        return stated, True
    claimed = {it for other in story.measures for it in getattr(other, name)}
    return tuple(it for it in whole if it not in claimed), False


def directions(story: Story, measure: Measure) -> tuple[str, ...]:
    """The direction of a measure; `mixed`, said of the whole, is true of each part."""
    own = measure.direction
    both = story.direction is Direction.MIXED and own is not Direction.MIXED
    return (own, Direction.MIXED) if both else (own,)


def key_of(field: str, value: str) -> str:
    """How a value of a set is compared."""
    return fold(value) if field == "instrument" else value


def _code(word: Word, code: str) -> Word:
    quoted = word.quote is not None and code in word.quote.lower().replace(".", "")
    return Word(code, word.value, word.quote if quoted else None)


def languages(tag: str | None) -> tuple[str, ...]:
    """What a language tag may be asked for by: `en-GB` is `en`, too."""
    if not tag:
        return ()
    whole = tag.lower()
    first = whole.partition("-")[0]
    return (whole,) if first == whole else (whole, first)


def feed_of(source: Source) -> str:
    """The feed of a source: an item is called FEED/KEY."""
    return source.item.partition("/")[0]


def _of_source(field: str, source: Source) -> Word:
    match field:
        case "tier":
            return Word(source.tier, f"{source.tier} ({source.name})")
        case "source":
            return Word(fold(source.name), source.name)
    return Word(fold(feed_of(source)), feed_of(source))
