"""`trade show`: one story whole."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.card import whole
from bot.commands.parts.filters import SHARE
from bot.commands.parts.named import story_named
from bot.model.command import Call, Command, Option, Reply

COMMAND = Command(
    name="trade show",
    summary="One measure whole: all figures with their words, sources, history, who reviewed it",
    options=(
        Option("id", "The name after # on an alert", required=True, suggests="story"),
        SHARE,
    ),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """The card and all that is behind it."""
    story = await story_named(str(call.values["id"]), means)
    marks = [
        one for one in await means.tx.marks.of_stories([story.id]) if one.is_seen(call.channel)
    ]
    messages = whole(story, means.labels, marks)
    return Reply((), messages, private=not call.values.get("share", False))
