"""`watch resume`: go on with a watch that was paused, or with all of them."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means, Reach
from bot.commands.parts.wishes import CHANNEL, WATCH, channel_of, check_rights, wish_of
from bot.model.command import Call, Command, Reply
from bot.model.errors import TellUser
from bot.model.message import Strong

COMMAND = Command(
    name="watch resume",
    summary="Go on with a watch that is paused in a channel, or with all of them",
    options=(replace(WATCH, required=False), CHANNEL),
    manages=True,
)


async def look(call: Call, reach: Reach) -> None:
    """Raises TellUser where the bot could not post."""
    await check_rights(call, reach)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what is told again."""
    since = " What moved in between is in 'trade latest'."
    if "watch" in call.values:
        wish, watch = await wish_of(call, means)
        if wish.paused is None:
            return Reply((Strong(watch.name), " is not paused here."))
        await means.tx.subscriptions.put(replace(wish, paused=None))
        return Reply((Strong(watch.name), " is told here again.", since))
    wishes = await means.tx.subscriptions.of_channel(channel_of(call))
    if all(wish.paused is None for wish in wishes):
        raise TellUser("Nothing is paused in this channel.")
    await means.tx.subscriptions.pause(channel_of(call), None)
    return Reply(("All watches of this channel are told again.", since))
