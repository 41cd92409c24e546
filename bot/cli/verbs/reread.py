"""`tollbell reread`: what the present reader would change in the history; --apply changes it."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.app import now, read_lens
from bot.cli import Door
from bot.config.settings import Settings
from bot.events.read import VERSION
from bot.reread import Changes, apply
from bot.reread import reread as reread_items
from bot.store.store import Store

SHOWN = 20  # of each kind of change, unless all are asked for


@click.command()
@click.option("--apply", "make", is_flag=True, help="Make the changes; nothing is sent.")
@click.option("--all", "every", is_flag=True, help="Name every item, not the first few.")
@click.pass_obj
def reread(door: Door, make: bool, every: bool) -> None:
    """Read all stored items anew and say what would change: stories, alerts, key figures.

    Alerts that were never sent are not sent now, and none is taken back; posts of a story that
    changes are edited.
    """
    changes, changed = asyncio.run(_reread(door.settings, make))
    for line in _told(changes, None if every else SHOWN):
        click.echo(line)
    if make:
        click.echo(f"{changed} stories were put together anew")
    else:
        click.echo("nothing was changed; --apply makes the changes")


async def _reread(settings: Settings, make: bool) -> tuple[Changes, int]:
    with TemporaryDirectory() as folder:
        beside = f"sqlite:///{Path(folder) / 'reread.db'}"
        async with Store.open(settings.store.url) as store, Store.open(beside) as scratch:
            changes = await reread_items(store, scratch, read_lens(settings))
            if not make:
                return changes, 0
            return changes, await apply(store, scratch, changes, str(VERSION), now())


def _told(changes: Changes, most: int | None) -> Iterator[str]:
    yield f"{changes.items} items, {len(changes.was)} of them read before, {len(changes.now)} now"
    new, was = changes.now, changes.was
    yield from _group(
        "newly read", [(it, new[it].standing) for it in changes.newly_read], changes, most
    )
    gone = [(it, was[it].standing) for it in changes.no_longer_read]
    yield from _group("no longer read", gone, changes, most)
    moved = [(it, f"#{was[it].story} -> #{changes.home(it)}") for it in changes.moved]
    yield from _group("in another story", moved, changes, most)
    stands = [(it, f"{was[it].standing} -> {new[it].standing}") for it in changes.other_standing]
    yield from _group("standing otherwise", stands, changes, most)
    figures = [
        (it, f"{_listed(was[it].figures)} -> {_listed(new[it].figures)}")
        for it in changes.other_figures
    ]
    yield from _group("with other key figures", figures, changes, most)
    alerts = [
        (it, f"{_listed(was[it].reasons)} -> {_listed(new[it].reasons)}")
        for it in changes.other_alerts
    ]
    yield from _group("alerted otherwise (not sent)", alerts, changes, most)


def _group(
    what: str, found: Sequence[tuple[str, str]], changes: Changes, most: int | None
) -> Iterator[str]:
    yield f"{len(found)} {what}"
    for item, how in found[:most]:
        yield f"  {item}: {how}  {changes.titles.get(item, '')}".rstrip()
    if most is not None and len(found) > most:
        yield f"  ... and {len(found) - most} more; --all names them"


def _listed(values: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(sorted(values)) or "nothing"


VERB = reread
