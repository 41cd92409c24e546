"""Spans to Slack's mrkdwn, within a length: plain words can neither format, link nor ping.

https://docs.slack.dev/messaging/formatting-message-text: only & < > can be escaped. The other marks
have no escape, so one that could open a format is written by a sign that looks the same.
"""

import re
from collections.abc import Iterator, Mapping

from bot.model.message import Link, Moment, Person, Span, Strong, Struck, Text
from bot.platforms import fitting
from bot.platforms.fitting import Piece, length
from bot.platforms.plain import address, day, kept, line, noon

APART = "\u200b"  # no width: a mark is read as one only beside what is no letter
URL = 2000  # characters; a longer address would crowd out the words

Names = Mapping[str, str]  # what people are called, by their ids
NOBODY: Names = {}

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ALIKE = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
_OPENING = re.compile(r"(?<![^\W_])[*_~](?=\S)|`")
_ANY = re.compile(r"[*_~`]")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]{1,60}:)")
_QUOTED = re.compile(r"^(?=[^\S\n]*&gt;)", re.MULTILINE)
_UNITS = re.compile(r"&(?:amp|lt|gt);|.", re.DOTALL)


def escape(text: str, marks: re.Pattern[str] = _OPENING) -> str:
    """Clean text in which every mark of mrkdwn stands for itself."""
    told = marks.sub(lambda mark: _ALIKE[mark.group()], kept(text))
    told = _EMOJI.sub(f":{APART}", told).translate(_ENTITIES)
    return _QUOTED.sub(APART, told)


def cut(text: str, limit: int) -> str:
    """Text or escaped text in at most `limit` units; an ellipsis where some was left out."""
    return fitting.cut(text, limit, _UNITS)


def mrkdwn(text: Text, limit: int, names: Names = NOBODY) -> str:
    """The text in at most `limit` units; empty where there is nothing."""
    return fitting.within(_pieces(text, names), limit, _UNITS)


def parts(text: Text, limit: int, names: Names = NOBODY) -> list[str]:
    """The whole text in parts of at most `limit` units each, parted at ends of lines."""
    made = [""]
    for piece in _pieces(text, names):
        for whole in _lines(piece, limit):
            if length(made[-1]) + length(whole) > limit:
                made.append("")
            made[-1] += whole
    return [told for told in (part.strip() for part in made) if told]


def _lines(piece: Piece, limit: int) -> Iterator[str]:
    """A piece, if it is too long by its lines, if these are too by what fits."""
    if length(piece.whole) <= limit and "\n" not in piece.whole:
        yield piece.whole
        return
    for told in (piece.inner if length(piece.whole) > limit else piece.whole).splitlines(True):
        rest = told
        while rest:
            yield (first := fitting.fitting(rest, limit, _UNITS))
            rest = rest[len(first) :]


def _pieces(text: Text, names: Names) -> Iterator[Piece]:
    """The spans as mrkdwn, parted where a mark would meet a letter."""
    before: Piece | None = None
    for span in fitting.joined(text):
        piece = _piece(span, names)
        if before is not None and piece.whole and _meet(before, piece):
            yield Piece("", APART, "")
        if piece.whole:
            before = piece
        yield piece


def _meet(one: Piece, other: Piece) -> bool:
    if not (one.marked or other.marked):
        return False
    beside = (one.whole[-1:], other.whole[:1])
    return all(character.isalnum() or character in ("*", "~") for character in beside)


def _piece(span: Span, names: Names) -> Piece:
    match span:
        case str():
            return Piece("", escape(span), "")
        case Strong(inner):
            return _wrapped(inner, "*")
        case Struck(inner):
            return _wrapped(inner, "~")
        case Link(inner, url):
            return link(inner, url)
        case Moment():
            return Piece(_moment(span), "", "")
        case Person(id_):
            # A name and no <@U...>, which would notify: "named, never pinged".
            return Piece("", escape(f"@{line(names.get(id_, id_))}"), "")


def _wrapped(inner: str, mark: str) -> Piece:
    words = escape(line(inner), _ANY)
    return Piece(mark, words, mark, marked=True) if words else Piece("", escape(inner), "")


def link(inner: str, url: str | None) -> Piece:
    """The words as a link; alone where the address is none or too long."""
    told, place = escape(line(inner)).replace("|", "∣"), address(url)
    if not told or place is None or len(place) > URL:
        return Piece("", escape(inner), "")
    return Piece(f"<{place.translate(_ENTITIES)}|", told, ">")


def _moment(span: Moment) -> str:
    """https://docs.slack.dev/messaging/formatting-message-text#date-formatting"""
    form = "{date_long} ({ago})" if span.day_only else "{date_long}, {time} ({ago})"
    return f"<!date^{int(noon(span).timestamp())}^{form}|{day(span)}>"
