"""A candidate figure: what was seen, and why it was taken or rejected."""

from dataclasses import dataclass
from typing import Protocol

from bot.events.view import View
from bot.model.event import Derived, Figure


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that the text may state, at `start` to `end` of the view; `figure` if taken."""

    start: int
    end: int
    figure: Figure | None
    reason: str
    derived: Derived | None = None  # what follows from it by arithmetic


class Reader(Protocol):
    """What a module of this folder offers."""

    KIND: str

    def candidates(self, view: View) -> list[Candidate]:
        """Every candidate of the kind, in the order of the text."""
        ...
