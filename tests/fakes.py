"""A platform of paper: it keeps what it is given and fails as it is told."""

import asyncio
from collections.abc import Sequence

from bot.model.command import Command
from bot.model.message import Message
from bot.model.protocols import Handler
from bot.model.watch import Channel


class Board:
    """A platform of paper: every message by its reference, replies under what they reply to."""

    name = "board"

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.replies: list[tuple[str, Message]] = []
        self.edits: list[str] = []
        self.keys: list[str] = []
        self.troubles: list[Exception] = []

    async def run(self, commands: Sequence[Command], handle: Handler) -> None:
        await asyncio.Event().wait()

    async def send(
        self, channel: Channel, message: Message, key: str, reply_to: str | None = None
    ) -> str:
        self.keys.append(key)
        if self.troubles:
            raise self.troubles.pop(0)
        if reply_to is None:
            self.messages[key] = message
        else:
            self.replies.append((reply_to, message))
        return key

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:
        self.edits.append(ref)
        self.messages[ref] = message
