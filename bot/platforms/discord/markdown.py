"""Spans to Discord's markdown, within a length: plain words can neither format, link nor ping.

https://discord.com/developers/docs/reference#message-formatting and
https://support.discord.com/hc/en-us/articles/210298617 (markdown text)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model.message import Link, Moment, Person, Span, Strong, Struck, Text
from bot.platforms.plain import address, clean, kept, noon

ELLIPSIS = "…"

# An @ is parted from its name: Discord looks for mentions before it reads the markdown.
# A # makes a heading or small print only before a space, and a channel only behind a <.
_MARKS = re.compile(r"://|[\\*_~`|\[\]<>@]|#(?=[#\s]|$)")
_LINE_MARKS = re.compile(r"^([ ]*)(?:([-+])|(\d{1,9})([.)]))(?=\s|$)", re.MULTILINE)
_UNITS = re.compile(r"\\.|@\u200b|.", re.DOTALL)


def length(text: str) -> int:
    """The length in UTF-16 units: never less than Discord counts, whichever way it counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def escape(text: str) -> str:
    """Clean text in which every mark of the markdown stands for itself."""
    return _LINE_MARKS.sub(_disarmed_line, _MARKS.sub(_disarmed, kept(text)))


def _disarmed(mark: re.Match[str]) -> str:
    match mark.group():
        case "@":
            return "@\u200b"
        case "://":
            return ":\\//"
        case other:
            return f"\\{other}"


def _disarmed_line(mark: re.Match[str]) -> str:
    indent, bullet, number, dot = mark.groups()
    return f"{indent}\\{bullet}" if bullet else f"{indent}{number}\\{dot}"


def cut(text: str, limit: int) -> str:
    """Text or escaped text in at most `limit` units; an ellipsis where some was left out."""
    return text if length(text) <= limit else _fitting(text, limit - 1).rstrip() + ELLIPSIS


def _fitting(escaped: str, limit: int) -> str:
    """As many whole units as fit: no escape is cut in two."""
    end = used = 0
    for unit in _UNITS.finditer(escaped):
        used += length(unit.group())
        if used > limit:
            break
        end = unit.end()
    return escaped[:end]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span as markdown; what is cut short loses its marks and keeps its words."""

    before: str
    inner: str
    after: str

    @property
    def whole(self) -> str:
        return f"{self.before}{self.inner}{self.after}"

    def within(self, limit: int) -> str:
        return self.whole if length(self.whole) <= limit else _fitting(self.inner, limit)


def markdown(text: Text, limit: int) -> str:
    """The text in at most `limit` units of Discord's markdown; empty where there is nothing."""
    made, left = [], limit - length(ELLIPSIS)
    for piece in map(_piece, _joined(text)):
        short = piece.within(left)
        made.append(short)
        left -= length(short)
        if short != piece.whole and short != piece.inner:
            return "".join(made).strip() + ELLIPSIS
    return "".join(made).strip()


def _joined(text: Text) -> Iterator[Span]:
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


def _piece(span: Span) -> _Piece:
    match span:
        case str():
            return _Piece("", escape(span), "")
        case Strong(inner):
            return _wrapped(inner, "**")
        case Struck(inner):
            return _wrapped(inner, "~~")
        case Link(inner, url):
            return _link(inner, address(url))
        case Moment():
            return _Piece(_moment(span), "", "")
        case Person(id_):
            return _Piece(f"<@{id_}>" if id_.isascii() and id_.isdecimal() else escape(id_), "", "")


def _wrapped(inner: str, mark: str) -> _Piece:
    """Marks stand close to the words, or Discord shows them."""
    words = escape(clean(inner))
    if not words:
        return _Piece("", escape(inner), "")
    before, _, after = kept(inner).partition(clean(inner))
    return _Piece(before + mark, words, mark + after)


def _link(inner: str, url: str | None) -> _Piece:
    if url is None or not clean(inner):
        return _Piece("", escape(inner), "")
    return _Piece("[", escape(inner), f"]({url})")


def _moment(span: Moment) -> str:
    """https://discord.com/developers/docs/reference#message-formatting-timestamp-styles"""
    seconds = int(noon(span).timestamp())
    style = "D" if span.day_only else "f"
    return f"<t:{seconds}:{style}> (<t:{seconds}:R>)"
