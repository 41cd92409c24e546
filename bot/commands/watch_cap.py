"""`watch cap`: how many alerts a day a channel gets at once."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means
from bot.commands.parts.wishes import CHANNEL, channel_of
from bot.model.command import Call, Command, Option, OptionKind, Reply

MOST = 500

COMMAND = Command(
    name="watch cap",
    summary="At most so many alerts a day in a channel; the rest comes in the next digest",
    options=(
        Option("per_day", "How many; 0 for no cap", OptionKind.NUMBER, required=True, low=0,
               high=MOST),
        CHANNEL,
    ),
    manages=True,
)  # fmt: skip


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says how many come."""
    channel, cap = channel_of(call), int(call.values["per_day"])
    settings = await means.tx.channel_settings.get(channel)
    await means.tx.channel_settings.put(channel, replace(settings, cap=cap or None))
    if not cap:
        return Reply(("This channel has no cap any more.",))
    return Reply((f"At most {cap} alerts a day here; the rest comes in the next digest.",))
