"""A feed's text, made fit for an XML parser: what is unsafe cut out, what is broken mended.

Everything here is one pass over the text with expressions that never go back (possessive), since
the text is written by anyone. Nothing is changed in a document that is sound.
"""

import re
from collections.abc import Mapping
from html.entities import html5

_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_INSIDE = re.compile(r"\"[^\"]*+\"|'[^']*+'|<!--|\]|\[|>")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,9}|[xX][0-9A-Fa-f]{1,8});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_KEPT = frozenset(("amp", "lt", "gt", "quot", "apos"))
# A short name for a few words; such that hold other references or swell a document stay unknown.
_ENTITY = re.compile(
    r"<!ENTITY\s{1,9}([A-Za-z_][\w.-]{0,31})\s{1,9}([\"'])([^\"'<&%]{0,200})\2\s{0,9}>"
)
ENTITIES = 1000  # of a document's own that are read
_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_WINDOWS = {n: bytes((n,)).decode("cp1252", "replace") for n in range(0x80, 0xA0)}

_NO_LINK = re.compile(r"<link>\s{0,99}</link>|<link\s{0,9}/>")  # it would hide a guid that is one
_LITERAL = re.compile(r"<(!--|!\[CDATA\[)")
_ENDS = {"!--": "-->", "![CDATA[": "]]>"}
_ROOT = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|rdf|feed|channel|html|opml)\b", re.IGNORECASE
)


def without_doctype(text: str) -> str:
    """The text from its root element on: no declaration, no document type, no junk before it.

    The entities that a document type defines are lost with it, but see `entities`.
    """
    found = _DOCTYPE.search(text, 0, _prolog(text, 0))
    root = _prolog(text, _doctype_end(text, found.end())) if found else len(text)
    return text[root if root < len(text) else _prolog(text, 0) :]


def entities(text: str) -> dict[str, str]:
    """The words that a document type has short names for, as far as they are only words (P5)."""
    found = _DOCTYPE.search(text, 0, _prolog(text, 0))
    if found is None:
        return {}
    inside = text[found.end() : _doctype_end(text, found.end())]
    return {one[1]: one[3] for one in _ENTITY.finditer(inside)}


def with_references(text: str, named: Mapping[str, str] | None = None) -> str:
    """The text with every entity and stray `&` or `<` made one that any XML parser knows.

    HTML's names and those that are `named` become characters, impossible numbers go, and what is no
    reference is escaped. CDATA sections and comments stay as they are.
    """
    mend = _Mend(named or {})
    pieces: list[str] = []
    place = 0
    while True:
        start, mark = _next_literal(text, place)
        pieces.append(mend(text[place:start]))
        if not mark:
            return "".join(pieces)
        end = text.find(_ENDS[mark], start)
        if end < 0:  # never closed: what follows is read as text
            return "".join((*pieces, mend(text[start + 1 + len(mark) :])))
        pieces.append(text[start : end + 3])
        place = end + 3


class _Mend:
    """Escapes text between CDATA sections; a document's own entities only so many times (P5)."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self.named, self.left = named, ENTITIES

    def __call__(self, text: str) -> str:
        text = _LESS.sub("&lt;", _REFERENCE.sub(self._reference, text) if "&" in text else text)
        return _NO_LINK.sub("", text)

    def _reference(self, found: re.Match[str]) -> str:
        words = self.named.get(found[2]) if found[2] else None
        if words is None or not self.left:
            return _reference(found)
        self.left -= 1
        return words.replace(">", "&gt;")


def _next_literal(text: str, place: int) -> tuple[int, str]:
    """Where the next CDATA section or comment begins, and which; the end and "" if none does."""
    found = _LITERAL.search(text, place)
    return (found.start(), found[1]) if found else (len(text), "")


def _reference(found: re.Match[str]) -> str:
    number, name = found[1], found[2]
    if number:
        return _numbered(number)
    if name is None:
        return "&amp;"
    if name in _KEPT:
        return found[0]
    known = html5.get(f"{name};")
    return known if known is not None else f"&amp;{name};"


def _numbered(number: str) -> str:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code in _WINDOWS:
        return _WINDOWS[code]
    legal = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return f"&#{code};" if legal or 0x10000 <= code <= 0x10FFFF else ""


def _prolog(text: str, place: int) -> int:
    """Where the root element begins, looked for from a place on; where a tag does if none does."""
    root = _ROOT.search(text, place)
    while mark := _LITERAL.search(text, place, _found(root, len(text))):
        end = text.find(_ENDS[mark[1]], mark.end())
        if end < 0:
            break
        place = end + 3
        if root is not None and root.start() < place:  # it stood in a comment
            root = _ROOT.search(text, place)
    return _found(root, place)


def _found(match: re.Match[str] | None, otherwise: int) -> int:
    return match.start() if match else otherwise


def _doctype_end(text: str, place: int) -> int:
    """The end of a document type: quotes, comments and one internal subset are stepped over."""
    depth = 0
    while found := _INSIDE.search(text, place):
        place, mark = found.end(), found[0]
        if mark == "<!--":
            end = text.find("-->", place)
            place = len(text) if end < 0 else end + 3
        elif mark == ">" and depth <= 0:
            return place
        depth += (mark == "[") - (mark == "]")
    return place
