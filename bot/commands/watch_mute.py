"""`watch mute`: something that a channel does not want to be told of for a while."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.muting import meant, told, until
from bot.commands.parts.wishes import CHANNEL, channel_of
from bot.model.command import Call, Command, Option, Reply
from bot.model.message import Action
from bot.model.watch import Mute, MuteKind

DEFAULT = "24h"
_REASON = 200  # characters

COMMAND = Command(
    name="watch mute",
    summary="Tell nothing of a measure, country, law, source or word in a channel for a while",
    options=(
        Option("what", "#id, a country, a law, a source, or a word", required=True,
               suggests="story"),
        Option("for", "How long: 1h, 24h, 7d, until a day (2026-05-01), or ever; 24h unless given"),
        Option("kind", "What it is, where that is not clear", choices=tuple(MuteKind)),
        Option("reason", "Why; 'watch mutes' shows it"),
        CHANNEL,
    ),
    manages=True,
)  # fmt: skip


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """What is muted and until when, with a button that takes it back."""
    values = call.values
    kind = MuteKind(str(values["kind"])) if "kind" in values else None
    kind, what = await meant(str(values["what"]), kind, means)
    ends = until(str(values.get("for", DEFAULT)), now)
    reason = " ".join(str(values.get("reason", "")).split())[:_REASON]
    mute = Mute(channel_of(call), kind, what, ends, reason, call.user, now)
    await means.tx.mutes.put(mute)
    undo = {"what": what, "kind": str(kind), "channel": mute.channel.id}
    return Reply(("Muted here: ", *told(mute), ". Events are still kept."),
                 actions=(Action("Undo", "watch unmute", undo),))  # fmt: skip
