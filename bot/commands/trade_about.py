"""`trade about`: what the bot covers, how fresh it is, and what it is not."""

from datetime import datetime
from importlib.metadata import version

from bot.commands import Means
from bot.commands.parts.filters import SHARE
from bot.model.command import Call, Command, Reply
from bot.model.feed import Tier
from bot.model.message import Moment, Span, Strong

COMMAND = Command(
    name="trade about",
    summary="What the bot covers, its sources and how fresh they are, and what it is not",
    options=(SHARE,),
)
_SHOWN = 20


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Counts, the sources with their last item, and the disclaimer."""
    tx = means.tx
    feeds = [feed for feed in await tx.feeds.all() if feed.enabled]
    official = sum(feed.tier is Tier.OFFICIAL for feed in feeds)
    spans: list[Span] = [
        Strong(f"Tollbell {version('tollbell')}"),
        f": {await tx.stories.count()} measures from {await tx.items.count()} items of "
        f"{len(feeds)} feeds, {official} of them official.\n",
    ]
    for feed in feeds[:_SHOWN]:
        state = await tx.feeds.state(feed.slug)
        seen: tuple[Span, ...] = (Moment(state.last_new_at),) if state.last_new_at else ("never",)
        spans += [f"{feed.title} ({feed.tier}), last item ", *seen, "\n"]
    if len(feeds) > _SHOWN:
        spans.append(f"and {len(feeds) - _SHOWN} more\n")
    spans.append(
        "Figures are read by rules and quoted from their sources; check the quoted words. "
        "Information, not legal advice."
    )
    return Reply(tuple(spans), private=not call.values.get("share", False))
