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

TAG = re.compile(
    r"<(/?)([A-Za-z_][\w.:-]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>|<(!--|!\[CDATA\[|\?)"
)
_ENDS = {"!--": "-->", "![CDATA[": "]]>", "?": "?>"}
_ITEMS = frozenset(("item", "entry"))
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
    """The outline of a feed's text in one pass."""
    slices: list[Slice] = []
    edits: list[tuple[int, int, str]] = []
    start, name, inside = -1, "", 0
    depth = deepest = 0
    named: Tag | None = None
    ended = False
    for tag in tags(text):
        local = tag.local
        if not tag.close:
            if len(tag.attributes) > ATTRIBUTES and tag.attributes.count("=") > ATTRIBUTES:
                edits.append((tag.start, tag.end, f"<{tag.name}{'/' if tag.alone else ''}>"))
            if not tag.alone:
                depth += 1
                deepest = max(deepest, depth)
                named = tag if local in _NAMES else named
        else:
            depth -= 1
            ended = local in ("rss", "rdf", "feed")
            if named is not None and named.name == tag.name:
                if tag.start - named.end > NAME_TEXT:
                    edits.append((named.end, tag.start, _short(text[named.end : tag.start])))
                named = None
        if local not in _ITEMS or (start >= 0 and tag.name != name):
            continue
        if tag.close and start >= 0:
            slices.append(Slice(start, tag.end, closed=True))
            start = -1
        elif not tag.close and not tag.alone:
            if start >= 0:
                slices.append(Slice(start, tag.start, closed=False))
            start, name = tag.start, tag.name
    del inside
    if start >= 0:
        slices.append(Slice(start, len(text), closed=False))
    return Outline(tuple(slices), tuple(edits), deepest, ended)


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
