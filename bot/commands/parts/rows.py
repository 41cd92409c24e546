"""Rows of an answer, as many as a platform shows of one."""

from collections.abc import Sequence

from bot.model.message import Link, Moment, Person, Span, Struck, Text

MOST = 1_800  # characters of an answer's sentence: Discord shows 2,000, with what markup adds
_OTHER = 30  # of a moment or a person


def cut(text: str, most: int) -> str:
    """The text, or its beginning."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def fitting(rows: Sequence[Text], most: int = MOST) -> Text:
    """As many rows as there is room for, and how many are left out."""
    shown: list[Span] = []
    for number, row in enumerate(rows):
        most -= sum(map(_length, row))
        if most < 0:
            return (*shown, f"and {len(rows) - number} more\n")
        shown += row
    return tuple(shown)


def _length(span: Span) -> int:
    match span:
        case Link(text, url):
            return len(text) + len(url)
        case Moment() | Person():
            return _OTHER
        case Struck(text):
            return len(text)
    return len(span if isinstance(span, str) else span.text) + 4
