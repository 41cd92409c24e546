"""What documents of the plainest form are read with: lxml, and refusal of all that is not plain."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

Element = Any  # of lxml, which does not tell its types
Raw = Mapping[str, Any]
Entry = dict[str, Any]

HTML = {"type": "text/html"}
PLAIN = {"type": "text/plain"}
_WHOLE = re.compile(r"https?://[^/\s:@]+(?:/\S*)?")  # leaves nothing to resolve
_ODD = re.compile("[\x80-\x9f]")  # feedparser takes them for Windows-1252


class NotPlain(Exception):
    """This is for feedparser."""


def root_of(text: str) -> Element:
    """The outermost element of a text. Raises NotPlain for one that is not sound."""
    if _ODD.search(text):
        raise NotPlain
    # A parser for each document: one that is kept remembers names for as long as it lives.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotPlain from error


def once(found: Entry, name: str, value: Any) -> None:
    """Note a word; what is said twice is for feedparser to choose from."""
    if name in found:
        raise NotPlain
    found[name] = value


def words(one: Element, *allowed: str) -> str:
    """The words of an element that holds nothing else, and no attributes but those allowed."""
    if len(one) or (one.keys() and set(one.keys()).difference(allowed)):
        raise NotPlain
    text = (one.text or "").strip()
    return text if text.isascii() else _once_encoded(text)


def whole(link: str) -> str:
    """A link that needs no base."""
    if not _WHOLE.fullmatch(link):
        raise NotPlain
    return link


def _once_encoded(text: str) -> str:
    """Text that was made UTF-8 twice as it was before the second time, as feedparser has it."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text
