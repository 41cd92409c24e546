"""The button *Save*: the watch that was shown is kept, and the channel is told of it."""

from datetime import datetime

from bot.commands import Means, Reach
from bot.commands.parts.draft import draft_of, keep
from bot.commands.parts.wishes import check_rights
from bot.model.command import Call, Command, Reply, Surface

COMMAND = Command(
    name="watch keep",
    summary="Keep the watch that was shown",
    surface=Surface.BUTTON,
    manages=True,
)


async def look(call: Call, reach: Reach) -> None:
    """Raises TellUser where the bot can no longer post."""
    await check_rights(call, reach)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what the channel will be told."""
    return Reply(await keep(await draft_of(call, means, now), means, now), replaces=True)
