"""JSON Feed 1.0 and 1.1 documents to pages (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from bot.model.feed import Feed
from bot.model.item import Hints, Item, Page
from bot.sources.dates import from_text
from bot.sources.decode import text_of
from bot.sources.outline import ITEMS
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable
from bot.text.html import plain, tidy
from bot.text.urls import web


def read(feed: Feed, response: Response) -> Page:
    """The page that a JSON Feed document is. Raises Unreadable with one sentence."""
    document = loaded(response)
    listed = document.get("items") if isinstance(document, dict) else None
    if not isinstance(listed, list) and "jsonfeed.org" not in _version(document):
        raise Unreadable("this JSON document is not a feed")
    people = _people(document)
    items = [
        _item(feed, response.url, raw, document, people)
        for raw in (listed if isinstance(listed, list) else [])[:ITEMS]
        if isinstance(raw, dict)
    ]
    title = _line(document.get("title"))
    return Page(title, tuple(items), Hints(expired=document.get("expired") is True))


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


def _version(document: Any) -> str:
    return _text(document.get("version")) if isinstance(document, dict) else ""


def _id(value: object) -> str | None:
    """An id as a string: numbers are coerced, as the specification asks."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _people(raw: dict[str, Any]) -> str | None:
    """Names of `authors` (1.1), else of `author` (1.0)."""
    listed = raw.get("authors")
    people = listed if isinstance(listed, list) and listed else [raw.get("author")]
    names = [_line(one.get("name")) for one in people if isinstance(one, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


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
