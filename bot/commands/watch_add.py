"""`watch add`: subscribe the channel to a preset."""

import difflib
from datetime import datetime

from bot.commands import Means
from bot.model.alert import Severity
from bot.model.command import Call, Command, Option, Reply
from bot.model.errors import TellUser
from bot.model.message import Strong
from bot.model.watch import Subscription, Watch

COMMAND = Command(
    name="watch add",
    summary="Post alerts of a preset watch in this channel",
    options=(
        Option("preset", "What to watch; 'watch list' names the presets", required=True),
        Option(
            "min_severity",
            "Tell only what matters at least this much",
            choices=tuple(Severity),
        ),
    ),
    manages=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what the channel will be told."""
    watch = _preset(str(call.values["preset"]), await means.tx.watches.all())
    floor = Severity(str(call.values.get("min_severity", Severity.LOW)))
    added = await means.tx.subscriptions.add(
        Subscription(call.channel, watch.slug, floor, call.user, now)
    )
    if not added:
        return Reply((f"This channel watches {watch.name} already.",))
    return Reply((Strong(watch.name), f": {watch.summary} Alerts will be posted here."))


def _preset(name: str, watches: list[Watch]) -> Watch:
    known = {watch.slug: watch for watch in watches}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else f"presets: {', '.join(sorted(known))}."
    raise TellUser(f"There is no preset '{name}'; {hint}")
