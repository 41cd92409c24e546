"""`trade latest`: the trade measures that moved last."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.filters import FILTERS, SHARE, filters
from bot.commands.parts.lines import lines
from bot.commands.parts.pages import page_of, paged
from bot.model.command import Call, Command, Option, OptionKind, Reply

DEFAULT, MOST = 5, 10

COMMAND = Command(
    name="trade latest",
    summary="The trade measures that moved last",
    options=(Option("n", "How many", OptionKind.NUMBER, low=1, high=MOST), *FILTERS, SHARE),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One line a story, the newest first."""
    wanted = min(max(int(call.values.get("n", DEFAULT)), 1), MOST)
    asked = filters(call.values, means, now)
    stories = await means.tx.history.stories(asked, wanted + 1, page_of(call) * wanted)
    if not stories:
        filtered = call.values.keys() - {"n", "share", "page"}
        none = "Nothing fits; leave a filter out." if filtered else "No measure was read yet."
        return Reply((none,), private=not call.values.get("share", False))
    shown = lines(stories[:wanted], means.labels)
    return paged(call, tuple(shown), more=len(stories) > wanted)
