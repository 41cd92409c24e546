"""`watch digest`: when a channel gets what it wants in one message."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means
from bot.commands.parts.settings import days, minutes, told_settings, zone
from bot.commands.parts.wishes import CHANNEL, channel_of
from bot.model.command import Call, Command, Option, OptionKind, Reply
from bot.model.errors import TellUser
from bot.model.watch import ChannelSettings, DigestTime, Mode

COMMAND = Command(
    name="watch digest",
    summary="When a channel gets its digest: what is told so, was held, or was beyond the cap",
    options=(
        Option("at", "When, as in 08:00"),
        Option("days", "On which: mon-fri, mon, daily"),
        Option("timezone", "As in Europe/Berlin", suggests="zone"),
        Option("when_empty", "A day without news", choices=("skip", "one-line")),
        Option("off", "No digest any more", OptionKind.FLAG),
        CHANNEL,
    ),
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says when the digest comes, and of which watches."""
    channel = channel_of(call)
    settings = await means.tx.channel_settings.get(channel)
    wishes = await means.tx.subscriptions.of_channel(channel)
    told_so = [wish.watch for wish in wishes if wish.mode is not Mode.INSTANT]
    if call.values.get("off"):
        await means.tx.channel_settings.put(channel, replace(settings, digest=None))
        left = f" Told in it were: {', '.join(told_so)}; 'watch edit' changes that."
        return Reply((f"This channel has no digest any more.{left if told_so else ''}",))
    changed = _changed(settings, call)
    await means.tx.channel_settings.put(channel, changed)
    said = told_settings(replace(changed, quiet=None, cap=None))[0]
    hint = "" if told_so else " No watch is told in it yet; 'watch edit mode:digest' does that."
    return Reply((said + hint,))


def _changed(settings: ChannelSettings, call: Call) -> ChannelSettings:
    """The settings with what was given; what was not stays as it was."""
    values, was = call.values, settings.digest
    at = minutes(str(values["at"])) if "at" in values else (was.at if was else None)
    if at is None:
        raise TellUser("Say when the digest comes: at 08:00.")
    digest = replace(was or DigestTime(at), at=at)
    if "days" in values:
        digest = replace(digest, days=days(str(values["days"])))
    if "when_empty" in values:
        digest = replace(digest, when_empty=values["when_empty"] == "one-line")
    named = zone(str(values["timezone"])) if "timezone" in values else settings.zone
    return replace(settings, digest=digest, zone=named)
