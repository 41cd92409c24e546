"""A channel in a row: three columns in every table that knows channels."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_
from sqlalchemy.engine import RowMapping

from bot.model.watch import Channel


def made(row: RowMapping) -> Channel:
    return Channel(row["platform"], row["channel"], row["space"])


def row(channel: Channel) -> dict[str, Any]:
    return {"platform": channel.platform, "channel": channel.id, "space": channel.space}


def at(table: Table, channel: Channel) -> ColumnElement[bool]:
    """The rows of a channel; its space is what is around it and not a part of its name."""
    return and_(table.c.platform == channel.platform, table.c.channel == channel.id)
