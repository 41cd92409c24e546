"""`tollbell watches`: the rules of the database to TOML and back, and a watch list to a rule."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from bot.app import now
from bot.cli import Door
from bot.config.seeds import load_watches
from bot.config.settings import Settings
from bot.config.vocabulary import load as load_vocabulary
from bot.model.errors import Fault, MendFile, TellUser
from bot.model.watch import Watch
from bot.store.store import Store
from bot.watches.known import Known
from bot.watches.listing import read_list, toml
from bot.watches.naming import check_slug


@click.group()
def watches() -> None:
    """Export and load rules, and make a watch of a list of goods, parties and words."""


@watches.command()
@click.pass_obj
def export(door: Door) -> None:
    """Write every watch of the database as TOML."""
    click.echo(toml(asyncio.run(_all(door.settings))), nl=False)


@watches.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def load(door: Door, file: Path) -> None:
    """Take the watches of a TOML FILE; one whose rule is another gets the next version."""
    _keep(door.settings, load_watches(file, _known(door.settings)))


@watches.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--slug", required=True, help="What the watch is called.")
@click.option("--name", help="What people read; the slug, unless given.")
@click.pass_obj
def import_(door: Door, file: Path, slug: str, name: str | None) -> None:
    """Make a watch of a list: a CSV FILE with rows of kind, code and label.

    Kinds are hs, eccn, entity, supplier, country and keyword.
    """
    check_slug(slug)
    try:
        found = read_list(file.read_text(encoding="utf-8"), _known(door.settings))
    except UnicodeDecodeError:
        raise MendFile(Fault(str(file), None, "this file is not in UTF-8; save it so")) from None
    except (OSError, TellUser) as error:
        raise MendFile(Fault(str(file), None, str(error))) from None
    summary = f"Whatever names one of {found.entries} entries of {file.name}."
    _keep(door.settings, [Watch(slug, name or slug, summary, found.rule, labels=found.labels)])


def _known(settings: Settings) -> Known:
    return Known.of(load_vocabulary(settings.vocabulary_folder))


async def _all(settings: Settings) -> list[Watch]:
    async with Store.open(settings.store.url) as store, store.reading() as tx:
        return await tx.watches.all()


def _keep(settings: Settings, some: Sequence[Watch]) -> None:
    for watch in asyncio.run(_kept(settings, some)):
        click.echo(f"{watch.slug}\tversion {watch.version}")


async def _kept(settings: Settings, some: Sequence[Watch]) -> list[Watch]:
    async with Store.open(settings.store.url) as store, store.transaction() as tx:
        return [await tx.watches.change(watch, now()) for watch in some]


VERB = watches
