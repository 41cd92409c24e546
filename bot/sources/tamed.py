"""feedparser without what it does too much: a text that was made safe for it, to its reading.

Its dates are read in dates.py and its names in entry.py, from the text as published: there it takes
a year of thirteen months, and `.example` for `.exam` with a name of "ple" after it.
"""

import io
from functools import lru_cache
from typing import Any

import feedparser
from feedparser import api, datetimes, mixin

from bot.sources.unreadable import Unreadable

_HEADERS = {"content-type": "application/xml; charset=utf-8"}


class Choked(Unreadable):
    """feedparser raised on a document."""


def parsed(text: str, url: str) -> Any:
    """feedparser's reading of an XML text that was found at a URL. Raises Choked.

    It is handed a file-like object, since it would open a string as a file or an address (P3).
    """
    try:
        return feedparser.parse(
            io.BytesIO(text.encode()),
            response_headers={**_HEADERS, "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # P2: whatever it raises is the document's fault
        raise Choked("the parser cannot make anything of this document") from error


def _name_as_written(self: Any, key: str = "author") -> None:
    """Keep the words of a plain author: its expression for addresses is quadratic (#580)."""
    context = self._get_context()
    detail = context.get(f"{key}s", [{}])[-1]
    if not detail and context.get(key):
        detail["name"] = context[key]


# An id is compared as it was written (RFC 4287, section 4.2.6.1), so it must not be resolved.
mixin._FeedParserMixin.can_be_relative_uri.discard("id")
mixin._FeedParserMixin._sync_author_detail = _name_as_written
mixin.make_safe_absolute_uri = lru_cache(64)(mixin.make_safe_absolute_uri)  # once for every tag
datetimes._date_handlers.clear()
api.PREFERRED_XML_PARSERS = []  # it looks for another one, which is nowhere, at every document
