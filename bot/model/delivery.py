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
    SENT = "sent"
    DEAD = "dead"  # given up, with a reason that an administrator can read


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert to one channel; unique by (alert, channel)."""

    id: str  # derived from alert and channel: the idempotence key on every platform
    alert: Alert
    channel: Channel
    matches: tuple[Match, ...]  # why this channel gets it
    due_at: datetime
    ping: str | None = None  # the role or user group to ping with it
    held: str | None = None  # why it waits for the channel's digest: quiet, cap, digest

    @property
    def loud(self) -> bool:
        """Whether the whole channel hears of it, were it a follow-up in a thread."""
        return self.alert.reason in (Reason.STATUS, Reason.CORRECTION)


@dataclass(frozen=True, slots=True)
class Post:
    """What a channel shows of a story: the platform's message and the revision that it tells."""

    story: str
    channel: Channel
    ref: str  # the platform's id of the message
    revision: int
    matches: tuple[Match, ...] = ()
    delivery: str | None = None  # Delivery.id that made it; None: an older version did


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


@dataclass(frozen=True, slots=True)
class Revision:
    """A claimed edit: a post that tells an older revision than the story now has."""

    post: Post
    story: Story  # as it now stands
    told: Story  # as the post tells it
    tries: int = 1  # of this edit; 1 for the first try
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A claimed digest: the stories that a channel is told of in one message."""

    id: str  # the idempotence key on every platform
    channel: Channel
    stories: tuple[Story, ...]  # as they now stand, in the order of their alerts
    tries: int  # 1 for the first try
    first_attempt_at: datetime | None = None  # of earlier tries; None: this is the first
