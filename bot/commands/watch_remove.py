"""`watch remove`: end a subscription of the channel."""

from datetime import datetime

from bot.commands import Means
from bot.model.command import Call, Command, Option, Reply
from bot.model.errors import TellUser
from bot.model.message import Strong

COMMAND = Command(
    name="watch remove",
    summary="Stop posting alerts of a watch in this channel",
    options=(Option("watch", "The name that 'watch list' shows", required=True),),
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what the channel is no longer told."""
    slug = str(call.values["watch"])
    if not await means.tx.subscriptions.remove(call.channel, slug):
        here = [each.watch for each in await means.tx.subscriptions.of_channel(call.channel)]
        raise TellUser(f"This channel does not watch '{slug}'; it watches {_list(here)}.")
    return Reply(("No more alerts of ", Strong(slug), " here. What was posted stays."))


def _list(names: list[str]) -> str:
    return ", ".join(names) or "nothing"
