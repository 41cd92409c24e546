"""The button *Wrong figure?*: says what is wrong, for administrators to look at."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.pressed import pressed
from bot.model.command import Call, Command, Form, Option, Reply, Surface
from bot.model.delivery import Mark, MarkKind
from bot.model.errors import TellUser

TEXT = "text"
LONGEST = 1000

COMMAND = Command(
    name="wrong",
    summary="Say that a figure of a measure is wrong",
    surface=Surface.BUTTON,
    writes=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Asks what is wrong; then keeps it, once, and the story's posts say that it is looked at."""
    story, channel = await pressed(call, means)
    if TEXT not in call.values:
        return Reply((), form=_form(call))
    text = " ".join(str(call.values[TEXT]).split())[:LONGEST]
    if not text:
        raise TellUser("Say in a few words which figure is wrong, and where the right one stands.")
    mark = Mark(MarkKind.WRONG, story.id, story.revision, channel, call.user, now, text)
    for one in await means.tx.marks.of_stories([story.id]):
        if (one.kind, one.user, one.text, one.settled) == (mark.kind, mark.user, text, False):
            return Reply((f"This is report {one.id} already; an administrator will look at it.",))
    number = await means.tx.marks.add(mark)
    await means.tx.posts.refresh(story.id, channel, now)
    return Reply((f"Thank you: this is report {number}, and an administrator will look at it.",))


def _form(call: Call) -> Form:
    asked = Option(TEXT, "Which figure is wrong, and what is right?", required=True)
    return Form(
        "Wrong figure", COMMAND.name, (asked,), {"of": call.values["of"]}, long=frozenset({TEXT})
    )
