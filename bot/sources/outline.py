"""Where the items of a feed's text begin and end, and what in it a parser must not be given.

One pass over the tags of the text. It also works on text that is no XML, so that one broken item
costs no other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.text.html import plain

ITEMS = 2000  # P6: items of one document that are read
ATTRIBUTES = 256  # of one tag
DEPTH = 256  # of nested elements
NAME_TEXT = 1000  # characters of a name: feedparser's expression for them is quadratic (#580)

# The outer repetition is not possessive: before Python 3.11.5 `re` matches such a group wrongly.
# Its alternatives exclude one another, so nothing is tried twice.
TAG = re.compile(
    r"<(/?)([A-Za-z_][\w.:-]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*)>|<(!--|!\[CDATA\[|\?)"
)
_ENDS = {"!--": "-->", "![CDATA[": "]]>", "?": "?>"}
_ITEMS = frozenset(("item", "entry"))
_ROOTS = frozenset(("rss", "rdf", "feed"))
_NAMES = frozenset(
    (
        *("author", "creator", "managingeditor", "webmaster", "publisher", "owner", "name"),
        *("email", "contributor", "category", "subject", "keywords"),
    )
)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag in the text: `close` for `</a>`, `alone` for `<a/>`."""

    start: int
    end: int
    name: str  # as written
    close: bool
    alone: bool
    attributes: str

    @property
    def local(self) -> str:
        """The name without its prefix, in lower case."""
        return self.name.rpartition(":")[2].lower()


@dataclass(frozen=True, slots=True)
class Slice:
    """The text of one item; `closed` unless the next item or the end came first."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What the tags tell: the items, and the edits that make the text safe to parse."""

    slices: tuple[Slice, ...]
    edits: tuple[tuple[int, int, str], ...]
    depth: int
    ended: bool  # the root element is closed: the text is not cut


def tags(text: str) -> Iterator[Tag]:
    """Every tag of the text in order; comments, CDATA and instructions are stepped over."""
    place = 0
    lost: set[str] = set()  # marks that are never closed from here on
    while found := TAG.search(text, place):
        place = found.end()
        mark = found[4]
        if mark is None:
            attributes = found[3]
            alone = attributes.endswith("/")
            yield Tag(found.start(), place, found[2], bool(found[1]), alone, attributes)
        elif mark not in lost:
            end = text.find(_ENDS[mark], place)
            if end < 0:
                lost.add(mark)
            else:
                place = end + len(_ENDS[mark])


def outline(text: str) -> Outline:
    """The outline of a feed's text in one pass, up to the first items that are too many."""
    scan = _Scan(text)
    for tag in tags(text):
        (scan.closed if tag.close else scan.opened)(tag)
        if len(scan.slices) > ITEMS:
            break
    return scan.outline()


class _Scan:
    """What is known of a text while its tags are read in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.slices: list[Slice] = []
        self.edits: list[tuple[int, int, str]] = []
        self.item: Tag | None = None  # the item that is open
        self.named: Tag | None = None  # the name that is open
        self.depth = self.deepest = 0
        self.ended = False

    def opened(self, tag: Tag) -> None:
        if len(tag.attributes) > ATTRIBUTES and tag.attributes.count("=") > ATTRIBUTES:
            self.edits.append((tag.start, tag.end, f"<{tag.name}{'/' if tag.alone else ''}>"))
        if tag.alone:
            return
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        local = tag.local
        if local in _NAMES:
            self.named = tag
        elif local in _ITEMS and (self.item is None or self.item.name == tag.name):
            self._end_item(tag.start, closed=False)
            self.item = tag

    def closed(self, tag: Tag) -> None:
        self.depth -= 1
        self.ended = tag.local in _ROOTS
        if self.named is not None and self.named.name == tag.name:
            if tag.start - self.named.end > NAME_TEXT:
                words = _short(self.text[self.named.end : tag.start])
                self.edits.append((self.named.end, tag.start, words))
            self.named = None
        if self.item is not None and self.item.name == tag.name:
            self._end_item(tag.end, closed=True)

    def outline(self) -> Outline:
        self._end_item(len(self.text), closed=False)
        return Outline(tuple(self.slices), tuple(self.edits), self.deepest, self.ended)

    def _end_item(self, end: int, closed: bool) -> None:
        if self.item is not None:
            self.slices.append(Slice(self.item.start, end, closed))
            self.item = None


def edited(text: str, edits: tuple[tuple[int, int, str], ...]) -> str:
    """The text with each edit's range replaced; ranges do not overlap."""
    pieces, place = [], 0
    for start, end, new in sorted(edits):
        if start >= place:
            pieces += [text[place:start], new]
            place = end
    return "".join((*pieces, text[place:]))


def _short(text: str) -> str:
    bare = text.replace("<![CDATA[", "").replace("]]>", "")
    return escape(plain(bare)[:NAME_TEXT])
