"""What a button of an alert is about: the story that the message tells, and where it was told."""

from bot.commands import Means
from bot.model.command import Call
from bot.model.errors import TellUser
from bot.model.story import Story
from bot.model.watch import Channel


async def pressed(call: Call, means: Means) -> tuple[Story, Channel]:
    """The story as it now stands, and the channel of the message; a thread belongs to its channel.

    Raises TellUser where the bot no longer knows the message.
    """
    found = await means.tx.deliveries.place_of(str(call.values.get("of", "")))
    if found is None:
        raise TellUser("The bot no longer knows this message; 'trade latest' shows what is new.")
    return found
