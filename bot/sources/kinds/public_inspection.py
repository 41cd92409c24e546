"""Documents that are filed with the US Federal Register and not published yet.

https://www.federalregister.gov/developers/documentation/api/v1: a document is on public inspection
a day or more before it is published, under the number that it keeps. The text names that number as
the published document's does, so that both tell one story.
"""

from typing import Any

from bot.model.feed import Feed, FeedState, Tier
from bot.model.item import Item, Page
from bot.sources.dates import from_text
from bot.sources.register import (
    asked,
    dockets,
    line,
    listed,
    numbered,
    results,
    sentences,
    word,
)
from bot.sources.request import Request, Response
from bot.sources.state import asked_of
from bot.text.html import plain
from bot.text.urls import web

FLOOR = 900.0  # S2: an official API is asked every 15 minutes at most
EMPTY_404 = True  # nothing is on inspection on some days

_FIELDS = (
    *("document_number", "publication_date", "filed_at", "filing_type", "title", "type"),
    *("toc_subject", "toc_doc", "subject_1", "subject_2", "subject_3", "excerpts"),
    *("editorial_note", "agencies", "docket_numbers", "html_url", "pdf_url"),
)


def request(feed: Feed, state: FeedState) -> Request:
    """All that is on inspection now, in one request."""
    url = asked(feed.url, {"fields[]": _FIELDS})
    return Request(url, "application/json", state.validators, asked_of(state))


def read(feed: Feed, response: Response) -> Page:
    """The page of an answer; empty where nothing is on inspection. Raises Unreadable."""
    return Page(feed.title, tuple(_item(feed, raw) for raw in results(response)))


def _item(feed: Feed, raw: dict[str, Any]) -> Item:
    link = word(raw, "html_url") or word(raw, "pdf_url")
    words = (plain(word(raw, name)) for name in ("excerpts", "editorial_note"))
    return Item(
        feed=feed.slug,
        key="",
        title=_title(raw),
        text="\n".join(part for part in (*words, _facts(raw)) if part),
        source=feed.title,
        tier=Tier.OFFICIAL,
        url=web(link) if link else None,
        guid=word(raw, "document_number"),
        published=from_text(word(raw, "filed_at")),
        author=", ".join(listed(raw, "agencies")) or None,
        content=word(raw, "excerpts"),
        language="en",
    )


def _title(raw: dict[str, Any]) -> str:
    """The title, or what the table of contents will have in its place."""
    parts = [line(raw, name) for name in ("toc_subject", "subject_1", "subject_2", "subject_3")]
    return line(raw, "title") or ": ".join(dict.fromkeys(part for part in parts if part))


def _facts(raw: dict[str, Any]) -> str:
    planned = word(raw, "publication_date")
    return sentences(
        numbered(word(raw, "document_number")),
        word(raw, "type"),
        dockets(listed(raw, "docket_numbers")),
        f"Scheduled to be published on {planned}" if planned else "",
    )
