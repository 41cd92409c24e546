"""`watch remove`: end a subscription of the channel."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.wishes import CHANNEL, WATCH, wish_of
from bot.model.command import Call, Command, Reply
from bot.model.message import Span, Strong
from bot.model.watch import Watch

COMMAND = Command(
    name="watch remove",
    summary="Stop posting alerts of a watch in a channel",
    options=(WATCH, CHANNEL),
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what the channel is no longer told."""
    wish, watch = await wish_of(call, means)
    await means.tx.subscriptions.remove(wish.channel, watch.slug)
    said: list[Span] = ["No more alerts of ", Strong(watch.name), " here. What was posted stays."]
    if await _is_forgotten(watch, means):
        said.append(f" Its rule was your own and is forgotten: {watch.rule[:1_000]}")
    return Reply(tuple(said))


async def _is_forgotten(watch: Watch, means: Means) -> bool:
    """Forget a watch that somebody made with 'watch add' and no channel is told of any more."""
    if watch.made_by is None:
        return False
    if any(wish.watch == watch.slug for wish in await means.tx.subscriptions.all()):
        return False
    return await means.tx.watches.remove(watch.slug)
