"""`tollbell check`: every fault of the files that an operator writes, at once."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from bot.config.lines import line_of
from bot.config.load import home, load
from bot.config.seeds import load_feeds, load_watches
from bot.config.settings import Settings
from bot.config.vocabulary import load as load_vocabulary
from bot.model.errors import Fault, MendFile, TellUser
from bot.model.watch import Watch
from bot.watches.known import Known
from bot.watches.match import compile_watches

Loaded = TypeVar("Loaded")


@click.command()
def check() -> None:
    """Check settings, vocabularies, feeds and watches; name every fault with file and line."""
    faults: list[Fault] = []
    settings = _try(faults, lambda: load(os.environ)) or Settings(home=home(os.environ))
    vocabulary = _try(faults, lambda: load_vocabulary(settings.vocabulary_folder))
    _try(faults, lambda: load_feeds(settings.feeds_file))
    watches = _try(faults, lambda: load_watches(settings.watches_file))
    if vocabulary and watches:
        faults += _unreadable(settings.watches_file, watches, Known.of(vocabulary))
    if faults:
        raise MendFile(*faults)
    click.echo("ok")


def _try(faults: list[Fault], loading: Callable[[], Loaded]) -> Loaded | None:
    """What loads; None, with its faults noted, where it does not."""
    try:
        return loading()
    except MendFile as error:
        faults += error.faults
        return None


def _unreadable(file: Path, watches: tuple[Watch, ...], known: Known) -> Iterator[Fault]:
    """A fault for each rule that cannot be read."""
    text = file.read_text(encoding="utf-8")
    for place, watch in enumerate(watches):
        try:
            compile_watches([watch], known)
        except TellUser as error:
            yield Fault(str(file), line_of(text, ("watch", place), "rule"), str(error))


VERB = check
