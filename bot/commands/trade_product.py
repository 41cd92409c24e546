"""`trade product`: measures on goods, by name, HS code or words."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means
from bot.commands.parts.filters import COUNTRY, KIND, SHARE, STATUS, WITHIN, filters, goods
from bot.commands.parts.lines import lines
from bot.commands.parts.pages import page_of, paged
from bot.model.command import Call, Command, Option, Reply

SIZE = 8

COMMAND = Command(
    name="trade product",
    summary="Measures on goods: a product of the vocabulary or an HS code",
    options=(
        Option("goods", "Such as steel, or 8541", required=True, suggests="product"),
        COUNTRY,
        KIND,
        STATUS,
        WITHIN,
        SHARE,
    ),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One line a story, the newest first; a product includes everything below it."""
    asked = filters(call.values, means, now)
    facts = (*asked.facts, goods(str(call.values["goods"]), means))
    wanted = replace(asked, facts=facts)
    stories = await means.tx.history.stories(wanted, SIZE + 1, page_of(call) * SIZE)
    if not stories:
        nothing = "No measure on these goods is known; '/trade search' looks for words."
        return Reply((nothing,), private=not call.values.get("share", False))
    return paged(call, tuple(lines(stories[:SIZE], means.labels)), more=len(stories) > SIZE)
