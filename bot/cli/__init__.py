"""`tollbell VERB ...`. A verb is a module of `bot/cli/verbs`: the folder is the register."""

import importlib
import os
import pkgutil
import sys
from functools import cached_property

import click

from bot.cli import verbs
from bot.config.load import load
from bot.config.settings import Settings
from bot.model.errors import TollbellError


class Door:
    """What verbs need of the outside, made when first asked for."""

    @cached_property
    def settings(self) -> Settings:
        """The settings in force; raises MendFile with every fault."""
        return load(os.environ)


class Verbs(click.Group):
    """A group that imports a verb only when it is used: `read` must not wait for discord.py."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click hands it
        found = (module.name for module in pkgutil.iter_modules(verbs.__path__))
        return sorted(found)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        verb: click.Command = importlib.import_module(f"{verbs.__name__}.{name}").VERB
        return verb


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tollbell", message="%(prog)s %(version)s")
@click.pass_context
def tollbell(ctx: click.Context) -> None:
    """Tollbell: alerts on tariffs and export controls, structured, quoted and living."""
    ctx.obj = Door()


def main() -> None:
    """Run one verb; an error that a person can mend is one sentence and exit status 1."""
    try:
        tollbell(prog_name="tollbell")
    except TollbellError as error:
        for sentence in str(error).splitlines():
            click.echo(f"tollbell: {sentence}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of a pipe left: docs.python.org/3/library/signal.html
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
