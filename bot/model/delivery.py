"""A delivery: one alert to one channel, with its outcome; and a post: what a channel shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.alert import Alert, Reason
from bot.model.story import Story
from bot.model.watch import Channel, Match


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"  # committed before the request: a crash leaves it to be recovered
    HELD = "held"  # waits for the channel's digest
    SENT = "sent"
    DEAD = "dead"  # given up, with a reason that an administrator can read
    MUTED = "muted"  # kept and not told, since the channel muted it


class Held(StrEnum):
    """Why alerts are told together."""

    DIGEST = "digest"  # the channel asked for it
    QUIET = "quiet"  # they fell into its quiet hours
    CAP = "cap"  # it had enough for that day
    STORM = "storm"  # too many came at once
    BACKLOG = "backlog"  # the bot or the platform was away


# A new figure or a conflict is edited in and told in the thread, and rings for nobody.
_RINGING = frozenset({Reason.NEW, Reason.STATUS, Reason.CONFIRMED, Reason.CORRECTION})


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert to one channel; unique by (alert, channel)."""

    id: str  # derived from alert and channel: the idempotence key on every platform
    alert: Alert
    channel: Channel
    matches: tuple[Match, ...]  # why this channel gets it
    due_at: datetime
    ping: str | None = None  # the role or user group to ping with it
    held: Held | None = None  # why it waits for the channel's digest; None: it is told alone
    again_at: datetime | None = None  # when the digest tells it once more; None: never
    muted: str | None = None  # why it is not told, in a few words; None: it is told

    @property
    def loud(self) -> bool:
        """Whether the whole channel hears of it, were it a follow-up in a thread."""
        return self.alert.reason in (Reason.STATUS, Reason.CORRECTION)

    @property
    def rings(self) -> bool:
        """Whether the role is pinged again for a channel that shows the story already."""
        return self.alert.reason in _RINGING


@dataclass(frozen=True, slots=True)
class Post:
    """What a channel shows of a story: the platform's message and the revision that it tells."""

    story: str
    channel: Channel
    ref: str  # the platform's id of the message
    revision: int
    matches: tuple[Match, ...] = ()
    delivery: str | None = None  # Delivery.id that made it; None: an older version did
    look: str | None = None  # a digest of the message that it shows; None: not known


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that was given up, for an administrator to read and to send again."""

    id: str
    story: str
    channel: Channel
    at: datetime  # of the last try, or when it was due
    error: str


class MarkKind(StrEnum):
    REVIEWED = "reviewed"
    WRONG = "wrong"  # somebody says that a figure is wrong


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person said of a story by a button: reviewed, or that a figure is wrong."""

    kind: MarkKind
    story: str
    revision: int
    channel: Channel  # where; all posts of the story in its space show it
    user: str
    at: datetime
    text: str = ""  # what is wrong
    id: int | None = None  # None: not kept yet
    settled: bool = False  # an administrator has looked at it

    def is_seen(self, channel: Channel) -> bool:
        """Whether it is shown in a channel: where it was made, and elsewhere in that space."""
        if self.channel.platform != channel.platform:
            return False
        same_space = channel.space is not None and self.channel.space == channel.space
        return same_space or self.channel.id == channel.id


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A claimed delivery with all that is needed to word and send it."""

    delivery: Delivery
    story: Story  # as it now stands; on a further try as the first one told it
    before: Story | None  # one revision before the alert's; None for a first one
    post: Post | None  # the channel's message of this story, if it has one
    tries: int  # 1 for the first try
    first_attempt_at: datetime | None = None  # of earlier tries; None: this is the first
    last_attempt_at: datetime | None = None  # of an earlier try whose end we do not know
    marks: tuple[Mark, ...] = ()
    muted: int = 0  # how many alerts the channel was not told of since the one before


@dataclass(frozen=True, slots=True)
class Revision:
    """A claimed edit: a post that shows less than we now know."""

    post: Post
    story: Story  # as it now stands
    due_at: datetime
    tries: int = 1  # of this edit; 1 for the first try
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A claimed digest: the stories that a channel is told of in one message."""

    id: str  # the idempotence key on every platform
    channel: Channel
    stories: tuple[Story, ...]  # as they now stand, in the order of their alerts
    why: Held
    tries: int  # 1 for the first try
    first_attempt_at: datetime | None = None  # of earlier tries; None: this is the first
