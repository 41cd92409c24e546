"""A status line for work that takes longer than a person waits without asking."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

from rich.console import Console
from rich.status import Status

PATIENCE = 2.0  # seconds

Thing = TypeVar("Thing")


def watched(things: Iterable[Thing], name: str, terminal: Console | None = None) -> Iterator[Thing]:
    """The things, counted in a status line on standard error once they take their time.

    Nothing is shown off a terminal.
    """
    screen = terminal or Console(stderr=True)
    began, status = monotonic(), Status("", console=screen)
    try:
        for count, thing in enumerate(things, start=1):
            if screen.is_terminal and monotonic() - began > PATIENCE:
                status.start()
                status.update(f"{count:,} {name}")
            yield thing
    finally:
        status.stop()
