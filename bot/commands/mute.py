"""The button *Mute story*: no more of this story in this channel for a day."""

from datetime import datetime, timedelta

from bot.commands import Means
from bot.commands.parts.pressed import pressed
from bot.model.command import Call, Command, Reply, Surface
from bot.model.message import Action, Moment
from bot.model.watch import Mute, MuteKind

LASTS = timedelta(hours=24)
UNDO = "undo"

COMMAND = Command(
    name="mute",
    summary="Tell no more of a measure in this channel for 24 hours",
    surface=Surface.BUTTON,
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Mutes, or by the button of its own answer takes that back."""
    story, channel = await pressed(call, means)
    if UNDO in call.values:
        await means.tx.mutes.remove(channel, MuteKind.STORY, story.id)
        return Reply((f"#{story.id} is told here again.",), replaces=True)
    until, why = now + LASTS, "by the button of its message"
    mute = Mute(channel, MuteKind.STORY, story.id, until, why, call.user, now)
    await means.tx.mutes.put(mute)
    await means.tx.deliveries.hush(channel, story.id, "muted by the button of its message")
    undo = Action("Undo", COMMAND.name, {**call.values, UNDO: "yes"})
    said = (f"#{story.id} is not told here until ", Moment(until, day_only=False), ".")
    return Reply((*said, " Its message is still kept up to date."), actions=(undo,))
