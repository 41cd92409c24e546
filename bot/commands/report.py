"""*Report wrong figure*: the button *Wrong figure?* in the menu of a message."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means, wrong
from bot.model.command import Call, Command, Reply, Surface
from bot.model.errors import TellUser

COMMAND = Command(
    name="report",
    summary="Report wrong figure",  # what the menu of a message shows
    surface=Surface.MESSAGE,
    writes=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Asks what is wrong, as the button does."""
    if "of" not in call.values:
        raise TellUser("This message is no alert of mine.")
    return await wrong.run(replace(call, command=wrong.COMMAND.name), means, now)
