"""What follows from news of a platform: a channel that is gone, a message that was deleted."""

from datetime import datetime

from bot.model.news import ChannelGone, News, PostDeleted, SpaceJoined, SpaceLeft
from bot.model.watch import Mute, MuteKind
from bot.store.store import Transaction

REMOVED = "The bot was removed from the server."


async def heed(tx: Transaction, news: News, now: datetime) -> None:
    """Keep what follows from a piece of news."""
    match news:
        case ChannelGone(channel, why):
            await tx.subscriptions.pause(channel, why)
        case SpaceLeft(platform, space):
            await tx.spaces.left(platform, space, now)
            await tx.subscriptions.pause_space(platform, space, REMOVED)
        case SpaceJoined(platform, space):
            if await tx.spaces.joined(platform, space):
                await tx.subscriptions.pause_space(platform, space, None)
        case PostDeleted(channel, ref):
            if story := await tx.posts.deleted(channel, ref):
                why = "its message was deleted"
                await tx.mutes.put(Mute(channel, MuteKind.STORY, story, reason=why, made_at=now))
