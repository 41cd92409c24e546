"""The protocols: what a platform, a source kind, a figure kind and a command must offer.

Each has two real implementers or more; a folder's modules fit theirs by a test of the house.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.model.command import Call, Command, Reply
from bot.model.message import Message
from bot.model.watch import Channel

Handler = Callable[[Call], Awaitable[Reply]]


class Platform(Protocol):
    """Discord, Slack or the terminal: somewhere the bot has rooms and can be spoken to."""

    @property
    def name(self) -> str:
        """As it stands in `Channel.platform`."""
        ...

    async def run(self, commands: Sequence[Command], handle: Handler) -> None:
        """Stay connected and answer commands until cancelled.

        Raises TollbellError where an operator has to mend something, such as a refused token.
        """
        ...

    async def send(
        self, channel: Channel, message: Message, key: str, reply_to: str | None = None
    ) -> str:
        """Post a message and get its reference; the same `key` twice is one message.

        Raises TryLater (nothing known to be wrong) or Undeliverable (give up).
        """
        ...

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:
        """Put a message in the place of an earlier one; raises like `send`."""
        ...
