"""Text made plain for reading, with the way back: every position knows its place in the original.

Dashes, quotes, spaces, full-width forms and entities become one spelling each, so that the rules
downstream need to know only one. Tags are blanked out. Cost is linear in the text.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

# Longer text is read up to here (6,500 words): what a measure is stands at the beginning.
LIMIT = 40_000


def _single(char: str) -> str | None:
    """What stands for one character without changing the length, where that differs."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain != char else None


_TABLE: dict[int, str] = {
    code: plain
    for start, end in ((0x00A0, 0x2100), (0x3000, 0x3100), (0xFF00, 0xFFF0))
    for code in range(start, end)
    if (plain := _single(chr(code))) is not None
}
_TABLE |= dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_TABLE |= dict.fromkeys(map(ord, "‘’‚‛′＇`´"), "'")
_TABLE |= dict.fromkeys(map(ord, "“”„‟″＂«»"), '"')
_TABLE |= dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\t\r\x0b\x0c"), " ")
_TABLE |= dict.fromkeys(map(ord, "～〜∼˜"), "~")
_TABLE |= {ord("，"): ",", ord("："): ":", ord("；"): ";", ord("（"): "(", ord("）"): ")"}
_MARKUP = re.compile(
    r"<[a-zA-Z/!][^<>]{0,400}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,8});|->|→|⇒"
)


@dataclass(frozen=True, slots=True)
class Normal:
    """`text` is what is read, `lower` the same in lower case and of the same length."""

    source: str
    text: str
    lower: str
    origins: tuple[int, ...] | None  # position by position, one more than the text; None: identical

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original that a slice of the text came from."""
        origins = self.origins
        if origins is None or start == end:
            return start, end
        width = max(1, origins[end] - origins[end - 1])
        return origins[start], origins[end - 1] + width


def normalise(source: str) -> Normal:
    """The text to read, from any text at all."""
    raw = source[:LIMIT].translate(_TABLE)
    if "<" in raw or "&" in raw or "→" in raw or "⇒" in raw:
        text, origins = _without_markup(raw)
    else:
        text, origins = raw, None
    return Normal(source, text, _lower(text), origins)


def _without_markup(raw: str) -> tuple[str, tuple[int, ...] | None]:
    """Tags become a space, entities the character they stand for, arrows `->`."""
    parts: list[str] = []
    origins: list[int] = []
    at = 0
    for found in _MARKUP.finditer(raw):
        parts.append(raw[at : found.start()])
        origins.extend(range(at, found.start()))
        plain = _plain(found[0])
        parts.append(plain)
        origins.extend([found.start()] * len(plain))
        at = found.end()
    parts.append(raw[at:])
    origins.extend(range(at, len(raw) + 1))
    return "".join(parts), tuple(origins)


def _plain(markup: str) -> str:
    if markup[0] == "<":
        return " "
    if markup[0] in "→⇒-":
        return "->"
    return html.unescape(markup).translate(_TABLE) or " "


def _lower(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
