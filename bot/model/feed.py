"""A feed: a place that publishes, and what we remember of asking it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Tier(StrEnum):
    """Who speaks, best first; `official` is a government's or a gazette's own publication."""

    OFFICIAL = "official"
    WIRE = "wire"
    PRESS = "press"
    BLOG = "blog"


@dataclass(frozen=True, slots=True)
class Feed:
    """A place that publishes: what it is called, where it is, who stands behind it."""

    slug: str
    url: str
    title: str  # the publisher's name, as an alert shows it
    kind: str = "syndication"  # a module of bot/sources/kinds/
    tier: Tier = Tier.PRESS
    jurisdiction: str | None = None  # ISO 3166-1 alpha-2 or EU, of an official publisher
    language: str | None = None  # BCP 47; None where the feed does not keep to one
    enabled: bool = True
    verified: str | None = None  # date and kind of the evidence that this address works
    min_interval: int | None = None  # seconds; the operator's own floor, at the operator's risk


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "is it still that?", byte for byte (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """What we remember of asking a feed; what is due is a column, `next_check_at`.

    Times are aware and in UTC. `extra` holds what only one part of `sources` needs (learned
    redirects, identity mode, ...), as plain JSON values.
    """

    validators: Validators = Validators()
    body_hash: str | None = None  # of the last complete body; None until one came
    next_check_at: datetime | None = None  # None: never asked, so due at once
    last_poll_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    interval: float | None = None  # seconds; the adaptive interval now in use
    failures: int = 0  # in a row
    error: str | None = None  # the last failure in one sentence; None after a success
    extra: dict[str, object] = field(default_factory=dict)
