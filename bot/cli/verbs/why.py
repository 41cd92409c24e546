"""`tollbell why`: why an item is in its story, and what the nearest other stories lacked."""

import asyncio

import click

from bot.app import read_lens
from bot.cli import Door
from bot.config.settings import Settings
from bot.store.store import Store
from bot.why import why as why_item


@click.command()
@click.argument("item")
@click.pass_obj
def why(door: Door, item: str) -> None:
    """Say why ITEM (its id, guid or address) is in its story, or why it tells of no measure."""
    for line in asyncio.run(_why(door.settings, item)):
        click.echo(line)


async def _why(settings: Settings, item: str) -> list[str]:
    async with Store.open(settings.store.url) as store, store.reading() as tx:
        return await why_item(tx, item, read_lens(settings))


VERB = why
