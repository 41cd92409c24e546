"""`feeds test`: what would be read of a feed, and which watches would take it."""

from datetime import datetime

from bot.commands import Means, Reach
from bot.commands.parts.intake import Seen, asked
from bot.commands.parts.preview import previews
from bot.model.command import Call, Command, Option, OptionKind, Reply
from bot.model.message import Span, Strong

DEFAULT, MOST = 5, 15

COMMAND = Command(
    name="feeds test",
    summary="What would be read of a feed, and which watches would take it; nothing is kept",
    options=(
        Option("url", "The address of a feed, or the name of one that is read", required=True),
        Option("n", "How many items", OptionKind.NUMBER, low=1, high=MOST),
    ),
    administers=True,
    reads=True,
)


async def look(call: Call, reach: Reach) -> Seen:
    """What the feed says, asked before the transaction."""
    return await asked(call, reach, known=False)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A line an item, the newest first."""
    seen = means.seen
    assert isinstance(seen, Seen)  # noqa: S101 - what `look` gave
    many = int(call.values.get("n", DEFAULT))
    items = seen.found.pull.items[-many:]
    tried = previews(items, seen.intake.lens, seen.intake.watches(), now)
    spans: list[Span] = [
        Strong(seen.found.feed.title),
        f": {len(seen.found.pull.items)} items; the newest:\n",
    ]
    return Reply((*spans, *(f"{one.line(means.labels)}\n" for one in tried)))
