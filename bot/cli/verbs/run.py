"""`tollbell run`: the service itself."""

import asyncio

import click

from bot import logs
from bot.app import opened
from bot.cli import Door
from bot.config.settings import Settings


@click.command()
@click.option("--once", is_flag=True, help="Poll what is due, deliver, and exit (for cron).")
@click.pass_obj
def run(door: Door, once: bool) -> None:
    """Run the service, until SIGTERM or Ctrl-C.

    It polls the feeds, posts the alerts and answers commands: on Discord where DISCORD_TOKEN is
    set, else in this terminal.
    """
    logs.setup(door.settings.log.level, door.settings.log.form)
    asyncio.run(_run(door.settings, once))


async def _run(settings: Settings, once: bool) -> None:
    async with opened(settings) as app:
        await (app.once() if once else app.run())


VERB = run
