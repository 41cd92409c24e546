"""`watch mutes`: what a channel is not told of just now."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.muting import told
from bot.commands.parts.wishes import CHANNEL, channel_of
from bot.model.command import Call, Command, Reply
from bot.model.message import Action, Span, Strong
from bot.model.watch import Mute

_BUTTONS = 5  # a row of buttons: https://discord.com/developers/docs/components/reference
_SHOWN = 40

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
    lines: list[Span] = [Strong("Muted here"), "\n"]
    for mute in mutes[:_SHOWN]:
        lines += [*told(mute), "\n"]
    if len(mutes) > _SHOWN:
        lines.append(f"and {len(mutes) - _SHOWN} more\n")
    return Reply(tuple(lines), actions=tuple(_undo(mute) for mute in mutes[:_BUTTONS]))


def _undo(mute: Mute) -> Action:
    values = {"what": mute.what, "kind": str(mute.kind), "channel": mute.channel.id}
    return Action(f"Unmute {mute.what}"[:75], "watch unmute", values)
