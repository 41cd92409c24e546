"""`tollbell replay`: items in, stories and alerts out (the form of docs/contract/stories.md).

The very line that a poll goes through, on a database in memory, with nothing to wait for.
"""

import asyncio
from datetime import timedelta

import click

from bot.app import now, read_lens
from bot.cli import Door
from bot.cli.jsonl import Lines, answer
from bot.config.settings import Settings
from bot.ingest import Line
from bot.model.feed import Feed
from bot.model.item import Item
from bot.store.store import Store, Transaction
from bot.watches.match import Matcher

IN_MEMORY = "sqlite+aiosqlite://"


@click.command()
@click.pass_obj
def replay(door: Door) -> None:
    """Items in, stories and alerts out, as JSON lines.

    What a channel that watches everything would be told, in the order of the items.
    """
    lines = Lines()
    asyncio.run(_replay(door.settings, lines))
    lines.end()


async def _replay(settings: Settings, lines: Lines) -> None:
    line = Line(read_lens(settings), lambda: Matcher(()), press_wait=timedelta(0))
    async with Store.open(IN_MEMORY) as store:
        for name, item in lines:
            async with store.transaction() as tx:
                story, alert = await _take(tx, line, item)
            answer({"id": name, "story": story, "alert": alert})


async def _take(tx: Transaction, line: Line, item: Item) -> tuple[str | None, str | None]:
    """The item's story and the reason of its alert; either may be None."""
    at = item.published or now()
    await tx.feeds.put(Feed(item.feed, "", item.source, tier=item.tier), 0)
    for arrival in await tx.items.add_new([item], at):
        taken = await line.take(tx, arrival, at)
        if taken:
            return taken.story.id, taken.alert.reason if taken.alert else None
        return None, None
    known = await tx.stories.of_item(item.id)  # the same wording once more
    return (known.id if known else None), None


VERB = replay
