"""Documents of the US Federal Register (https://www.federalregister.gov/developers).

The feed's URL holds the conditions (`documents.json?conditions[agencies][]=...`); the fields are
asked for here, since the API gives few of them by itself and RSS gives neither docket nor dates.
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
EMPTY_404 = True  # the API answers 404 where nothing matches
PER_PAGE = 100

_FIELDS = (
    *("document_number", "publication_date", "title", "type", "abstract", "html_url", "citation"),
    *("action", "dates", "effective_on", "comments_close_on", "signing_date", "docket_ids"),
    *("cfr_references", "executive_order_number", "proclamation_number", "agencies"),
    *("correction_of", "raw_text_url", "pdf_url"),
)


def request(feed: Feed, state: FeedState) -> Request:
    """The newest documents under the feed's conditions, in one request."""
    wishes = {"fields[]": _FIELDS, "order": "newest", "per_page": str(PER_PAGE)}
    url = asked(feed.url, wishes)
    return Request(url, "application/json", state.validators, asked_of(state))


def read(feed: Feed, response: Response) -> Page:
    """The page of an answer; empty where nothing matches. Raises Unreadable."""
    return Page(feed.title, tuple(_item(feed, raw) for raw in results(response)))


def _item(feed: Feed, raw: dict[str, Any]) -> Item:
    link = word(raw, "html_url")
    date = word(raw, "publication_date")
    abstract = plain(word(raw, "abstract"))
    return Item(
        feed=feed.slug,
        key="",
        title=line(raw, "title"),
        text="\n".join(part for part in (abstract, _facts(raw)) if part),
        source=feed.title,
        tier=Tier.OFFICIAL,
        url=web(link) if link else None,
        # numbers were used twice before 2016, so the date is part of the identity (A1)
        guid=f"{word(raw, 'document_number')}@{date}",
        published=from_text(date),
        author=", ".join(listed(raw, "agencies")) or None,
        content=word(raw, "abstract"),
        language="en",
    )


def _facts(raw: dict[str, Any]) -> str:
    """What the register states beside the abstract, a plain sentence each."""
    return sentences(
        numbered(word(raw, "document_number")),
        word(raw, "type"),
        word(raw, "citation"),
        dockets(listed(raw, "docket_ids")),
        ", ".join(_cfr(raw)),
        _stated("Executive Order {}", word(raw, "executive_order_number")),
        _stated("Proclamation {}", word(raw, "proclamation_number")),
        _stated("Correction of {}", numbered(word(raw, "correction_of"))),
        _stated("Action: {}", word(raw, "action")),
        _stated("Signed on {}", word(raw, "signing_date")),
        _stated("Effective on {}", word(raw, "effective_on")),
        _stated("Comments close on {}", word(raw, "comments_close_on")),
        plain(word(raw, "dates")),
    )


def _stated(sentence: str, value: str) -> str:
    return sentence.format(value) if value else ""


def _cfr(raw: dict[str, Any]) -> list[str]:
    found = raw.get("cfr_references")
    return [
        f"{one.get('title')} CFR {one.get('part')}"
        for one in (found if isinstance(found, list) else ())
        if isinstance(one, dict) and one.get("title") and one.get("part")
    ]
