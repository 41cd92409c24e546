"""What is asked of a server and what it answered: the words between kinds, http and pull."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.feed import Validators

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Request:
    """One polite question. Validators are sent byte for byte (RFC 9110, section 13.1)."""

    url: str
    accept: str = FEED_TYPES
    validators: Validators = field(default_factory=Validators)
    asked_of: str | None = None  # the URL that gave the validators, where not `url` (redirects)
    delta: bool = False  # RFC 3229: we can make use of a 226 with only what is new


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, redirects followed. Header names are in lower case."""

    url: str  # the last one asked: relative links count from it
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = True  # False: the transfer was cut, `body` is what had come
    moved: tuple[int, ...] = ()  # the status of each redirect on the way
    conditional: bool = False  # whether this last address was asked "is it still that?"
    closed: float | None = None  # seconds for which its host wants to be left alone

    @property
    def content_type(self) -> str:
        """As sent; empty where the server does not say."""
        return self.headers.get("content-type", "")


class Trouble(StrEnum):
    """Why there is no answer, as far as it matters for when to ask again."""

    NETWORK = "network"  # no name, no connection, no answer in time
    REFUSED = "refused"  # we will not ask this address
    BROKEN = "broken"  # an answer that breaks the rules or our limits
    WAITING = "waiting"  # the host has asked to be left alone for a while: nothing was sent


class Failed(Exception):
    """A request came to nothing; `str(error)` is one sentence for the operator."""

    def __init__(self, trouble: Trouble, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.wait = wait  # seconds, for WAITING
