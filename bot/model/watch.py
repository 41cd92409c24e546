"""A watch: a named rule; and a subscription: a channel's wish to be told what it takes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.alert import Certainty, Severity


@dataclass(frozen=True, slots=True)
class Watch:
    """A named rule. `slug` is its name for machines, `name` and `summary` are for people."""

    slug: str
    name: str
    summary: str
    rule: str
    version: int = 1
    space: str | None = None  # `PLATFORM:SPACE` whose own it is; None: a preset, for everyone
    made_by: str | None = None  # the platform's user id; None: a file or the command line made it
    labels: tuple[tuple[str, str], ...] = ()  # what its user calls an entry: `hs:8541`, "chips"


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
    label: str = ""  # what the watch's user calls this entry


@dataclass(frozen=True, slots=True)
class Match:
    """Why a watch took an alert."""

    watch: str  # Watch.slug
    version: int
    why: tuple[Why, ...]


Place = tuple[str, str]  # a channel by platform and id


@dataclass(frozen=True, slots=True)
class Channel:
    """A room on a platform; `space` is the server or workspace around it, where there is one."""

    platform: str
    id: str
    space: str | None = None

    @property
    def place(self) -> Place:
        """What it is known by; the space around it is not a part of its name."""
        return self.platform, self.id


class Mode(StrEnum):
    """How a channel is told of what a watch takes."""

    INSTANT = "instant"
    DIGEST = "digest"  # in the channel's digest alone
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's wish: to be told what a watch takes, from a floor upwards."""

    channel: Channel
    watch: str  # Watch.slug
    floor: Severity = Severity.LOW
    made_by: str | None = None  # the platform's user id; None where the configuration made it
    made_at: datetime | None = None
    certainty: Certainty = Certainty.UNCONFIRMED  # the least that is told
    mode: Mode = Mode.INSTANT
    role: str | None = None  # to ping; None: nobody
    paused: str | None = None  # why nothing is told, in a sentence; None: it is told


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which a channel is not disturbed: what falls into them comes as one digest."""

    begins: int  # minutes after midnight in the channel's time zone
    ends: int  # before `begins`: on the next day
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  # on which they begin; 0 is Monday
    bypass: Severity | None = None  # from which severity on an alert comes all the same


@dataclass(frozen=True, slots=True)
class DigestTime:
    """When a channel gets its digest."""

    at: int  # minutes after midnight in the channel's time zone
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  # 0 is Monday
    when_empty: bool = False  # whether a day without news gets a line


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What a channel asks for, whatever the watch."""

    zone: str = "UTC"  # an IANA name
    quiet: Quiet | None = None
    digest: DigestTime | None = None
    cap: int | None = None  # alerts a day, beyond which they come in the next digest


class MuteKind(StrEnum):
    """What a mute silences."""

    STORY = "story"
    COUNTRY = "country"
    INSTRUMENT = "instrument"
    SOURCE = "source"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True)
class Mute:
    """Something that a channel does not want to be told of for a while."""

    channel: Channel
    kind: MuteKind
    what: str  # Story.id, a jurisdiction's or instrument's key, a source's name, a word
    until: datetime | None = None  # None: until it is taken back
    reason: str = ""
    made_by: str | None = None  # None: the bot did, since the message was deleted
    made_at: datetime | None = None
