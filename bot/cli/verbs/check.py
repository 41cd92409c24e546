"""`tollbell check`: every fault of the files that an operator writes, at once."""

import os

import click

from bot.config.load import home, load
from bot.config.seeds import load_feeds, load_watches
from bot.config.settings import Settings
from bot.config.vocabulary import load as load_vocabulary
from bot.model.errors import Fault, MendFile, TellUser
from bot.model.vocabulary import Vocabulary
from bot.watches.known import Known


@click.command()
def check() -> None:
    """Check settings, vocabularies, feeds and watches; name every fault with file and line."""
    faults: list[Fault] = []
    settings = _kept(faults, lambda: load(os.environ)) or Settings(home=home(os.environ))
    vocabulary = _kept(faults, lambda: load_vocabulary(settings.vocabulary_folder))
    feeds = _kept(faults, lambda: load_feeds(settings.feeds_file))
    watches = _kept(faults, lambda: load_watches(settings.watches_file))
    if faults:
        raise MendFile(*faults)
    click.echo("ok")


VERB = check
