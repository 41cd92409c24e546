"""`tradeops feeds`: how every feed does."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.feed_list import listed
from bot.model.command import Call, Command, Reply

COMMAND = Command(
    name="tradeops feeds",
    summary="How the feeds do: those that fail, are silent, have moved or ended come first",
    administers=True,
    reads=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A line a feed."""
    return await listed(means, now)
