"""The button *Cancel*: what was shown is not kept."""

from datetime import datetime

from bot.commands import Means
from bot.model.command import Call, Command, Reply, Surface

COMMAND = Command(
    name="watch leave",
    summary="Do not keep what was shown",
    surface=Surface.BUTTON,
    manages=True,
    reads=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence in the place of the question."""
    return Reply(("Nothing was kept.",), replaces=True)
