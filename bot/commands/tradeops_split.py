"""`tradeops split`: an item that tells of another measure gets a story of its own."""

from datetime import datetime

from bot.commands import Means
from bot.model.command import Call, Command, Option, Reply
from bot.model.message import Strong
from bot.regroup import split

COMMAND = Command(
    name="tradeops split",
    summary="Take an item out of a measure that it does not tell of; what comes later obeys",
    options=(
        Option("id", "The measure: its name after #", required=True, suggests="story"),
        Option("item", "The item: its address, or its id", required=True),
    ),
    administers=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Both stories as they now are; posts are edited quietly."""
    name, item = str(call.values["id"]), str(call.values["item"]).strip()
    left, alone = await split(means.tx, name, item, call.user, now, means.known.parents())
    told = " is told alone by it now; "
    return Reply((Strong(f"#{alone.id}"), told, Strong(f"#{left.id}"), " goes on without it."))
