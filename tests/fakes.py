"""A platform of paper, and whom one speaks for: they keep what they are given."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.command import Call, Choice, Command, Reply
from bot.model.errors import Closed
from bot.model.message import Message
from bot.model.news import News
from bot.model.protocols import Host
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
        self.told: list[tuple[str, Message]] = []
        self.places: dict[str, str] = {}  # the channel of a key
        self.tried: list[datetime | None] = []
        self.closed: set[str] = set()
        self.lacks: dict[str, tuple[str, ...]] = {}

    async def run(self, host: Host) -> None:
        await asyncio.Event().wait()

    async def send(
        self,
        channel: Channel,
        message: Message,
        key: str,
        reply_to: str | None = None,
        tried: datetime | None = None,
    ) -> str:
        self.keys.append(key)
        self.tried.append(tried)
        if channel.id in self.closed:
            raise Closed("The channel is gone.")
        if self.troubles:
            raise self.troubles.pop(0)
        self.places[key] = channel.id
        if reply_to is None:
            self.messages[key] = message
        else:
            self.replies.append((reply_to, message))
        return key

    def of(self, channel: str) -> list[Message]:
        """The messages of a channel, the oldest first."""
        return [it for key, it in self.messages.items() if self.places[key] == channel]

    async def tell(self, user: str, message: Message) -> None:
        self.told.append((user, message))

    async def missing(self, channel: Channel) -> tuple[str, ...]:
        return self.lacks.get(channel.id, ())

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:
        if channel.id in self.closed:
            raise Closed("The channel is gone.")
        self.edits.append(ref)
        self.messages[ref] = message


@dataclass
class Paper:
    """A host of paper: it answers every call in one way, and keeps what it hears."""

    commands: Sequence[Command]
    answer: Callable[[Call], Awaitable[Reply]]
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    news: list[News] = field(default_factory=list)
    kept: dict[str, Call] = field(default_factory=dict)

    async def __call__(self, call: Call) -> Reply:
        return await self.answer(call)

    async def meant(self, call: Call) -> Call:
        return self.kept.get(str(call.values.get("of")), call)

    async def suggest(self, call: Call, option: str) -> Sequence[Choice]:
        return self.choices.get(option, ())

    async def heard(self, news: News) -> None:
        self.news.append(news)
