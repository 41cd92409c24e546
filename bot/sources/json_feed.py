"""JSON Feed 1.0 and 1.1 documents to pages (https://www.jsonfeed.org/version/1.1/)."""

import contextlib
import json
import re
from typing import Any

from bot.model.feed import Feed
from bot.model.item import Hints, Item, Page
from bot.sources.dates import from_text
from bot.sources.decode import text_of
from bot.sources.outline import ITEMS
from bot.sources.request import Response
from bot.sources.unreadable import CUT, DAMAGED, Unreadable
from bot.text.html import plain, tidy
from bot.text.urls import web

_DECODER = json.JSONDecoder(strict=False)
_ITEMS = re.compile(r'"items"\s{0,99}:\s{0,99}\[')
_SPACE = re.compile(r"[\s,]*+")
# What a feed of version 1.1 states of itself; a publisher's own words begin with a line.
_WORDS = frozenset(
    (
        *("version", "title", "home_page_url", "feed_url", "description", "user_comment"),
        *("next_url", "icon", "favicon", "author", "authors", "language", "expired", "hubs"),
    )
)


def read(feed: Feed, response: Response) -> Page:
    """The page that a JSON Feed document is. Raises Unreadable with one sentence."""
    document, fault = _readable(response)
    if not isinstance(document, dict) or not _is_feed(document):
        raise Unreadable("this JSON document is not a feed")
    listed = document.get("items")
    entries = [raw for raw in listed if _is_entry(raw)] if isinstance(listed, list) else []
    people = _people(document)
    items = [_item(feed, response.url, raw, document, people) for raw in entries[:ITEMS]]
    long = f"the document is too long; its first {ITEMS} items were kept"
    return Page(
        _line(document.get("title")),
        tuple(items),
        Hints(expired=document.get("expired") is True),
        long if len(entries) > ITEMS else fault,
    )


def _readable(response: Response) -> tuple[Any, str | None]:
    """The value of a body; of a broken one as much as stands before the break, and what is wrong.

    Raises Unreadable where that is not even the head of a feed (P10).
    """
    try:
        return loaded(response), None if response.complete else CUT
    except Unreadable:
        found = _before_the_break(text_of(response.body, response.content_type))
        if found is None:
            raise
        return found, DAMAGED if response.complete else CUT


def _before_the_break(text: str) -> dict[str, Any] | None:
    """The feed without the first item that cannot be read, and without all that follows it."""
    start = _ITEMS.search(text)
    if start is None:
        return None
    try:
        document: dict[str, Any] = json.loads(text[: start.end()] + "]}", strict=False)
    except (ValueError, RecursionError):
        return None  # these are the items of something within
    items: list[Any] = []
    place = start.end()
    with contextlib.suppress(ValueError, RecursionError):
        while len(items) <= ITEMS:
            item, place = _DECODER.raw_decode(text, _next(text, place))
            items.append(item)
    return {**document, "items": items} if items else None


def _next(text: str, place: int) -> int:
    """Where the next value begins."""
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _is_entry(raw: object) -> bool:
    """Whether it is an item; one whose id is none is, if it says anything else."""
    if not isinstance(raw, dict):
        return False
    return len(raw) > 1 or not isinstance(raw.get("id"), list | dict)


def _is_feed(document: dict[str, Any]) -> bool:
    """Whether it is one, or has no items and nothing else that a feed would not have.

    An interface that refuses often answers in JSON too: `{"title": "Too many requests", ...}`.
    """
    if isinstance(document.get("items"), list) or "jsonfeed.org" in _text(document.get("version")):
        return True
    stated = {name for name in document if not name.startswith("_")}
    return bool(document) and stated <= _WORDS  # what begins with a line is an extension's


def loaded(response: Response) -> Any:
    """The JSON value of a body. Raises Unreadable with one sentence."""
    try:
        return json.loads(text_of(response.body, response.content_type), strict=False)
    except (ValueError, RecursionError) as error:
        cut = "" if response.complete else " (the transfer was cut)"
        raise Unreadable(f"this is not a readable JSON document{cut}") from error


def _item(feed: Feed, base: str, raw: dict[str, Any], document: Any, people: str | None) -> Item:
    html, text = _text(raw.get("content_html")), _text(raw.get("content_text"))
    summary = _text(raw.get("summary"))
    content = html or text or summary
    read_text = plain(html) if html else tidy(text or summary)
    links = (_text(raw.get("url")), _text(raw.get("external_url")))
    return Item(
        feed=feed.slug,
        key=_attachment(raw, base) or "",  # until identity.py settles it
        title=_line(raw.get("title")),
        text=read_text,
        source=feed.title or _line(document.get("title")),
        tier=feed.tier,
        url=next((url for link in links if link and (url := web(link, base))), None),
        guid=_id(raw.get("id")),
        published=from_text(_text(raw.get("date_published"))),
        updated=from_text(_text(raw.get("date_modified"))),
        author=_people(raw) or people,
        content=content,
        language=_text(raw.get("language")) or _text(document.get("language")) or feed.language,
    )


def _id(value: object) -> str | None:
    """An id as a string: "a number or other type" is coerced, as the specification asks."""
    if isinstance(value, str):
        return value.strip() or None
    return json.dumps(value) if isinstance(value, bool | int | float) else None


def _people(raw: dict[str, Any]) -> str | None:
    """Names of `authors` (1.1), else of `author` (1.0); one alone or a bare name is taken too."""
    listed = raw.get("authors") or raw.get("author")
    people = listed if isinstance(listed, list) else [listed]
    return ", ".join(dict.fromkeys(name for one in people if (name := _name(one)))) or None


def _name(one: object) -> str:
    if not isinstance(one, dict):
        return _line(one)
    address = _text(one.get("url"))
    mail = address.removeprefix("mailto:").partition("?")[0] if "mailto:" in address[:7] else ""
    return _line(one.get("name")) or _line(mail)


def _attachment(raw: dict[str, Any], base: str) -> str | None:
    files = raw.get("attachments")
    for one in files if isinstance(files, list) else ():
        if isinstance(one, dict) and (url := web(_text(one.get("url")), base)):
            return url
    return None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _line(value: object) -> str:
    return tidy(_text(value)).replace("\n", " ")
