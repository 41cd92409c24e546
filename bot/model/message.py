"""A message: what any platform can show. Text is spans, so that feed text is never markup.

A platform's `render.py` escapes every plain string and writes the other spans in its own way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

OptionValue = str | int | bool


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Struck:
    """Text that no longer holds."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str  # http(s) only


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, shown in the reader's own zone where the platform can."""

    at: datetime  # aware
    day_only: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the platform, by the platform's id; named, never pinged."""

    id: str


Span = str | Strong | Struck | Link | Moment | Person
Text = tuple[Span, ...]


class Tone(StrEnum):
    """Direction and certainty as one of four colours; each platform also shows the shape."""

    RESTRICTIVE = "restrictive"  # and official: red, ▲
    UNCONFIRMED = "unconfirmed"  # restrictive, not official: amber, ▲
    LIBERALISING = "liberalising"  # green, ▼
    PROCEDURAL = "procedural"  # neutral, mixed or unclear: grey, ◆


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: Text
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that a value was read from, and who wrote them."""

    text: str
    source: str
    url: str | None = None


class Look(StrEnum):
    """How a button looks."""

    PLAIN = "plain"
    GOOD = "good"  # goes on with what was asked
    DANGER = "danger"  # takes something away


@dataclass(frozen=True, slots=True)
class Action:
    """A button: a call that is made when it is pressed, or a link."""

    label: str  # at most 75 characters
    command: str = ""  # Command.name
    values: Mapping[str, OptionValue] = field(default_factory=dict)
    look: Look = Look.PLAIN
    url: str | None = None  # http(s); a link calls nothing


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel sees; budgets and limits are the platform's business, not the wording's."""

    title: str
    badge: str = ""  # kind · status · severity
    tone: Tone = Tone.PROCEDURAL
    url: str | None = None
    body: Text = ()
    fields: tuple[Field, ...] = ()
    quotes: tuple[Quote, ...] = ()
    footer: str = ""
    at: datetime | None = None
    actions: tuple[Action, ...] = ()
    ping: str | None = None  # the role or user group that is to be pinged with it
    loud: bool = False  # a follow-up that the whole channel may see, where a platform has threads
