"""`feeds add`: one more feed for the bot to read."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means, Reach
from bot.commands.parts import feeds as desk
from bot.commands.parts.intake import Seen, asked
from bot.model.command import Call, Command, Option, Reply
from bot.model.feed import Tier
from bot.model.message import Strong

COMMAND = Command(
    name="feeds add",
    summary="Read one more feed; it is asked once, and what it holds now is not told",
    options=(
        Option("url", "The address of an RSS, Atom or JSON feed", required=True),
        Option("title", "What alerts call it; as it calls itself, unless given"),
        Option("tier", "Who speaks there; press, unless given", choices=tuple(Tier)),
    ),
    administers=True,
)


async def look(call: Call, reach: Reach) -> Seen:
    """What the feed says, asked before the transaction."""
    return await asked(call, reach)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what is read from now on."""
    seen = means.seen
    assert isinstance(seen, Seen)  # noqa: S101 - what `look` gave
    tier = Tier(str(call.values.get("tier", Tier.PRESS)))
    feed = replace(seen.found.feed, tier=tier)
    items = tuple(replace(item, tier=tier) for item in seen.found.pull.items)
    found = replace(seen.found, feed=feed, pull=replace(seen.found.pull, items=items))
    await desk.add(means.tx, seen.intake.keep, found, now)
    return Reply(
        (Strong(feed.title), f" is read from now on, as {feed.slug}; it holds {len(items)} items.")
    )
