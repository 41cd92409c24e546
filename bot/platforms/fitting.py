"""Marked-up text within a length, whatever the marks: spans as pieces, cut between whole units.

A unit is what must not be cut in two: a character, or an escape of the platform's markup.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model.message import Span, Text

ELLIPSIS = "…"

Units = re.Pattern[str]  # finds one unit after the other


def length(text: str) -> int:
    """The length in UTF-16 units: never less than a platform counts, whichever way it counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def fitting(escaped: str, limit: int, units: Units) -> str:
    """As many whole units as fit."""
    end = used = 0
    for unit in units.finditer(escaped):
        used += length(unit.group())
        if used > limit:
            break
        end = unit.end()
    return escaped[:end]


def cut(text: str, limit: int, units: Units) -> str:
    """Text or escaped text in at most `limit` units; an ellipsis where some was left out."""
    if length(text) <= limit:
        return text
    return fitting(text, limit - 1, units).rstrip() + ELLIPSIS


@dataclass(frozen=True, slots=True)
class Piece:
    """A span as markup; what is cut short loses its marks and keeps its words."""

    before: str
    inner: str
    after: str
    marked: bool = False  # stands apart from the letters beside it

    @property
    def whole(self) -> str:
        return f"{self.before}{self.inner}{self.after}"

    def within(self, limit: int, units: Units) -> str:
        return self.whole if length(self.whole) <= limit else fitting(self.inner, limit, units)


def within(pieces: Iterable[Piece], limit: int, units: Units) -> str:
    """The pieces in at most `limit` units; empty where there is nothing."""
    made, left = [], limit - length(ELLIPSIS)
    for piece in pieces:
        short = piece.within(left, units)
        made.append(short)
        left -= length(short)
        if short != piece.whole and short != piece.inner:
            return "".join(made).strip() + ELLIPSIS
    return "".join(made).strip()


def joined(text: Text) -> Iterator[Span]:
    """The spans with plain neighbours as one: two halves of a mark must not meet unseen."""
    words = ""
    for span in text:
        if isinstance(span, str):
            words += span
            continue
        if words:
            yield words
        words = ""
        yield span
    if words:
        yield words
