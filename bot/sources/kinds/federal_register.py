"""Documents of the US Federal Register (https://www.federalregister.gov/developers).

The feed's URL holds the conditions (`documents.json?conditions[agencies][]=...`); the fields are
asked for here, since the API gives few of them by itself and RSS gives neither docket nor dates.
"""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.model.feed import Feed, FeedState, Tier
from bot.model.item import Item, Page
from bot.sources.dates import from_text
from bot.sources.json_feed import loaded
from bot.sources.request import Request, Response
from bot.sources.state import asked_of
from bot.sources.unreadable import Unreadable
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
    return Request(_url(feed.url), "application/json", state.validators, asked_of(state))


def read(feed: Feed, response: Response) -> Page:
    """The page of an answer; empty where nothing matches. Raises Unreadable."""
    if response.status == 404:
        return Page(feed.title, ())
    document = loaded(response)
    if not isinstance(document, dict) or document.get("errors"):
        raise Unreadable(f"the Federal Register refuses the query: {_errors(document)}")
    found = document.get("results") or []
    items = [_item(feed, raw) for raw in found if isinstance(raw, dict) and _number(raw)]
    return Page(feed.title, tuple(items))


def _url(text: str) -> str:
    parts = urlsplit(text)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    names = {name for name, _ in asked}
    if "fields[]" not in names:
        asked += [("fields[]", name) for name in _FIELDS]
    if "order" not in names:
        asked.append(("order", "newest"))
    if "per_page" not in names:
        asked.append(("per_page", str(PER_PAGE)))
    return urlunsplit(parts._replace(query=urlencode(asked, safe="[]")))


def _item(feed: Feed, raw: dict[str, Any]) -> Item:
    abstract = plain(_text(raw, "abstract"))
    link = _text(raw, "html_url")
    return Item(
        feed=feed.slug,
        key="",
        title=plain(_text(raw, "title")).replace("\n", " "),
        text="\n".join(line for line in (abstract, *_facts(raw)) if line),
        source=feed.title,
        tier=Tier.OFFICIAL,
        url=web(link) if link else None,
        # numbers were used twice before 2016, so the date is part of the identity (A1)
        guid=f"{_number(raw)}@{_text(raw, 'publication_date')}",
        published=from_text(_text(raw, "publication_date")),
        author=", ".join(_agencies(raw)) or None,
        content=_text(raw, "abstract"),
        language="en",
    )


def _facts(raw: dict[str, Any]) -> list[str]:
    """What the register states beside the abstract, a plain sentence each."""
    known = [
        (f"Document {_number(raw)}", True),
        (_text(raw, "type"), True),
        (_text(raw, "citation"), True),
        (_dockets(raw), True),
        (", ".join(_cfr(raw)), True),
        (f"Executive Order {_text(raw, 'executive_order_number')}", _has(raw, "executive_order")),
        (f"Proclamation {_text(raw, 'proclamation_number')}", _has(raw, "proclamation")),
        (f"Correction of {_text(raw, 'correction_of')}", bool(_text(raw, "correction_of"))),
        (f"Action: {_text(raw, 'action').rstrip('.')}", bool(_text(raw, "action"))),
        (f"Signed on {_text(raw, 'signing_date')}", bool(_text(raw, "signing_date"))),
        (f"Effective on {_text(raw, 'effective_on')}", bool(_text(raw, "effective_on"))),
        (
            f"Comments close on {_text(raw, 'comments_close_on')}",
            bool(_text(raw, "comments_close_on")),
        ),
        (plain(_text(raw, "dates")).rstrip("."), True),
    ]
    return [" ".join(f"{words}." for words, stated in known if stated and words)]


def _has(raw: dict[str, Any], name: str) -> bool:
    return bool(_text(raw, f"{name}_number"))


def _cfr(raw: dict[str, Any]) -> list[str]:
    found = raw.get("cfr_references")
    return [
        f"{one.get('title')} CFR {one.get('part')}"
        for one in (found if isinstance(found, list) else ())
        if isinstance(one, dict) and one.get("title") and one.get("part")
    ]


def _agencies(raw: dict[str, Any]) -> list[str]:
    found = raw.get("agencies")
    names = [
        str(one.get("name") or one.get("raw_name") or "")
        for one in (found if isinstance(found, list) else ())
        if isinstance(one, dict)
    ]
    return [name for name in names if name]


def _dockets(raw: dict[str, Any]) -> str:
    """The dockets; most, but not all, are written with the word before them."""
    words = ", ".join(_list(raw, "docket_ids"))
    return words if not words or words.startswith("Docket") else f"Docket {words}"


def _list(raw: dict[str, Any], name: str) -> list[str]:
    found = raw.get(name)
    return [str(one) for one in found if one] if isinstance(found, list) else []


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    return str(value).strip() if isinstance(value, str | int) else ""


def _number(raw: dict[str, Any]) -> str:
    return _text(raw, "document_number")


def _errors(document: Any) -> str:
    errors = document.get("errors") if isinstance(document, dict) else document
    return plain(str(errors))[:200].replace("\n", " ")
