"""`tollbell check`: every fault of the files that an operator writes, at once."""

import os
from collections.abc import Callable
from typing import TypeVar

import click

from bot.config.load import examine
from bot.config.seeds import load_feeds, load_watches
from bot.config.vocabulary import load as load_vocabulary
from bot.model.errors import Fault, MendFile
from bot.watches.known import Known

Loaded = TypeVar("Loaded")


@click.command()
def check() -> None:
    """Check all files that an operator writes.

    Settings, vocabularies, feeds and watches: every fault at once, with file and line.
    """
    settings, faults = examine(os.environ)
    vocabulary = _try(faults, lambda: load_vocabulary(settings.vocabulary_folder))
    known = Known.of(vocabulary) if vocabulary else None
    _try(faults, lambda: load_feeds(settings.feeds_file))
    _try(faults, lambda: load_watches(settings.watches_file, known))
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


VERB = check
