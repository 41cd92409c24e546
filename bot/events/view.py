"""The view: an item made ready for reading, which every reader looks at and none changes."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date

from bot.events.idle import without_idle
from bot.events.lens import Lens
from bot.events.levied import with_levied
from bot.model.event import Evidence
from bot.model.feed import Tier
from bot.model.item import Item
from bot.text.normal import Normal, normalise
from bot.text.numerals import amounts, places
from bot.text.sentences import Spans, clauses, sentences
from bot.text.spotting import Mention


@dataclass(frozen=True, slots=True)
class View:
    """The text of an item with its terms, sentences and clauses."""

    item: Item
    normal: Normal
    mentions: list[Mention]  # in the order of the text
    sentences: Spans
    clauses: Spans
    lens: Lens
    numbers: list[int]  # where numbers begin
    amounts: list[int]  # where those begin that are no percentages
    title_end: int
    lead_sentence: int  # the first sentence after the title that speaks of a measure
    first: tuple[int, int]  # where it stands
    lower: str  # the text in lower case, for patterns
    said: frozenset[str]  # the classes of status words that it has anywhere
    home: str | None  # whose authority publishes the item; None for the press
    _starts: list[int] = field(repr=False)
    _kinds: dict[str, tuple[list[int], list[Mention]]] = field(repr=False)

    @classmethod
    def of(cls, item: Item, lens: Lens) -> "View":
        """The view of an item."""
        normal = normalise(item.body)
        mentions = with_levied(normal, without_idle(normal, lens.spotter.spot(normal)))
        marks = sentences(normal.text, normal.lower)
        inner = clauses(normal.lower, marks)
        end = normal.lower.find("\n")
        starts = [mention.start for mention in mentions]
        lead = _lead_sentence(marks, mentions)
        numbers = places(normal.lower)
        return cls(
            item, normal, mentions, marks, inner, lens,
            numbers=numbers,
            amounts=amounts(normal.lower, numbers),
            title_end=len(normal.lower) if end < 0 else end,
            lead_sentence=lead,
            first=marks.bounds(lead),
            lower=normal.lower,
            said=frozenset(one.key for one in mentions if one.kind == "statuses"),
            home=_home(item, lens),
            _starts=starts,
            _kinds=_by_kind(mentions),
        )  # fmt: skip

    @property
    def published(self) -> date | None:
        """The day that relative dates count from."""
        return self.item.published.date() if self.item.published else None

    def between(self, start: int, end: int, kind: str | None = None) -> list[Mention]:
        """The mentions that begin in a span, of one kind or of all."""
        starts, mentions = (
            (self._starts, self.mentions) if kind is None else self._kinds.get(kind, _NONE)
        )
        first = bisect_left(starts, start)
        return mentions[first : bisect_left(starts, end, first)]

    def evidence(self, start: int, end: int) -> Evidence:
        """The slice of the item behind a slice of the view, without outer spaces."""
        text = self.normal.text
        while start < end - 1 and text[start].isspace():
            start += 1
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        first, last = self.normal.span(start, end)
        return Evidence(self.item.body[first:last], first, last)


_NONE: tuple[list[int], list[Mention]] = ([], [])


def _home(item: Item, lens: Lens) -> str | None:
    if item.tier is not Tier.OFFICIAL:
        return None
    named = lens.spotter.spot(normalise(item.source))
    return next((one.key for one in named if one.kind == "jurisdictions"), None)


def _by_kind(mentions: list[Mention]) -> dict[str, tuple[list[int], list[Mention]]]:
    found: dict[str, tuple[list[int], list[Mention]]] = {}
    for one in mentions:
        starts, ones = found.setdefault(one.kind, ([], []))
        starts.append(one.start)
        ones.append(one)
    return found


def _lead_sentence(marks: Spans, mentions: list[Mention]) -> int:
    last = min(4, len(marks) - 1)
    for one in mentions:
        if one.kind in ("barriers", "actions") and (number := marks.at(one.start)) > 0:
            return min(number, last) if number <= last else min(1, last)
    return min(1, len(marks) - 1)
