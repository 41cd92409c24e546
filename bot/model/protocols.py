"""The protocols: what a platform, a source kind, a figure kind and a command must offer.

Each has two real implementers or more; a folder's modules fit theirs by a test of the house.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.command import Call, Choice, Command, Reply
from bot.model.message import Message
from bot.model.news import News
from bot.model.watch import Channel


class Host(Protocol):
    """Whom a platform speaks for: it answers calls and takes news."""

    @property
    def commands(self) -> Sequence[Command]:
        """Every command there is."""
        ...

    async def __call__(self, call: Call) -> Reply:
        """The reply to a call; raises TellUser with a sentence for whoever asked.

        Who may call what (`manages`, `administers`) is the platform's to hold.
        """
        ...

    async def meant(self, call: Call) -> Call:
        """The call that a button stands for, whose own text may be only a name of it.

        Who may make it is told by the command of this one. Raises TellUser.
        """
        ...

    async def suggest(self, call: Call, option: str) -> Sequence[Choice]:
        """Completions of what was typed into an option so far (`call.values[option]`)."""
        ...

    async def heard(self, news: News) -> None:
        """Take note of what changed on the platform."""
        ...


class Rooms(Protocol):
    """What a command may ask of the platform that it was called on."""

    async def missing(self, channel: Channel) -> tuple[str, ...]:
        """The permissions that the bot lacks to post in a channel, in the platform's words.

        Raises TellUser where there is no such channel that the bot can see.
        """
        ...

    async def tell(self, user: str, message: Message) -> None:
        """Say something to one person alone; raises like `Platform.send`."""
        ...


class Platform(Rooms, Protocol):
    """Discord, Slack or the terminal: somewhere the bot has rooms and can be spoken to."""

    @property
    def name(self) -> str:
        """As it stands in `Channel.platform`."""
        ...

    async def run(self, host: Host) -> None:
        """Stay connected and answer commands until cancelled.

        Raises TollbellError where an operator has to mend something, such as a refused token.
        """
        ...

    async def send(
        self,
        channel: Channel,
        message: Message,
        key: str,
        reply_to: str | None = None,
        tried: datetime | None = None,
    ) -> str:
        """Post a message and get its reference; the same `key` twice is one message.

        `reply_to` is the reference of the message that this one follows, in its thread where there
        is one. `tried` is when an earlier try began whose end nobody knows: then the platform first
        finds out whether that one arrived. Raises TryLater (nothing known to be wrong) or GiveUp.
        """
        ...

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:
        """Put a message in the place of an earlier one; raises like `send`."""
        ...
