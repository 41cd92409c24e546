"""A delivery: one alert to one channel, with its outcome; and a post: what a channel shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.alert import Alert
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


@dataclass(frozen=True, slots=True)
class Post:
    """What a channel shows of a story: the platform's message and the revision that it tells."""

    story: str
    channel: Channel
    ref: str  # the platform's id of the message
    revision: int
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A claimed delivery with all that is needed to word and send it."""

    delivery: Delivery
    story: Story  # as it now stands; on a further try as the first one told it
    before: Story | None  # one revision before the alert's; None for a first one
    post: Post | None  # the channel's message of this story, if it has one
    tries: int  # 1 for the first try
    last_attempt_at: datetime | None = None  # of an earlier try whose end we do not know


@dataclass(frozen=True, slots=True)
class Revision:
    """A claimed edit: a post that tells an older revision than the story now has."""

    post: Post
    story: Story  # as it now stands
    told: Story  # as the post tells it
    tries: int = 1  # of this edit; 1 for the first try


@dataclass(frozen=True, slots=True)
class Digest:
    """A claimed digest: the stories that a channel is told of in one message."""

    id: str  # the idempotence key on every platform
    channel: Channel
    stories: tuple[Story, ...]  # as they now stand, in the order of their alerts
    tries: int  # 1 for the first try
