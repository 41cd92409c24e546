"""`tollbell backtest`: what a rule would have brought, on the stored history."""

import asyncio

import click

from bot.app import now
from bot.cli import Door
from bot.commands.parts.brought import brought
from bot.config.settings import Settings
from bot.config.vocabulary import load as load_vocabulary
from bot.store.store import Store
from bot.watches.backtest import Backtest
from bot.watches.echo import echo
from bot.watches.known import Known
from bot.watches.match import rule as read_rule
from bot.watches.told import Told


@click.command()
@click.option("--days", type=click.IntRange(1, 3_650), default=30, show_default=True)
@click.argument("rule")
@click.pass_obj
def backtest(door: Door, days: int, rule: str) -> None:
    """Ask RULE of the alerts of the last days: how many, how grave, which, and what just missed."""
    for line in asyncio.run(_backtest(door.settings, days, rule)):
        click.echo(line)


async def _backtest(settings: Settings, days: int, rule: str) -> list[str]:
    known = Known.of(load_vocabulary(settings.vocabulary_folder))
    node = read_rule(rule, known)
    async with Store.open(settings.store.url) as store, store.reading() as tx:
        found = await brought(tx, node, known, days, now())
    return [echo(node, known), *_told(found)]


def _told(found: Backtest) -> list[str]:
    floors = ", ".join(f"{floor} {count}" for floor, count in found.at_floor.items())
    lines = [
        f"{found.count} of {found.alerts} alerts in {found.days} days, "
        f"{found.per_week:.1f} a week; at or above a floor: {floors}"
    ]
    for sample in found.samples:
        why = "; ".join(f"{it.fact}: {it.value}" for it in sample.why)
        lines.append(f"+ {_shown(sample.told)}  [{why}]")
    near = found.near_misses
    lines += [f"- {_shown(it.told)}  [{it.miss.clause}: {it.miss.nearest}]" for it in near]
    return lines


def _shown(told: Told) -> str:
    return f"{told.published or 'undated'}  {told.title}"


VERB = backtest
