"""JSON lines in, JSON lines out: the form of the verbs for pipes."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from bot.cli.progress import watched
from bot.model.feed import Tier
from bot.model.item import Item

Line = dict[str, Any]


class BadLine(ValueError):
    """A line that is not an item; the sentence says what is wrong with it."""


class Lines:
    """The lines of standard input; what is no item is told on standard error and counted."""

    def __init__(self) -> None:
        self.bad = 0

    def __iter__(self) -> Iterator[tuple[str, Item]]:
        """Each good line's `id` with its item, in order."""
        for number, raw in enumerate(watched(sys.stdin.buffer, "lines"), start=1):
            if raw.strip():
                try:
                    line = parsed(raw)
                    yield line["id"], item(line)
                except BadLine as error:
                    self.bad += 1
                    click.echo(f"tollbell: line {number}: {error}", err=True)

    def end(self) -> None:
        """Exit status 1 if any line was bad."""
        if self.bad:
            raise SystemExit(1)


def parsed(raw: bytes) -> Line:
    """The object on a line, which has an `id`; raises BadLine."""
    try:
        line = json.loads(raw)
    except ValueError as error:  # not UTF-8 or not JSON
        raise BadLine(f"is not JSON: {error}") from error
    line = line.get("item", line) if isinstance(line, dict) else line  # labelled items, too
    if not (isinstance(line, dict) and isinstance(line.get("id"), str)):
        raise BadLine('is no item: it needs to be an object with a string "id"')
    return line


def item(line: Line) -> Item:
    """The item of a line (docs/contract); raises BadLine.

    Two items with the same `source` and `guid` are one item that its publisher changed.
    """
    source = _text(line, "source") or "stdin"
    try:
        tier = Tier(_text(line, "tier") or Tier.PRESS)
    except ValueError:
        raise BadLine(f'"tier" must be one of {", ".join(Tier)}') from None
    guid = _text(line, "guid") or None
    return Item(
        feed=_text(line, "feed") or source,
        key=guid or line["id"],
        title=_text(line, "title"),
        text=_text(line, "text"),
        source=source,
        tier=tier,
        url=_text(line, "url") or None,
        guid=guid,
        published=_when(_text(line, "published")),
        language=_text(line, "language") or None,
    )


def _text(line: Line, name: str) -> str:
    value = line.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(f'"{name}" must be a string')
    return value


def _when(text: str) -> datetime | None:
    """A moment or a day in ISO 8601; a day is its first second, in UTC."""
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise BadLine(f'"published" is no date in ISO 8601: {text!r}') from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def answer(line: Line) -> None:
    """Write one object as a line."""
    click.echo(json.dumps(line, ensure_ascii=False))
