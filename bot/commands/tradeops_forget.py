"""`tradeops forget`: delete all that is known of this server or workspace, at once."""

from datetime import datetime

from bot.commands import Means
from bot.model.command import Call, Command, Reply
from bot.model.errors import TellUser
from bot.model.message import Action, Look

COMMAND = Command(
    name="tradeops forget",
    summary="Delete all that the bot knows of this server or workspace, at once",
    administers=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Asks first; the button then does it."""
    channel = call.channel
    if channel.space is None:
        raise TellUser("This channel belongs to no server or workspace; nothing is kept of one.")
    if call.values.get("of") != "yes":
        asked = "Subscriptions, own watches, mutes and settings of this whole server are deleted."
        yes = Action("Delete all", call.command, {"of": "yes"}, Look.DANGER)
        return Reply((asked,), actions=(yes,))
    await means.tx.spaces.forget(channel.platform, channel.space)
    return Reply(("All that was known of this server is deleted.",), replaces=True)
