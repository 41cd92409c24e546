"""`watch list`: what the channel watches, and what else there is."""

from datetime import datetime

from bot.commands import Means
from bot.model.command import Call, Command, Reply
from bot.model.message import Span, Strong
from bot.model.watch import Subscription

COMMAND = Command(
    name="watch list",
    summary="What this channel watches, and the presets that there are",
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Two short lists: watched here, and further presets."""
    here = {each.watch: each for each in await means.tx.subscriptions.of_channel(call.channel)}
    watches = await means.tx.watches.all()
    watched = [watch for watch in watches if watch.slug in here]
    others = [watch for watch in watches if watch.slug not in here]
    lines: list[Span] = [Strong("Watched here"), "\n" if watched else ": nothing yet\n"]
    for watch in watched:
        lines += [Strong(watch.slug), f" {watch.name}{_floor(here[watch.slug])}\n"]
    lines.append(Strong("Presets to add"))
    lines.append("\n")
    for watch in others:
        lines += [Strong(watch.slug), f" {watch.name}\n"]
    return Reply(tuple(lines))


def _floor(subscription: Subscription) -> str:
    return f", from {subscription.floor} upwards" if subscription.floor.rank else ""
