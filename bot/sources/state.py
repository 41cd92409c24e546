"""The words in `FeedState.extra`: what only this room needs to remember, as plain JSON values."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.model.feed import FeedState


def asked_of(state: FeedState) -> str | None:
    """The URL that gave the validators: after a redirect it is not the feed's own (C4)."""
    return text(state, "asked_of")


def text(state: FeedState, name: str) -> str | None:
    """A remembered text, or None."""
    value = state.extra.get(name)
    return value if isinstance(value, str) else None


def number(state: FeedState, name: str) -> float | None:
    """A remembered number, or None."""
    value = state.extra.get(name)
    return float(value) if isinstance(value, int | float) else None


def numbers(state: FeedState, name: str) -> frozenset[int]:
    """Remembered whole numbers; empty where there are none."""
    value = state.extra.get(name)
    return frozenset(one for one in (value if isinstance(value, list) else ()) if type(one) is int)


def with_extra(state: FeedState, **values: object) -> FeedState:
    """The state with words remembered; a None forgets."""
    extra = {**state.extra, **values}
    return replace(state, extra={name: value for name, value in extra.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Seen:
    """An item of the last document: its key, and what else may be known of it (I3)."""

    key: str
    link: str = ""  # hash of the canonical link; empty where it tells nothing
    title: str = ""  # hash of the normalised title and host
    minute: int = 0  # its date in minutes since 1970; 0 where it has none
    cut: str = ""  # hash of its text in the document; empty where it was not told (P8)


def seen(state: FeedState) -> tuple[Seen, ...]:
    """The items of the last document."""
    found = state.extra.get("seen")
    if isinstance(found, str):
        return _of_lines(found)
    # as versions before this one wrote them
    rows = [row for row in (found if isinstance(found, list) else ()) if isinstance(row, list)]
    return tuple(_seen(row) for row in rows if len(row) == 4)


@lru_cache(64)
def _of_lines(lines: str) -> tuple[Seen, ...]:
    """Kept for a moment: a poll asks for it more than once."""
    rows = [line.split(" ") for line in lines.split("\n")]
    return tuple(_seen(row) for row in rows if len(row) == 5)


def _seen(row: list[Any]) -> Seen:
    return Seen(str(row[0]), str(row[1]), str(row[2]), int(row[3]), *map(str, row[4:]))


def as_lines(items: tuple[Seen, ...]) -> str:
    """Seen items as `extra` keeps them: one word, which costs nothing to load where none asks."""
    return "\n".join(f"{one.key} {one.link} {one.title} {one.minute} {one.cut}" for one in items)
