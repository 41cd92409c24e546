"""*Explain this alert*: why a message of the bot was sent here, or whether a link is known."""

from datetime import datetime

from bot.commands import Means, trade_why
from bot.model.command import Call, Command, Reply, Surface
from bot.model.errors import TellUser

COMMAND = Command(
    name="explain",
    summary="Explain this alert",  # what the menu of a message shows
    surface=Surface.MESSAGE,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """What `trade why` says of the story that the message tells, or of the link in it."""
    values = call.values
    if "of" in values and (story := await means.tx.deliveries.story_of(str(values["of"]))):
        asked = {"id": story}
    elif "url" in values:
        asked = {"url": str(values["url"])}
    else:
        raise TellUser("This message is no alert of mine, and there is no link in it.")
    return await trade_why.run(Call("trade why", call.channel, call.user, asked), means, now)
