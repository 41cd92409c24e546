"""`trade instrument`: what stands under a law, an order or a document."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.filters import SHARE
from bot.commands.parts.laws import law
from bot.commands.parts.lines import lines
from bot.commands.parts.pages import page_of, paged
from bot.model.command import Call, Command, Option, Reply
from bot.model.errors import TellUser

SIZE = 8

COMMAND = Command(
    name="trade instrument",
    summary="Measures under a law, order or document: Section 232, EO 14257, 9903.81.87",
    options=(
        Option("ref", "Its name or number", required=True, suggests="instrument"),
        SHARE,
    ),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One line a story, the newest first."""
    ref = str(call.values["ref"])
    stories = await means.tx.history.stories(law(ref, means), SIZE + 1, page_of(call) * SIZE)
    if not stories:
        known = await means.tx.history.laws(ref.split(" ")[0], 3)
        hint = f"; known are {', '.join(known)}." if known else "."
        raise TellUser(f"No measure under '{ref}' is known{hint}")
    return paged(call, tuple(lines(stories[:SIZE], means.labels)), more=len(stories) > SIZE)
