"""The view: an item made ready for reading, which every reader looks at and none changes."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date

from bot.events.lens import Lens
from bot.model.event import Evidence
from bot.model.item import Item
from bot.text.normal import Normal, normalise
from bot.text.numerals import places
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
    title_end: int
    lead_sentence: int  # the first sentence after the title that speaks of a measure
    _starts: list[int] = field(repr=False)

    @classmethod
    def of(cls, item: Item, lens: Lens) -> "View":
        """The view of an item."""
        normal = normalise(item.body)
        mentions = lens.spotter.spot(normal)
        marks = sentences(normal.text, normal.lower)
        inner = clauses(normal.lower, marks)
        end = normal.lower.find("\n")
        starts = [mention.start for mention in mentions]
        lead = _lead_sentence(marks, mentions)
        return cls(
            item, normal, mentions, marks, inner, lens,
            numbers=places(normal.lower),
            title_end=len(normal.lower) if end < 0 else end,
            lead_sentence=lead,
            _starts=starts,
        )  # fmt: skip

    @property
    def lower(self) -> str:
        """The text in lower case, for patterns."""
        return self.normal.lower

    @property
    def published(self) -> date | None:
        """The day that relative dates count from."""
        return self.item.published.date() if self.item.published else None

    def between(self, start: int, end: int, kind: str | None = None) -> list[Mention]:
        """The mentions that begin in a span, of one kind or of all."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        found = self.mentions[first:last]
        return found if kind is None else [one for one in found if one.kind == kind]

    def evidence(self, start: int, end: int) -> Evidence:
        """The slice of the item behind a slice of the view, without outer spaces."""
        text = self.normal.text
        while start < end - 1 and text[start].isspace():
            start += 1
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        first, last = self.normal.span(start, end)
        return Evidence(self.item.body[first:last], first, last)


def _lead_sentence(marks: Spans, mentions: list[Mention]) -> int:
    last = min(4, len(marks) - 1)
    for one in mentions:
        if one.kind in ("barriers", "actions") and (number := marks.at(one.start)) > 0:
            return min(number, last) if number <= last else min(1, last)
    return min(1, len(marks) - 1)
