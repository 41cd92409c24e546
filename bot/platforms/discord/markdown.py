"""Spans to Discord's markdown, within a length: plain words can neither format, link nor ping.

https://discord.com/developers/docs/reference#message-formatting and
https://support.discord.com/hc/en-us/articles/210298617 (markdown text)
"""

import re

from bot.model.message import Link, Moment, Person, Span, Strong, Struck, Text
from bot.platforms import fitting
from bot.platforms.fitting import Piece
from bot.platforms.plain import address, clean, kept, noon

# An @ is parted from its name: Discord looks for mentions before it reads the markdown.
# A # makes a heading or small print only before a space, and a channel only behind a <.
_MARKS = re.compile(r"://|[\\*_~`|\[\]<>@]|#(?=[#\s]|$)")
_LINE_MARKS = re.compile(r"^([ ]*)(?:([-+])|(\d{1,9})([.)]))(?=\s|$)", re.MULTILINE)
_UNITS = re.compile(r"\\.|@\u200b|.", re.DOTALL)


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
    return fitting.cut(text, limit, _UNITS)


def markdown(text: Text, limit: int) -> str:
    """The text in at most `limit` units of Discord's markdown; empty where there is nothing."""
    return fitting.within(map(_piece, fitting.joined(text)), limit, _UNITS)


def _piece(span: Span) -> Piece:
    match span:
        case str():
            return Piece("", escape(span), "")
        case Strong(inner):
            return _wrapped(inner, "**")
        case Struck(inner):
            return _wrapped(inner, "~~")
        case Link(inner, url):
            return _link(inner, address(url))
        case Moment():
            return Piece(_moment(span), "", "")
        case Person(id_):
            return Piece(f"<@{id_}>" if id_.isascii() and id_.isdecimal() else escape(id_), "", "")


def _wrapped(inner: str, mark: str) -> Piece:
    """Marks stand close to the words, or Discord shows them."""
    words = escape(clean(inner))
    if not words:
        return Piece("", escape(inner), "")
    before, _, after = kept(inner).partition(clean(inner))
    return Piece(before + mark, words, mark + after)


def _link(inner: str, url: str | None) -> Piece:
    if url is None or not clean(inner):
        return Piece("", escape(inner), "")
    return Piece("[", escape(inner), f"]({url})")


def _moment(span: Moment) -> str:
    """https://discord.com/developers/docs/reference#message-formatting-timestamp-styles"""
    seconds = int(noon(span).timestamp())
    style = "D" if span.day_only else "f"
    return f"<t:{seconds}:{style}> (<t:{seconds}:R>)"
