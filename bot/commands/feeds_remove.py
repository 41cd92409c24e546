"""`feeds remove`: one feed less for the bot to read."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts import feeds as desk
from bot.model.command import Call, Command, Option, Reply
from bot.model.message import Strong

COMMAND = Command(
    name="feeds remove",
    summary="Read a feed no more; what it brought stays",
    options=(Option("feed", "Its name, as 'feeds list' shows it", required=True, suggests="feed"),),
    administers=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what is read no more."""
    feed = await desk.remove(means.tx, str(call.values["feed"]))
    return Reply((Strong(feed.title), f" ({feed.slug}) is read no more. What it brought stays."))
