"""`tollbell health`: whether the service is alive, for Docker's HEALTHCHECK and for people."""

import asyncio

import click

from bot.app import examine
from bot.cli import Door


@click.command()
@click.pass_obj
def health(door: Door) -> None:
    """Say whether the service is alive.

    Exit status 1 where it is not.
    """
    click.echo(asyncio.run(examine(door.settings)))


VERB = health
