"""`tollbell read`: items in, events out (the form of docs/contract/extraction.md)."""

import click

from bot.cli import Door
from bot.cli.contract import event_json
from bot.cli.jsonl import Lines, answer
from bot.config.vocabulary import load
from bot.events.lens import Lens
from bot.events.read import read as read_item


@click.command()
@click.pass_obj
def read(door: Door) -> None:
    """Items in, events out, as JSON lines.

    What each item says of a trade measure, in the order of the items.
    """
    lens = Lens.of(load(door.settings.vocabulary_folder))
    lines = Lines()
    for name, item in lines:
        answer(event_json(name, read_item(item, lens)))
    lines.end()


VERB = read
