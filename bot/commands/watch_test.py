"""`watch test`: what a rule would have brought, before anybody is told of it."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.brought import brought
from bot.commands.parts.rows import cut
from bot.commands.parts.tested import missed, sampled, summed
from bot.commands.parts.wishes import visible
from bot.model.command import Call, Command, Option, OptionKind, Reply
from bot.model.message import Strong
from bot.watches.echo import echo
from bot.watches.match import rule

DEFAULT, LEAST, MOST = 30, 7, 90
_ECHO = 600  # characters

COMMAND = Command(
    name="watch test",
    summary="What a rule would have brought in the last days, and what just missed",
    options=(
        Option("rule", "A rule, or the name of a watch", required=True),
        Option("days", "How far back", OptionKind.NUMBER, low=LEAST, high=MOST),
    ),
    manages=True,
    reads=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """The rule as understood, how many, how grave, five samples, and near misses."""
    written = str(call.values["rule"]).strip()
    named = (await visible(call.channel, means)).get(written)
    node = rule(named.rule if named else written, means.known)
    days = int(call.values.get("days", DEFAULT))
    found = await brought(means.tx, node, means.known, days, now)
    understood = cut(echo(node, means.known), _ECHO)
    shown = (*sampled(found.samples, means.labels), *missed(found.near_misses, means.labels))
    return Reply((Strong(understood), "\n", *summed(found)), shown)
