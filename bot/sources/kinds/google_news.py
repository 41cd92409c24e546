"""Searches of Google News: https://news.google.com/rss/search?q=...

A title ends with " - Publisher"; the link is an opaque one of Google's, another one each time; the
text is a list of headlines of other papers, whose figures are not this item's. So the publisher is
the source, an item is known by publisher and title, and there is no text.
"""

from dataclasses import replace

from bot.model.feed import Feed, FeedState
from bot.model.item import Item, Page
from bot.sources import document
from bot.sources.request import FEED_TYPES, Request, Response
from bot.sources.state import asked_of

FLOOR = 1800.0  # S2: its server does not honour validators
SLICED = True  # items that were read before are cut out of a document (P8)


def request(feed: Feed, state: FeedState) -> Request:
    """One GET of the search."""
    return Request(feed.url, FEED_TYPES, state.validators, asked_of(state))


def read(feed: Feed, response: Response) -> Page:
    """The page of a search. Raises Unreadable."""
    page = document.read(feed, response)
    return replace(page, items=tuple(_item(one, feed, page.title) for one in page.items))


def _item(item: Item, feed: Feed, title: str) -> Item:
    publisher, headline = item.source, item.title
    if publisher in (feed.title, title):  # none is named beside the title
        headline, _, publisher = item.title.rpartition(" - ")
    if not headline or not publisher:
        headline, publisher = item.title, item.source
    guid = f"{publisher}: {headline}"
    return replace(item, title=headline, source=publisher, guid=guid, text="")
