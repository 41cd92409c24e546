"""`tollbell restore FILE`: a backup in the place of the database, which is kept beside it."""

from pathlib import Path

import click

from bot.cli import Door
from bot.store.backup import restore as put_back


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(door: Door, file: Path) -> None:
    """Put FILE in the place of the database.

    Stop the bot first.
    """
    kept = put_back(file, door.settings.store.url)
    click.echo(f"The database is that of {file}.", err=True)
    if kept is not None:
        click.echo(f"The one before lies in {kept}.", err=True)


VERB = restore
