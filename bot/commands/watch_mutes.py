"""`watch mutes`: what a channel is not told of just now."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.muting import told
from bot.commands.parts.rows import fitting
from bot.commands.parts.wishes import CHANNEL, channel_of
from bot.model.command import Call, Command, Reply
from bot.model.message import Action, Strong
from bot.model.watch import Mute

_BUTTONS = 5  # a row of buttons: https://discord.com/developers/docs/components/reference

COMMAND = Command(
    name="watch mutes",
    summary="What a channel is not told of just now, and until when",
    options=(CHANNEL,),
    manages=True,
    reads=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A line each, with buttons that take the first few back."""
    channel = channel_of(call)
    mutes = await means.tx.mutes.of_channel(channel, now)
    if not mutes:
        return Reply(("Nothing is muted in this channel.",))
    rows = fitting([(*told(mute), "\n") for mute in mutes])
    return Reply(
        (Strong("Muted here"), "\n", *rows), actions=tuple(_undo(mute) for mute in mutes[:_BUTTONS])
    )


def _undo(mute: Mute) -> Action:
    values = {"what": mute.what, "kind": str(mute.kind), "channel": mute.channel.id}
    return Action(f"Unmute {mute.what}"[:75], "watch unmute", values)
