"""An item: one entry as published."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.feed import Tier


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as published, in plain text, with its identity within its feed.

    `source` is who says it (the feed's title, or the publisher that an aggregator names).
    `published` and `updated` are aware; None where the entry states none.
    """

    feed: str  # Feed.slug
    key: str  # identity within the feed, see bot/sources/identity.py
    title: str
    text: str  # plain; may be empty
    source: str
    tier: Tier = Tier.PRESS
    url: str | None = None  # http(s) only
    guid: str | None = None  # as published, only trimmed
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None
    content: str = ""  # as published (HTML or text)
    language: str | None = None  # BCP 47

    @property
    def id(self) -> str:
        """One name for the item in the whole bot: `feed/key`."""
        return f"{self.feed}/{self.key}"

    @property
    def body(self) -> str:
        """What is read: evidence offsets count in this string."""
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Hints:
    """When a document or a response asks to be polled again; None where it does not say."""

    ttl: float | None = None  # seconds: RSS ttl or sy:updatePeriod / sy:updateFrequency
    skip_hours: frozenset[int] = frozenset()  # 0-23, GMT
    skip_days: frozenset[int] = frozenset()  # Monday is 0
    expired: bool = False  # JSON Feed: the feed says that it is finished


@dataclass(frozen=True, slots=True)
class Page:
    """One feed document, read: its items in document order (the newest usually first)."""

    title: str
    items: tuple[Item, ...]
    hints: Hints = Hints()
    fault: str | None = None  # one sentence, where the document was damaged but items were kept
    # Hashes of what stands around the items, and of the text of every item: also of those that
    # were known before and are therefore not among `items`. Empty where that cannot be told.
    head: str = ""
    cuts: tuple[str, ...] = ()
