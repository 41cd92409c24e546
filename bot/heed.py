"""What follows from news of a platform: a channel that is gone, a message that was deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.message import Message
from bot.model.news import ChannelGone, News, PostDeleted, SpaceJoined, SpaceLeft
from bot.model.watch import Channel, Mute, MuteKind
from bot.store.store import Transaction

REMEMBERED = timedelta(days=30)  # after the bot was removed from a server or workspace
BUTTONS = timedelta(days=30)  # that a button of an answer works whose call was kept
REMOVED = "The bot was removed from the server."
DELETED = "its message was deleted"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that one person is to be told, once, where that is possible."""

    platform: str
    user: str
    message: Message


async def heed(tx: Transaction, news: News, now: datetime) -> Sequence[Notice]:
    """Keep what follows from a piece of news, and get who is to be told of it."""
    match news:
        case ChannelGone(channel, why):
            return await close(tx, channel, why)
        case SpaceLeft(platform, space):
            await tx.spaces.left(platform, space, now)
            await tx.subscriptions.pause_space(platform, space, REMOVED)
            await tx.deliveries.close_space(platform, space, REMOVED)
        case SpaceJoined(platform, space):
            if await tx.spaces.joined(platform, space):
                await tx.subscriptions.resume_space(platform, space, REMOVED)
        case PostDeleted(channel, ref):
            if story := await tx.posts.deleted(channel, ref):
                await silence(tx, channel, story, now)
    return ()


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget what is over: mutes, buttons of old answers, and servers that removed the bot."""
    await tx.mutes.purge(now)
    await tx.calls.purge(now - BUTTONS)
    for platform, space in await tx.spaces.left_before(now - REMEMBERED):
        await tx.spaces.forget(platform, space)


async def close(tx: Transaction, channel: Channel, why: str) -> list[Notice]:
    """Nothing can be posted in a channel: its subscriptions are paused, nothing more is tried.

    Whoever made one that was not paused yet is to be told. Events and stories stay.
    """
    running = [one for one in await tx.subscriptions.of_channel(channel) if one.paused is None]
    await tx.subscriptions.pause(channel, why)
    await tx.deliveries.close(channel, why)
    await tx.posts.close(channel)
    makers = dict.fromkeys(one.made_by for one in running if one.made_by)
    watches = ", ".join(one.watch for one in running)
    return [Notice(channel.platform, user, _stopped(channel, why, watches)) for user in makers]


def _stopped(channel: Channel, why: str, watches: str) -> Message:
    return Message(
        "Alerts in one of your channels are paused",
        body=(
            f"{why} Channel {channel.id} no longer gets: {watches}. When the bot may post there "
            "again, 'watch resume' in that channel goes on; what happened meanwhile is in "
            "'trade latest'.",
        ),
    )


async def silence(tx: Transaction, channel: Channel, story: str, now: datetime) -> None:
    """Somebody deleted a story's message in a channel: it is not told there any more."""
    why = f"muted: {DELETED}"
    await tx.mutes.put(Mute(channel, MuteKind.STORY, story, reason=DELETED, made_at=now))
    await tx.deliveries.hush(channel, story, why)
