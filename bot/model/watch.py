"""A watch: a named rule; and a subscription: a channel's wish to be told what it takes."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.alert import Severity


@dataclass(frozen=True, slots=True)
class Watch:
    """A named rule. `slug` is its name for machines, `name` and `summary` are for people."""

    slug: str
    name: str
    summary: str
    rule: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Why:
    """One clause of a rule that was satisfied, and what satisfied it.

    `fact` is the clause as written (`from:CN`, `chip*`); `value` what the story states or the item
    says; `quote` the words, where there are some. Words of a rule say where in the item they were
    found: `item.body[start:end] == quote`.
    """

    fact: str
    value: str
    quote: str | None = None
    start: int | None = None  # None: satisfied by a fact
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Why a watch took an alert."""

    watch: str  # Watch.slug
    version: int
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """A room on a platform; `space` is the server or workspace around it, where there is one."""

    platform: str
    id: str
    space: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's wish: to be told what a watch takes, from a severity floor upwards."""

    channel: Channel
    watch: str  # Watch.slug
    floor: Severity = Severity.LOW
    made_by: str | None = None  # the platform's user id; None where the configuration made it
    made_at: datetime | None = None
