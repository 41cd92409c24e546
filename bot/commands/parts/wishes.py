"""What a subscription is made of: its options, the channel and the watch that are meant."""

import difflib
from collections.abc import Iterable, Mapping

from bot.commands import Means, Reach
from bot.model.alert import Certainty, Severity
from bot.model.command import Call, Option, OptionKind
from bot.model.errors import TellUser
from bot.model.message import OptionValue
from bot.model.watch import Channel, Mode, Subscription, Watch

CHANNEL = Option("channel", "Where; this channel unless given", OptionKind.CHANNEL)
WISHES = (
    Option("role", "Whom to ping; nobody unless given", OptionKind.ROLE),
    Option("min_severity", "Tell only what matters at least this much", choices=tuple(Severity)),
    Option("certainty", "Tell only what is at least this sure", choices=tuple(Certainty)),
    Option("mode", "At once, in the channel's digest, or both", choices=tuple(Mode)),
)
WATCH = Option("watch", "Its name in 'watch list'", required=True, suggests="watch")


def channel_of(call: Call) -> Channel:
    """The channel that is meant: the one that was named, or the one that was asked in."""
    named = call.values.get("channel")
    here = call.channel
    return Channel(here.platform, str(named), here.space) if named else here


def space_of(channel: Channel) -> str | None:
    """The server or workspace as a watch names its owner."""
    return None if channel.space is None else f"{channel.platform}:{channel.space}"


async def check_rights(call: Call, reach: Reach) -> None:
    """Raises TellUser where the bot could not post in the channel that is meant."""
    channel = channel_of(call)
    rooms = reach.rooms.get(channel.platform)
    missing = await rooms.missing(channel) if rooms else ()
    if missing:
        raise TellUser(f"I cannot post there yet; please give me: {', '.join(missing)}.")


async def visible(channel: Channel, means: Means) -> dict[str, Watch]:
    """The presets, and the watches of the channel's own server, by name."""
    own = space_of(channel)
    watches = await means.tx.watches.all()
    return {watch.slug: watch for watch in watches if watch.space in (None, own)}


def named(name: str, watches: Mapping[str, Watch]) -> Watch:
    """A watch by its name or by what people call it; raises TellUser with a likely one."""
    by_name = {watch.name.casefold(): watch for watch in watches.values()}
    found = watches.get(name) or by_name.get(name.strip().casefold())
    if found is not None:
        return found
    raise TellUser(f"There is no watch '{name}'; {likely(name, watches, 'there are')}")


def likely(name: str, there: Iterable[str], else_: str) -> str:
    """`did you mean 'metals'?`, or all that there are."""
    there = sorted(there)
    near = difflib.get_close_matches(name, there, n=1, cutoff=0.5)
    return f"did you mean '{near[0]}'?" if near else f"{else_} {', '.join(there) or 'none'}."


async def wish_of(call: Call, means: Means) -> tuple[Subscription, Watch]:
    """The subscription that a call names, with its watch; raises TellUser with a likely one."""
    channel, name = channel_of(call), str(call.values["watch"]).strip()
    wishes = {it.watch: it for it in await means.tx.subscriptions.of_channel(channel)}
    watches = {slug: it for slug, it in (await all_watches(means)).items() if slug in wishes}
    if not watches:
        raise TellUser("This channel watches nothing; 'watch add' begins.")
    by_name = {watch.name.casefold(): watch for watch in watches.values()}
    watch = watches.get(name) or by_name.get(name.casefold())
    if watch is None:
        hint = likely(name, watches, "it watches")
        raise TellUser(f"This channel does not watch '{name}'; {hint}")
    return wishes[watch.slug], watch


async def all_watches(means: Means) -> dict[str, Watch]:
    """Every watch by its name."""
    return {watch.slug: watch for watch in await means.tx.watches.all()}


def floors(values: Mapping[str, OptionValue]) -> dict[str, object]:
    """The fields of a subscription that options set, those that are given."""
    made: dict[str, object] = {}
    if "min_severity" in values:
        made["floor"] = Severity(str(values["min_severity"]))
    if "certainty" in values:
        made["certainty"] = Certainty(str(values["certainty"]))
    if "mode" in values:
        made["mode"] = Mode(str(values["mode"]))
    if "role" in values:
        made["role"] = str(values["role"])
    return made


def told_how(wish: Subscription) -> str:
    """What a subscription asks for, in a row: `from high on, confirmed, in the digest`."""
    parts = [f"from {wish.floor} on" if wish.floor.rank else "whatever its severity"]
    if wish.certainty is not Certainty.UNCONFIRMED:
        parts.append(f"if {wish.certainty}")
    if wish.mode is not Mode.INSTANT:
        parts.append("in the digest" if wish.mode is Mode.DIGEST else "at once and in the digest")
    if wish.role:
        parts.append("with a ping")
    return ", ".join(parts) + (f"; paused: {wish.paused}" if wish.paused else "")
