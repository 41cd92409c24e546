"""How items come in, as far as commands use it: to add a feed and to try one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.commands.parts.feeds import Keep
from bot.events.lens import Lens
from bot.model.command import Call
from bot.model.errors import TellUser
from bot.sources.adding import Found, feed_at, look
from bot.sources.pull import Puller
from bot.watches.match import Matcher

if TYPE_CHECKING:
    from bot.commands import Reach

CLOSED = "Only the running bot can do this; use 'tollbell feeds' here."


@dataclass(frozen=True, slots=True)
class Intake:
    """The line that items go, from a feed to the watches."""

    puller: Puller
    keep: Keep
    lens: Lens
    watches: Callable[[], Matcher]
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a feed said when it was asked, before the command's transaction."""

    found: Found
    intake: Intake


async def asked(call: Call, reach: "Reach", known: bool = True) -> Seen:
    """The feed of a call's `url`, asked once. Raises TellUser.

    `known`: one that is here already is refused.
    """
    intake = reach.intake
    if intake is None:
        raise TellUser(CLOSED)
    async with reach.store.reading() as tx:
        standings = await tx.feeds.standings() if known else []
        here = None if known else await tx.feeds.get(str(call.values["url"]))
    feed = here or feed_at(
        str(call.values["url"]),
        [feed for feed, _ in standings],
        " ".join(str(call.values.get("title", "")).split()),
    )
    return Seen(await look(intake.puller, feed, standings, intake.clock()), intake)
