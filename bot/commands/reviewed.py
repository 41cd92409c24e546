"""The button *Reviewed*: stamps a story with who looked at it, and when."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.pressed import pressed
from bot.model.command import Call, Command, Reply, Surface
from bot.model.delivery import Mark, MarkKind

COMMAND = Command(
    name="reviewed",
    summary="Stamp a measure as reviewed by you",
    surface=Surface.BUTTON,
    writes=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Keeps the stamp once a person and version; every post of the story in this space shows it."""
    story, channel = await pressed(call, means)
    mark = Mark(MarkKind.REVIEWED, story.id, story.revision, channel, call.user, now)
    kept = await means.tx.marks.of_stories([story.id])
    if any(_is_same(one, mark) for one in kept):
        return Reply((f"You reviewed #{story.id} v{story.revision} already.",))
    await means.tx.marks.add(mark)
    await means.tx.posts.refresh(story.id, channel, now)
    return Reply((f"#{story.id} v{story.revision} is reviewed by you; its message will show it.",))


def _is_same(one: Mark, other: Mark) -> bool:
    """Whether a person stamped this version in this space before."""
    said = (one.kind, one.revision, one.user) == (other.kind, other.revision, other.user)
    return said and one.is_seen(other.channel)
