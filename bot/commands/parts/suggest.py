"""Completions of what is typed into an option: the names that it would understand."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import available_timezones

from bot.alerts.title import headline
from bot.commands import Means
from bot.commands.parts.wishes import visible
from bot.model.command import Call, Choice
from bot.model.history import Filters

MOST = 25  # https://discord.com/developers/docs/interactions/application-commands#autocomplete
LABEL = 100
_LATEST = 200  # stories among which a name is completed

Source = Callable[[Call, str, Means, datetime], Awaitable[Sequence[Choice]]]


def fitting(typed: str, choices: Iterable[Choice]) -> list[Choice]:
    """Those that begin with what was typed, then those that contain it; at most 25."""
    sought = typed.casefold().strip()
    first, other = [], []
    for choice in choices:
        names = (choice.label.casefold(), choice.value.casefold())
        if any(name.startswith(sought) for name in names):
            first.append(choice)
        elif any(sought in name for name in names):
            other.append(choice)
    return [Choice(it.label[:LABEL], it.value) for it in (first + other)[:MOST]]


async def _countries(_: Call, typed: str, means: Means, __: datetime) -> Sequence[Choice]:
    named = means.labels.jurisdictions.items()
    return fitting(typed, (Choice(label, key) for key, label in named))


async def _products(_: Call, typed: str, means: Means, __: datetime) -> Sequence[Choice]:
    named = means.labels.products.items()
    return fitting(typed, (Choice(label, key) for key, label in named))


async def _watches(call: Call, typed: str, means: Means, __: datetime) -> Sequence[Choice]:
    here = {each.watch for each in await means.tx.subscriptions.of_channel(call.channel)}
    watches = [watch for watch in await means.tx.watches.all() if watch.slug in here]
    return fitting(typed, (Choice(it.name, it.slug) for it in watches))


async def _known_watches(call: Call, typed: str, means: Means, _: datetime) -> Sequence[Choice]:
    seen = (await visible(call.channel, means)).values()
    return fitting(typed, (Choice(f"{it.name}: {it.summary}", it.slug) for it in seen))


async def _mutes(call: Call, typed: str, means: Means, now: datetime) -> Sequence[Choice]:
    muted = await means.tx.mutes.of_channel(call.channel, now)
    return fitting(typed, (Choice(f"{it.kind} {it.what}", it.what) for it in muted))


async def _stories(_: Call, typed: str, means: Means, __: datetime) -> Sequence[Choice]:
    latest = await means.tx.history.stories(Filters(), _LATEST)
    named = (Choice(f"#{it.id} {headline(it, means.labels)}", it.id) for it in latest)
    return fitting(typed.lstrip("#"), named)


async def _instruments(_: Call, typed: str, means: Means, __: datetime) -> Sequence[Choice]:
    return [Choice(law[:LABEL], law[:LABEL]) for law in await means.tx.history.laws(typed, MOST)]


async def _zones(_: Call, typed: str, __: Means, ___: datetime) -> Sequence[Choice]:
    zones = sorted(available_timezones())
    return fitting(typed, (Choice(zone.replace("_", " "), zone) for zone in zones))


async def _feeds(_: Call, typed: str, means: Means, __: datetime) -> Sequence[Choice]:
    return fitting(typed, (Choice(it.title, it.slug) for it in await means.tx.feeds.all()))


SOURCES: Mapping[str, Source] = {
    "country": _countries,
    "product": _products,
    "preset": _known_watches,
    "watch": _watches,
    "mute": _mutes,
    "story": _stories,
    "instrument": _instruments,
    "zone": _zones,
    "feed": _feeds,
}
