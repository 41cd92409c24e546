"""A feed document to a page, whatever the server calls it: the content decides (P9)."""

import re

from bot.model.feed import Feed
from bot.model.item import Page
from bot.sources import json_feed, xml_feed
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable

_JSON = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]{0,1024}[{\[]")


def read(feed: Feed, response: Response) -> Page:
    """The page of an RSS, RDF, Atom or JSON Feed document. Raises Unreadable."""
    if not response.body.strip():
        raise Unreadable("the document is empty")
    reading = json_feed.read if _JSON.match(response.body) else xml_feed.read
    return reading(feed, response)
