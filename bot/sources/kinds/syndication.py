"""RSS 0.9x, 1.0 and 2.0, RDF, Atom and whatever else a feed's address gives."""

from bot.model.feed import Feed, FeedState
from bot.model.item import Page
from bot.sources import document
from bot.sources.request import FEED_TYPES, Request, Response
from bot.sources.state import asked_of

SLICED = True  # items that were read before are cut out of a document (P8)


def request(feed: Feed, state: FeedState) -> Request:
    """One conditional GET that also takes a document of only what is new (RFC 3229)."""
    return Request(feed.url, FEED_TYPES, state.validators, asked_of(state), delta=True)


def read(feed: Feed, response: Response) -> Page:
    """The page of a feed document. Raises Unreadable."""
    return document.read(feed, response)
