"""`tradeops health`: whether the bot lives, what waits, and what is in trouble."""

from datetime import datetime
from importlib.metadata import version

from bot import health
from bot.commands import Means
from bot.model.command import Call, Command, Reply
from bot.model.delivery import MarkKind
from bot.model.message import Span, Strong

_SHOWN = 8

COMMAND = Command(
    name="tradeops health",
    summary="Whether the bot lives, what waits to be sent, and what is in trouble",
    administers=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A few lines: sign of life, queue, feeds in trouble, reports that are open."""
    tx = means.tx
    try:
        alive = await health.examine(tx, now)
    except health.Unhealthy as error:
        alive = str(error)
    platforms = {one.channel.platform for one in await tx.subscriptions.all()}
    spans: list[Span] = [
        Strong(f"Tollbell {version('tollbell')}"),
        f"\n{alive}\n{await tx.deliveries.pending(platforms)} alerts wait to be sent.\n",
    ]
    dead = await tx.deliveries.dead_letters(100)
    spans.append(f"{len(dead)} could not be sent: '/tradeops deliveries'.\n" if dead else "")
    reports = await tx.marks.open(MarkKind.WRONG, 100)
    spans.append(
        f"{len(reports)} figures are said to be wrong: '/tradeops reports'.\n" if reports else ""
    )
    return Reply((*spans, *await _feeds(means)))


async def _feeds(means: Means) -> list[Span]:
    """The feeds that did not answer well the last time, a line each."""
    feeds = [feed for feed in await means.tx.feeds.all() if feed.enabled]
    states = [(feed, await means.tx.feeds.state(feed.slug)) for feed in feeds]
    failing = [(feed, state) for feed, state in states if state.failures]
    spans: list[Span] = [f"{len(feeds) - len(failing)} of {len(feeds)} feeds answer well.\n"]
    for feed, state in failing[:_SHOWN]:
        spans += [Strong(feed.slug), f": {state.error or 'failed'} ({state.failures}×)\n"]
    return spans + ([f"and {len(failing) - _SHOWN} more\n"] if len(failing) > _SHOWN else [])
