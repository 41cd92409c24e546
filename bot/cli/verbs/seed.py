"""`tollbell seed`: what the seed files say that the database has not taken."""

import asyncio

import click

from bot import seed as seeding
from bot.app import now, seeds_of
from bot.cli import Door
from bot.config.settings import Settings
from bot.store.store import Store


@click.command()
@click.option("--diff", is_flag=True, help="Show what the files say and the database does not.")
@click.option("--update", is_flag=True, help="Take what has changed in the files, too.")
@click.pass_obj
def seed(door: Door, diff: bool, update: bool) -> None:
    """Copy new seeds into the database.

    Starter feeds and preset watches, once, by slug: from then on the database wins.
    """
    asyncio.run(_seed(door.settings, diff, update))


async def _seed(settings: Settings, diff: bool, update: bool) -> None:
    seeds = seeds_of(settings)
    async with Store.open(settings.store.url) as store, store.transaction() as tx:
        found = (
            await seeding.differences(tx, seeds)
            if diff
            else await seeding.take(tx, seeds, now(), update)
        )
    for each in found:
        click.echo(f"{each.change}\t{each.kind}\t{each.slug}")
    if not found:
        click.echo("The database has everything that the files say.", err=True)


VERB = seed
