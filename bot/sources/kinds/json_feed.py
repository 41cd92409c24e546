"""JSON Feed 1.0 and 1.1, asked for by name."""

from bot.model.feed import Feed, FeedState
from bot.model.item import Page
from bot.sources import document
from bot.sources.request import Request, Response
from bot.sources.state import asked_of

_TYPES = "application/feed+json, application/json;q=0.9, */*;q=0.1"


def request(feed: Feed, state: FeedState) -> Request:
    """One conditional GET."""
    return Request(feed.url, _TYPES, state.validators, asked_of(state), delta=True)


def read(feed: Feed, response: Response) -> Page:
    """The page of a feed document. Raises Unreadable."""
    return document.read(feed, response)
