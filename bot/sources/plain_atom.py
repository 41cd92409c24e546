"""Atom documents of the plainest form, read without feedparser and just the same."""

from collections.abc import Callable
from typing import Any

from bot.sources.outline import ITEMS, NAME_TEXT
from bot.sources.plain import (
    HTML,
    PLAIN,
    Element,
    Entry,
    NotPlain,
    Raw,
    once,
    root_of,
    whole,
    words,
)

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = {None: PLAIN, "text": PLAIN, "html": HTML}
_LINK = frozenset(("href", "rel", "type", "hreflang", "title", "length"))
_PERSON = {f"{_ATOM}name": "name", f"{_ATOM}email": "email", f"{_ATOM}uri": "href"}

# What feedparser reads and we have no use for. Elements of these names have no others in them.
_NEVER_MIND = frozenset((f"{_ATOM}category", f"{_ATOM}rights"))
_OF_THE_FEED = frozenset(
    f"{_ATOM}{name}"
    for name in ("id", "updated", "subtitle", "link", "generator", "rights", "icon", "logo")
) | {f"{_ATOM}category"}


def read(text: str) -> tuple[Raw, list[Raw]] | None:
    """A feed and its entries, in feedparser's words; None where the text is not plain Atom."""
    if not text.startswith("<feed"):
        return None
    try:
        return _document(root_of(text))
    except NotPlain:
        return None


def _document(root: Element) -> tuple[Raw, list[Raw]]:
    entries = [one for one in root if one.tag == f"{_ATOM}entry"]
    if root.tag != f"{_ATOM}feed" or set(root.keys()) - {_LANGUAGE} or len(entries) > ITEMS:
        raise NotPlain
    found: Entry = {}
    if root.get(_LANGUAGE):
        found["language"] = root.get(_LANGUAGE).replace("_", "-")
    for one in root:
        if one.tag == f"{_ATOM}title":
            once(found, "title", words(one, "type"))
            _kind(one)
        elif one.tag == f"{_ATOM}author":
            _author(found, one)
        elif one.tag != f"{_ATOM}entry" and (one.tag not in _OF_THE_FEED or len(one)):
            raise NotPlain
    return found, [_entry(one) for one in entries]


def _entry(element: Element) -> Raw:
    if element.keys():
        raise NotPlain
    entry: Entry = {}
    for one in element:
        reading = _READINGS.get(one.tag)
        if reading is not None:
            reading(entry, one)
        elif one.tag not in _NEVER_MIND or len(one):
            raise NotPlain
    return entry


def _kind(one: Element) -> dict[str, str]:
    """The type of a text construct; xhtml and others are not plain."""
    found = _KINDS.get(one.get("type"))
    if found is None:
        raise NotPlain
    return found


def _construct(name: str) -> Callable[[Entry, Element], None]:
    def reading(entry: Entry, one: Element) -> None:
        once(entry, name, words(one, "type"))
        entry[f"{name}_detail"] = _kind(one)

    return reading


def _content(entry: Entry, one: Element) -> None:
    once(entry, "content", [{"value": words(one, "type"), **_kind(one)}])


def _link(entry: Entry, one: Element) -> None:
    if len(one) or set(one.keys()) - _LINK:
        raise NotPlain
    link = {
        "rel": one.get("rel", "alternate").lower(),
        "type": one.get("type", "text/html").lower(),
        "href": whole(one.get("href", "")),
    }
    entry.setdefault("links", []).append(link)


def _author(entry: Entry, one: Element) -> None:
    """A person; one without a name is for feedparser to make something of."""
    person: dict[str, str] = {}
    for part in one:
        if part.tag not in _PERSON or len(part) or part.keys():
            raise NotPlain
        once(person, _PERSON[part.tag], (part.text or "").strip())
    if one.keys() or not person.get("name") or len(person["name"]) > NAME_TEXT:
        raise NotPlain
    entry.setdefault("authors", []).append(person)


def _word(name: str) -> Callable[[Entry, Element], None]:
    return lambda entry, one: once(entry, name, words(one))


_READINGS: dict[Any, Callable[[Entry, Element], None]] = {
    f"{_ATOM}id": _word("id"),
    f"{_ATOM}title": _construct("title"),
    f"{_ATOM}summary": _construct("summary"),
    f"{_ATOM}content": _content,
    f"{_ATOM}link": _link,
    f"{_ATOM}author": _author,
    f"{_ATOM}published": _word("published"),
    f"{_ATOM}updated": _word("updated"),
}
