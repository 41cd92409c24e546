"""One entry as feedparser reads it, to an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.model.feed import Feed
from bot.model.item import Item
from bot.sources.dates import from_text
from bot.text.html import is_markup, plain, tidy
from bot.text.urls import web

Raw = Mapping[str, Any]
# RFC 4287, section 4.2.7.2: a registered name may also be written as an address.
_ALTERNATE = frozenset(("alternate", "http://www.iana.org/assignments/relation/alternate"))
_HTML = frozenset(("text/html", "application/xhtml+xml"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What an entry inherits from its document."""

    feed: Feed
    url: str  # of the document: relative links count from it
    title: str
    atom: bool
    author: str | None = None
    language: str | None = None


def item(raw: Raw, frame: Frame) -> Item:
    """The item that an entry is; its key is still to be settled by identity.py."""
    raw = dict(raw)  # what the entry states: feedparser's own kind of dict also knows substitutes
    content, text = _content(raw)
    guid = str(raw.get("id") or "").strip()
    source = _source(raw)
    title = _plain(raw.get("title"), raw.get("title_detail"), frame.atom)
    published, updated = _dates(raw, frame.atom)
    return Item(
        feed=frame.feed.slug,
        key=_enclosure(raw, frame) or "",
        title=title.removesuffix(f" - {source}") if source else title,  # as Google News has it
        text=text,
        source=source or frame.feed.title or frame.title,
        tier=frame.feed.tier,
        url=_link(raw, frame),
        guid=guid or None,
        published=published,
        updated=updated,
        author=author(raw) or frame.author,
        content=content,
        language=frame.language,
    )


def author(raw: Raw) -> str | None:
    """Who wrote it: every name, else what is written in their place."""
    people: Sequence[Raw] = raw.get("authors") or ()
    names = [_name(str(person.get("name") or person.get("email") or "")) for person in people]
    listed = ", ".join(dict.fromkeys(name for name in names if name))
    return listed or _name(str(raw.get("author") or "")) or None


def _name(written: str) -> str:
    """A name without the address beside it: "ann@wire.example (Ann)", "Ann <ann@wire.example>"."""
    text = plain(written) if is_markup(written) else tidy(written)
    if "@" not in text:
        return text.replace("\n", " ")
    words = [word.strip("()<>[],") for word in text.split()]
    name = " ".join(word for word in words if word and "@" not in word)
    return name or words[0].removeprefix("mailto:")


def _plain(value: object, detail: Raw | None, atom: bool) -> str:
    """A text construct as one line of plain text. RSS does not say what it is: it is looked at."""
    text = str(value or "")
    kind = (detail or {}).get("type", "text/plain")
    markup = kind in _HTML or (not atom and is_markup(text))
    return (plain(text) if markup else tidy(text)).replace("\n", " ")


def _content(raw: Raw) -> tuple[str, str]:
    """The fullest content of an entry as published, and as plain text."""
    found = [(str(part.get("value") or ""), part.get("type")) for part in raw.get("content") or ()]
    if raw.get("encoded"):  # `content:encoded` without its namespace
        found.append((str(raw["encoded"]), "text/html"))
    summary = str(raw.get("summary") or "")
    if summary:
        found.append((summary, (raw.get("summary_detail") or {}).get("type", "text/html")))
    for value, kind in found:
        if value.strip():
            return value, _text(value, kind)
    return "", ""


def _text(value: str, kind: str | None) -> str:
    if kind in _HTML or (kind != "text/plain" and is_markup(value)):
        return plain(value)
    return tidy(value)


def _link(raw: Raw, frame: Frame) -> str | None:
    """The entry's own page. An Atom id is no link, nor is a guid that is not an address."""
    links: Sequence[Raw] = raw.get("links") or ()
    alternates = [one for one in links if one.get("rel") in _ALTERNATE and one.get("href")]
    pages = [one for one in alternates if one.get("type") in (None, *_HTML)] or alternates
    if pages:
        found = (web(str(page["href"]), frame.url) for page in pages)
        return next((url for url in found if url), None)
    link = "" if frame.atom else str(raw.get("link") or "").strip()
    return web(link)  # a guid that stands for the link: it must be a whole address


def _enclosure(raw: Raw, frame: Frame) -> str | None:
    for link in raw.get("links") or ():
        if link.get("rel") == "enclosure" and link.get("href"):
            return web(str(link["href"]), frame.url)
    return None


def _source(raw: Raw) -> str:
    return tidy(str((raw.get("source") or {}).get("title") or "")).replace("\n", " ")


def _dates(raw: Raw, atom: bool) -> tuple[datetime | None, datetime | None]:
    """When it was published and updated. RSS 1.0 has one date for both (`dc:date`)."""
    published, created, updated = (
        from_text(str(raw.get(name) or "")) for name in ("published", "created", "updated")
    )
    published = published or created
    return (published or (None if atom else updated)), updated
