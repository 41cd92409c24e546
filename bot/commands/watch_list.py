"""`watch list`: what the channel watches, what else it asks for, and what else there is."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.rows import fitting
from bot.commands.parts.settings import told_settings
from bot.commands.parts.wishes import CHANNEL, all_watches, channel_of, told_how, visible
from bot.model.command import Call, Command, Reply
from bot.model.message import Strong, Text

_HERE, _OTHERS = 700, 800  # characters

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
    here: list[Text] = [
        (Strong(slug), f" {watches[slug].name}, {told_how(wish)}\n")
        for slug, wish in wishes.items()
        if slug in watches
    ]
    others: list[Text] = [
        (Strong(slug), f" {watch.name}\n") for slug, watch in seen.items() if slug not in wishes
    ]
    settings = told_settings(await means.tx.channel_settings.get(channel))
    if mutes := await means.tx.mutes.of_channel(channel, now):
        settings.append(f"{len(mutes)} muted; 'watch mutes' names them.")
    return Reply(
        (
            Strong("Watched here"), "\n" if here else ": nothing yet\n", *fitting(here, _HERE),
            *(f"{said}\n" for said in settings),
            *((Strong("To add"), "\n") if others else ()), *fitting(others, _OTHERS),
        )
    )  # fmt: skip
