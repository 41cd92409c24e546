"""Ids of Discord, checked: digits only, so that none can be a path of another request. Pure."""

from bot.model.errors import Undeliverable
from bot.model.watch import Channel


def snowflake(text: str) -> str:
    """An id of Discord: digits only, so that it cannot be a path."""
    if not (text.isascii() and text.isdecimal()):
        raise Undeliverable(f"{text!r} is not an id of Discord.")
    return text


def sound(channel: Channel) -> Channel:
    """The channel, if it and its server can be ones of Discord."""
    snowflake(channel.id)
    snowflake(channel.space or "0")
    return channel


def reference(ref: str) -> str:
    """A message, or a forum's thread and its first message."""
    for part in ref.split("/"):
        snowflake(part)
    return ref
