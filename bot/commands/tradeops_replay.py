"""`tradeops replay`: send an alert again that could not be sent."""

from datetime import datetime

from bot.commands import Means
from bot.model.command import Call, Command, Option, Reply
from bot.model.errors import TellUser
from bot.model.message import Strong

COMMAND = Command(
    name="tradeops replay",
    summary="Send an alert again that could not be sent",
    options=(
        Option("id", "Its name in 'tradeops deliveries'; 'all' for every one", required=True),
    ),
    administers=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """What is sent again."""
    name = str(call.values["id"]).strip()
    names = [name]
    if name == "all":
        names = [one.id for one in await means.tx.deliveries.dead_letters(10_000)]
    again = [one for one in names if await means.tx.deliveries.replay(one, now)]
    if not again:
        raise TellUser(f"There is no unsent alert '{name}'; see '/tradeops deliveries'.")
    return Reply((Strong(str(len(again))), " will be sent again now."))
