"""`tollbell explain`: one item in; its text with every evidence highlighted, and why."""

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli import Door
from bot.cli.jsonl import Lines
from bot.config.vocabulary import load
from bot.events.explain import Line
from bot.events.explain import explain as explain_item
from bot.events.lens import Lens
from bot.model.item import Item

# Colour and sign both: a colour alone tells nothing to those who cannot see it.
_STYLES = {"figure": "bold black on yellow", "rejected": "strike dim", "party": "bold cyan"}
_SIGNS = {True: "+", False: "-"}


@click.command()
@click.option("--all", "every", is_flag=True, help="Explain every item, not only the first.")
@click.pass_obj
def explain(door: Door, every: bool) -> None:
    """Show what an item on standard input was read as, and why each figure was taken or not."""
    lens = Lens.of(load(door.settings.vocabulary_folder))
    console = Console()
    lines = Lines()
    for _, item in lines:
        _show(console, item, explain_item(item, lens))
        if not every:
            break
    lines.end()


def _show(console: Console, item: Item, lines: list[Line]) -> None:
    text = Text(item.body)
    for line in lines:
        if line.style in _STYLES:
            text.stylize(_STYLES[line.style], line.start, line.end)
    console.print(text, "")
    table = Table("", "what", "words", "why", box=None, pad_edge=False)
    for line in lines:
        words = Text(item.body[line.start : line.end].strip())
        table.add_row(_SIGNS[line.taken], line.what, words, Text(line.why))
    console.print(table)


VERB = explain
