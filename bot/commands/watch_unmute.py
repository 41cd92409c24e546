"""`watch unmute`: tell again what was muted."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.wishes import CHANNEL, channel_of, likely
from bot.model.command import Call, Command, Option, Reply
from bot.model.errors import TellUser
from bot.model.message import Strong
from bot.model.watch import Mute, MuteKind
from bot.watches.known import fold

COMMAND = Command(
    name="watch unmute",
    summary="Tell again what was muted in a channel",
    options=(
        Option("what", "As 'watch mutes' names it", required=True, suggests="mute"),
        Option("kind", "What it is, where two are called so", choices=tuple(MuteKind)),
        CHANNEL,
    ),
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what is told again."""
    channel, name = channel_of(call), str(call.values["what"])
    mutes = await means.tx.mutes.of_channel(channel, now)
    mute = _named(name, call, mutes, means)
    await means.tx.mutes.remove(channel, mute.kind, mute.what)
    return Reply((Strong(mute.what), " is told here again."))


def _named(name: str, call: Call, mutes: list[Mute], means: Means) -> Mute:
    """The mute that is meant; a country may be called by any of its names."""
    kind = call.values.get("kind")
    plain = fold(name.strip().lstrip("#"))
    code = fold(means.known.places.get(plain, plain))
    there = [it for it in mutes if kind is None or it.kind == kind]
    for mute in there:
        if fold(mute.what) == plain or (mute.kind is MuteKind.COUNTRY and fold(mute.what) == code):
            return mute
    if not mutes:
        raise TellUser("Nothing is muted in this channel.")
    hint = likely(name, [mute.what for mute in there], "there are")
    raise TellUser(f"'{name}' is not muted here; {hint}")
