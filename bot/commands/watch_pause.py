"""`watch pause`: tell nothing of a watch, or of any, until it is resumed."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means
from bot.commands.parts.wishes import CHANNEL, WATCH, channel_of, wish_of
from bot.model.command import Call, Command, Reply
from bot.model.errors import TellUser
from bot.model.message import Strong

BY_HAND = "by 'watch pause'"

COMMAND = Command(
    name="watch pause",
    summary="Tell nothing of a watch in a channel, or of all of them, until 'watch resume'",
    options=(replace(WATCH, required=False), CHANNEL),
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what is paused."""
    goes_on = " Events are still kept; 'watch resume' goes on."
    if "watch" in call.values:
        wish, watch = await wish_of(call, means)
        await means.tx.subscriptions.put(replace(wish, paused=wish.paused or BY_HAND))
        return Reply((Strong(watch.name), " is paused here.", goes_on))
    count = 0
    for wish in await means.tx.subscriptions.of_channel(channel_of(call)):
        count += wish.paused is None
        await means.tx.subscriptions.put(replace(wish, paused=wish.paused or BY_HAND))
    if not count:
        raise TellUser("Nothing is told in this channel, so there is nothing to pause.")
    return Reply((f"All {count} watches of this channel are paused.", goes_on))
