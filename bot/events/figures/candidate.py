"""A candidate figure: what was seen, and why it was taken or rejected."""

from typing import NamedTuple, Protocol

from bot.events.view import View
from bot.model.event import Derived, Figure, Rate


class Candidate(NamedTuple):
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


def without_headlines(view: View, found: list[Candidate]) -> list[Candidate]:
    """The headline's bare rate is the text's from-to, or the end of its range, told short."""
    told = [one.figure for one in found if isinstance(one.figure, Rate)]
    ends = {one.value for one in told if one.previous is not None}
    ends |= {one.upper for one in told if one.upper is not None}
    return [_short(one) if _bare_headline(view, one, ends) else one for one in found]


def _bare_headline(view: View, one: Candidate, ends: set[float]) -> bool:
    rate = one.figure
    if not isinstance(rate, Rate) or one.start >= view.title_end:
        return False
    return rate.previous is None and rate.upper is None and rate.value in ends


def _short(one: Candidate) -> Candidate:
    return Candidate(one.start, one.end, None, "the headline's short form of a change or a range")
