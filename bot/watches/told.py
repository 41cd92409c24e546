"""What a rule is asked of: the words of an item, and what its story states."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import re2

from bot.model.item import Item
from bot.model.story import Story
from bot.watches import words
from bot.watches.facts import Facts, KeptFacts
from bot.watches.words import Form, Token

LIMIT = 200_000  # characters of a text that are looked at; the reader looks at as many
GAP = 101  # places between title and text: no phrase and no NEAR goes from one into the other

Span = tuple[int, int]  # places of words, first and last


@dataclass(frozen=True)
class Told:
    """One item with its story as it now stands; either may be absent, not both."""

    story: Story | None
    item: Item | None
    day: date  # what `30d` counts from
    title: str
    text: str
    kept: tuple[KeptFacts, ...] = ()  # what the measures state, where the story itself is not read

    @classmethod
    def of(cls, story: Story | None, item: Item | None, today: date | None = None) -> "Told":
        """`today` is the day of the item, where none is given: history is asked as it was then.

        Without an item its title is known: that of the source that moved the story.
        """
        at = published(story, item)
        day = today or (at.astimezone(UTC).date() if at else date.max)
        if item is not None:
            return cls(story, item, day, *shown(item))
        sources, moved_by = (story.sources, story.moved_by) if story else ((), "")
        title = next((it.title for it in reversed(sources) if it.item == moved_by), "")
        return cls(story, item, day, title[:LIMIT], "")

    @cached_property
    def published(self) -> date | None:
        """The day of publication, in UTC."""
        at = published(self.story, self.item)
        return at.astimezone(UTC).date() if at else None

    @cached_property
    def measures(self) -> tuple[Facts, ...]:
        """What each measure states, lead first; never empty."""
        if self.story is None:
            return self.kept or (Facts(None, None, self.item),)
        return tuple(Facts(self.story, it, self.item) for it in self.story.measures)

    @cached_property
    def row(self) -> tuple[str, ...]:
        """The words, folded, by place; between title and text a gap that nothing fits."""
        title = [words.folded(it) for it in words.found(self.title)]
        text = [words.folded(it) for it in words.found(self.text)]
        return (*title, *[""] * GAP, *text)

    @cached_property
    def titled(self) -> int:
        """How many words the title has."""
        return len(words.found(self.title))

    def spans(self, readings: Iterable[tuple[Token, ...]], scope: str) -> list[Span]:
        """Where a word or phrase stands, in order; remembered."""
        asked_for = tuple(readings), scope
        found = self._spans.get(asked_for)
        if found is None:
            stands = {span for row in asked_for[0] for span in self._stands(row, scope)}
            found = self._spans[asked_for] = sorted(stands)
        return found

    @cached_property
    def _spans(self) -> dict[tuple[tuple[tuple[Token, ...], ...], str], list[Span]]:
        return {}

    def _stands(self, tokens: tuple[Token, ...], scope: str) -> Iterator[Span]:
        size = len(tokens)
        for at in self._places(tokens[0]):
            rest = self.row[at + 1 : at + size]
            if self.is_in(at, scope) and len(rest) == size - 1:
                pairs = zip(tokens[1:], rest, strict=True)
                if all(it and token.fits(it) for token, it in pairs):
                    yield at, at + size - 1

    def _places(self, token: Token) -> Iterator[int]:
        """Where words stand that a word of a rule means, in no order."""
        if token.form is Form.LITERAL:
            return iter(self._where.get(token.text, ()))
        if token.form is Form.PREFIX:
            likely = {it for it in self._where if it.startswith(token.text)}
        else:
            likely = {it for base in words.bases(token.text) for it in self._by_base.get(base, ())}
        return (place for word in likely for place in self._where[word])

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        where: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.row):
            if word:
                where[word].append(place)
        return where

    @cached_property
    def _by_base(self) -> dict[str, list[str]]:
        by_base: dict[str, list[str]] = defaultdict(list)
        for word in self._where:
            for base in words.bases(word):
                by_base[base].append(word)
        return by_base

    def is_in(self, place: int, scope: str) -> bool:
        """Whether a place is in the title, in the text, or anywhere."""
        return not scope or (place < self.titled) is (scope == "title")

    def searched(self, expression: "re2._Regexp", scope: str) -> Span | None:
        """Where an expression first matches, in characters of the item's body."""
        for name, text, start in (
            ("title", self.title, 0),
            ("text", self.text, len(self.title) + 1),
        ):
            if scope in ("", name) and (found := expression.search(encodable(text))):
                first, last = found.span()
                return start + first, start + last
        return None

    def characters(self, span: Span) -> Span:
        """The slice of the item's body that a span of words covers."""
        return self._bounds[span[0]][0], self._bounds[span[1]][1]

    def quote(self, span: Span) -> str:
        """A slice of the item's body."""
        return f"{self.title}\n{self.text}"[span[0] : span[1]]

    @cached_property
    def _bounds(self) -> dict[int, Span]:
        shift, place = len(self.title) + 1, self.titled + GAP
        titled = dict(enumerate(words.spans(self.title)))
        texted = {
            place + at: (start + shift, end + shift)
            for at, (start, end) in enumerate(words.spans(self.text))
        }
        return titled | texted


def published(story: Story | None, item: Item | None) -> datetime | None:
    """When the item came out, or else when the story last moved."""
    if item is not None and item.published is not None:
        return item.published
    return story.last_at if story is not None else None


def shown(item: Item) -> tuple[str, str]:
    """Title and text, as far as they are looked at; behind a title that is cut there is no text."""
    if len(item.title) > LIMIT:
        return item.title[:LIMIT], ""
    return item.title, item.text[:LIMIT]


def encodable(text: str) -> str:
    """A text of the same length that can be written as UTF-8: half characters become `?`."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def nearest(left: Sequence[Span], right: Sequence[Span], apart: int) -> Span | None:
    """The first pair of spans that are at most `apart` words apart, as one span."""
    starts = [start for start, _ in right]
    by_end = sorted(right, key=lambda span: span[1])
    ends = [end for _, end in by_end]
    for start, end in left:
        after = bisect_right(starts, end)
        if after < len(starts) and starts[after] - end <= apart:
            return start, right[after][1]
        before = bisect_left(ends, start) - 1
        if before >= 0 and start - ends[before] <= apart:
            return by_end[before][0], end
    return None
