"""HTML to plain text: what a reader would see, in linear time on any input.

`html.parser` takes 47 s on 64 kB of `<a `, the usual `<[^>]*>` 3.5 s on 64 kB of `<`; libxml2's
parser stays below 2 ms on both. Hence lxml, fed to a target, and nothing that backtracks.
"""

import html
import re
import threading

from lxml import etree

LIMIT = 64_000  # characters of one field that are read; the rest of it is not shown anyway

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd"),
        *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend"),
        *("li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table"),
        *("tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_CELLS = frozenset(("td", "th"))
_HIDDEN = frozenset(("script", "style", "head", "noscript", "iframe", "object", "svg", "template"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u00ad\u200b]")
_SPACE = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});")


class _Text:
    """The target of the parser: collects text, a line break for a block, a space for a cell."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget the text before: one parser reads many."""
        self.pieces: list[str] = []
        self.hidden = 0

    def start(self, tag: str, _attributes: object) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append(" ")

    def end(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCKS and tag != "br":
            self.pieces.append("\n")

    def data(self, text: str) -> None:
        if not self.hidden:
            self.pieces.append(text.replace("\n", " "))

    def comment(self, _text: str) -> None:
        """Comments are not shown."""

    def pi(self, _target: str, _data: str) -> None:
        """Processing instructions are not shown."""

    def close(self) -> str:
        return "".join(self.pieces)


def plain(markup: str) -> str:
    """The text of an HTML fragment: entities read, blocks on lines of their own, space folded."""
    clean = _CONTROL.sub("", markup[:LIMIT])
    if "<" not in clean and "&" not in clean:
        return tidy(clean.replace("\n", " "))
    if "<" not in clean:
        return tidy(html.unescape(clean).replace("\n", " "))
    return tidy(_parsed(clean))


def tidy(text: str) -> str:
    """Plain text with runs of space folded to one, and no empty lines."""
    clean = _CONTROL.sub("", text[:LIMIT]).replace("\r", "\n").replace("\u2028", "\n")
    lines = (line.strip() for line in _SPACE.sub(" ", clean).split("\n"))
    return "\n".join(line for line in lines if line)


def is_markup(text: str) -> bool:
    """Whether a text holds a tag or a character reference."""
    return _MARKUP.search(text) is not None


class _Own(threading.local):
    """A parser for each thread. To make one costs more than to read an item with it."""

    def __init__(self) -> None:
        self.text = _Text()
        self.parser = etree.HTMLParser(
            target=self.text, encoding="utf-8", recover=True, no_network=True
        )


_OWN = _Own()


def _parsed(markup: str) -> str:
    _OWN.text.begin()
    try:
        return str(etree.fromstring(b"<div>" + markup.encode() + b"</div>", _OWN.parser))
    except (etree.LxmlError, ValueError):  # nothing there, or nothing that libxml2 can make out
        return html.unescape(_TAG.sub(" ", markup))
