"""`watch list`: what the channel watches, what else it asks for, and what else there is."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.settings import told_settings
from bot.commands.parts.wishes import CHANNEL, all_watches, channel_of, told_how, visible
from bot.model.command import Call, Command, Reply
from bot.model.message import Span, Strong

_OTHERS = 40  # lines

COMMAND = Command(
    name="watch list",
    summary="What a channel watches, and the presets that there are",
    options=(CHANNEL,),
    manages=True,
    reads=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Short lists: watched here, its settings, and further watches."""
    channel = channel_of(call)
    wishes = {each.watch: each for each in await means.tx.subscriptions.of_channel(channel)}
    watches, seen = await all_watches(means), await visible(channel, means)
    lines: list[Span] = [Strong("Watched here"), "\n" if wishes else ": nothing yet\n"]
    for slug, wish in wishes.items():
        name = watches[slug].name if slug in watches else ""
        lines += [Strong(slug), f" {name}, {told_how(wish)}\n"]
    settings = await means.tx.channel_settings.get(channel)
    mutes = await means.tx.mutes.of_channel(channel, now)
    lines += [f"{said}\n" for said in told_settings(settings)]
    lines += [f"{len(mutes)} muted; 'watch mutes' names them.\n"] if mutes else []
    others = [watch for slug, watch in seen.items() if slug not in wishes]
    lines += [Strong("To add"), "\n"] if others else []
    for watch in others[:_OTHERS]:
        lines += [Strong(watch.slug), f" {watch.name}\n"]
    if len(others) > _OTHERS:
        lines.append(f"and {len(others) - _OTHERS} more\n")
    return Reply(tuple(lines))
