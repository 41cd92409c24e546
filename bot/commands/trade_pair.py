"""`trade pair`: measures between two countries, both ways."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means
from bot.commands.parts.filters import KIND, SHARE, STATUS, WITHIN, filters, party
from bot.commands.parts.lines import lines
from bot.model.command import Call, Command, Option, Reply
from bot.model.history import Filters
from bot.model.message import Span, Strong

MOST = 6

COMMAND = Command(
    name="trade pair",
    summary="Measures between two countries, both ways",
    options=(
        Option("a", "One country or bloc", required=True, suggests="country"),
        Option("b", "The other", required=True, suggests="country"),
        KIND,
        STATUS,
        WITHIN,
        SHARE,
    ),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Two short lists, the newest first."""
    a, b = str(call.values["a"]), str(call.values["b"])
    asked = filters(call.values, means, now)
    spans = [*await _way(a, b, asked, means), *await _way(b, a, asked, means)]
    return Reply(tuple(spans), private=not call.values.get("share", False))


async def _way(one: str, other: str, asked: Filters, means: Means) -> list[Span]:
    """What one does to the other."""
    facts = (party(one, means, "by"), party(other, means, "on"))
    stories = await means.tx.history.stories(replace(asked, facts=facts), MOST + 1)
    head: list[Span] = [Strong(f"{one.upper()} on {other.upper()}"), "\n"]
    more: list[Span] = ["and more\n"] if len(stories) > MOST else []
    return [*head, *(lines(stories[:MOST], means.labels) or ["nothing known\n"]), *more]
