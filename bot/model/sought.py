"""What is sought by its words: what a full-text index can answer of a rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side; the last one may go on where `prefix` is set."""

    words: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Sought", ...]


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801  `Any` is Python's
    parts: tuple["Sought", ...]


Sought = Phrase | All | Any_
