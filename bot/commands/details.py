"""The button *Details*: all figures of a story with their words, its versions, who looked at it."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.card import whole
from bot.commands.parts.lines import lines
from bot.commands.parts.pages import cut, page_of, paged
from bot.commands.parts.pressed import pressed
from bot.model.command import Call, Command, Reply, Surface

SIZE = 10

COMMAND = Command(
    name="details",
    summary="All figures of a measure with the words they were read from",
    surface=Surface.BUTTON,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A story whole, or of a digest every measure in it, a line each."""
    if told := await means.tx.digests.told(str(call.values.get("of", ""))):
        shown, more = cut(told, page_of(call), SIZE)
        return paged(call, tuple(lines(shown, means.labels)), more=more)
    story, channel = await pressed(call, means)
    marks = [one for one in await means.tx.marks.of_stories([story.id]) if one.is_seen(channel)]
    return Reply((), whole(story, means.labels, marks))
