"""`tollbell backup FILE`: the whole database in one file, while the bot runs."""

import asyncio
from pathlib import Path

import click

from bot.cli import Door
from bot.store.store import Store


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(door: Door, file: Path) -> None:
    """Copy the database to FILE, while the bot runs."""
    asyncio.run(_backup(door.settings.store.url, file))
    click.echo(f"The database is in {file}.", err=True)


async def _backup(url: str, file: Path) -> None:
    async with Store.open(url) as store:
        await store.backup(file)


VERB = backup
