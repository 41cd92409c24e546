"""News from a platform: what changed there without our doing."""

from dataclasses import dataclass

from bot.model.watch import Channel


@dataclass(frozen=True, slots=True)
class ChannelGone:
    """A channel was deleted, or the bot may not post there any more."""

    channel: Channel
    why: str  # one sentence


@dataclass(frozen=True, slots=True)
class SpaceLeft:
    """The bot was removed from a server or workspace."""

    platform: str
    space: str


@dataclass(frozen=True, slots=True)
class SpaceJoined:
    """The bot is in a server or workspace: newly, or again."""

    platform: str
    space: str


@dataclass(frozen=True, slots=True)
class PostDeleted:
    """Somebody deleted a message; it may have been one of ours."""

    channel: Channel
    ref: str


News = ChannelGone | SpaceLeft | SpaceJoined | PostDeleted
