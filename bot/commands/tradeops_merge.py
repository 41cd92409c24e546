"""`tradeops merge`: two stories that tell of one measure become one."""

from datetime import datetime

from bot.commands import Means
from bot.model.command import Call, Command, Option, Reply
from bot.model.message import Strong
from bot.regroup import merge

COMMAND = Command(
    name="tradeops merge",
    summary="Make two measures that are one into one; what comes later obeys",
    options=(
        Option("a", "The one that stays: its name after #", required=True, suggests="story"),
        Option("b", "The one that becomes a part of it", required=True, suggests="story"),
    ),
    administers=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """What stays; its posts are edited quietly."""
    one, other = str(call.values["a"]), str(call.values["b"])
    after = await merge(means.tx, one, other, call.user, now, means.known.parents())
    told = f" now tells both, with {len(after.sources)} sources. Its posts are edited."
    return Reply((Strong(f"#{after.id}"), told))
