"""`watch quiet`: hours in which a channel is not disturbed."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means
from bot.commands.parts.settings import days, minutes, told_settings, zone
from bot.commands.parts.wishes import CHANNEL, channel_of
from bot.model.alert import Severity
from bot.model.command import Call, Command, Option, OptionKind, Reply
from bot.model.errors import TellUser
from bot.model.watch import ChannelSettings, Quiet

COMMAND = Command(
    name="watch quiet",
    summary="Hours in which a channel is not disturbed; what falls into them comes as one digest",
    options=(
        Option("from", "When they begin, as in 22:00"),
        Option("to", "When they end, as in 07:00"),
        Option("days", "On which they begin: mon-fri, sat,sun, daily"),
        Option("timezone", "As in Europe/Berlin", suggests="zone"),
        Option("bypass", "What comes all the same", choices=("none", *map(str, Severity))),
        Option("off", "No quiet hours any more", OptionKind.FLAG),
        CHANNEL,
    ),
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says when the channel is quiet."""
    channel = channel_of(call)
    settings = await means.tx.channel_settings.get(channel)
    if call.values.get("off"):
        await means.tx.channel_settings.put(channel, replace(settings, quiet=None))
        return Reply(("This channel has no quiet hours any more.",))
    changed = _changed(settings, call)
    await means.tx.channel_settings.put(channel, changed)
    return Reply((told_settings(replace(changed, digest=None, cap=None))[0],))


def _changed(settings: ChannelSettings, call: Call) -> ChannelSettings:
    """The settings with what was given; what was not stays as it was."""
    values, was = call.values, settings.quiet
    begins = minutes(str(values["from"])) if "from" in values else (was.begins if was else None)
    ends = minutes(str(values["to"])) if "to" in values else (was.ends if was else None)
    if begins is None or ends is None:
        raise TellUser("Say when the quiet hours begin and end: from 22:00 to 07:00.")
    if begins == ends:
        raise TellUser("Quiet hours that end when they begin would be none; 'watch pause' stops.")
    quiet = replace(was or Quiet(begins, ends), begins=begins, ends=ends)
    if "days" in values:
        quiet = replace(quiet, days=days(str(values["days"])))
    if "bypass" in values:
        above = str(values["bypass"])
        quiet = replace(quiet, bypass=None if above == "none" else Severity(above))
    named = zone(str(values["timezone"])) if "timezone" in values else settings.zone
    return replace(settings, quiet=quiet, zone=named)
