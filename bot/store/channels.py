"""A channel in a row: three columns in every table that knows channels."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Table, and_
from sqlalchemy.engine import RowMapping

from bot.model.watch import Channel

MOST = 500  # channels in one condition: https://www.sqlite.org/limits.html#max_variable_number


def made(row: RowMapping) -> Channel:
    return Channel(row["platform"], row["channel"], row["space"])


def row(channel: Channel) -> dict[str, Any]:
    return {"platform": channel.platform, "channel": channel.id, "space": channel.space}


def at(table: Table, channel: Channel) -> ColumnElement[bool]:
    """The rows of a channel; its space is what is around it and not a part of its name."""
    return and_(table.c.platform == channel.platform, table.c.channel == channel.id)


def among(table: Table, channels: Collection[Channel]) -> Iterator[ColumnElement[bool]]:
    """The rows of some channels, as many conditions as they take."""
    ids: dict[str, list[str]] = {}
    for channel in channels:
        ids.setdefault(channel.platform, []).append(channel.id)
    for platform, names in ids.items():
        rest = iter(names)
        while some := list(islice(rest, MOST)):
            yield and_(table.c.platform == platform, table.c.channel.in_(some))
