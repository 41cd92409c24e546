"""What users and moderators do, and what they get for it."""

import asyncio
from typing import Any

from tests.discord_server import forms
from tests.discord_server.application import Application
from tests.discord_server.forms import Json
from tests.discord_server.gateway import Gateway
from tests.discord_server.interactions import Answer, Interactions
from tests.discord_server.rooms import Rooms
from tests.discord_server.using import MANAGE_CHANNELS, Person, Use


class Acts:
    """The people of one guild."""

    guild: str
    channel: str
    bot: Json
    port: int
    rooms: Rooms
    gateway: Gateway
    application: Application
    interactions: Interactions
    files: dict[str, bytes]

    def delete(self, channel: str, message: str) -> None:
        """A message is no longer there, and nobody was connected to hear of it."""
        kept = [m for m in self.rooms.by_channel[channel] if m["id"] != message]
        self.rooms.by_channel[channel] = kept

    async def moderate(self, channel: str, *messages: str) -> None:
        """A moderator deletes messages."""
        for message in messages:
            self.delete(channel, message)
        where = {"channel_id": channel, "guild_id": self.guild}
        if len(messages) == 1:
            await self.gateway.dispatch("MESSAGE_DELETE", {"id": messages[0], **where})
        else:
            await self.gateway.dispatch("MESSAGE_DELETE_BULK", {"ids": list(messages), **where})

    async def expel(self, *, unavailable: bool = False) -> None:
        """The bot is removed from the guild, or the guild cannot be reached for a while."""
        gone = {"id": self.guild} | ({"unavailable": True} if unavailable else {})
        await self.gateway.dispatch("GUILD_DELETE", gone)

    def _use(self, channel: str | None, guild: str | None, person: Person) -> Use:
        id_ = channel or self.channel
        room = self.rooms.find(id_) or forms.channel(id_, guild or self.guild)
        around = (guild or self.guild) if guild != "" else None
        return Use(
            room,
            around,
            self.bot["id"],
            person,
            self.rooms.allowed(id_),
            f"http://127.0.0.1:{self.port}",
            {**self.rooms.channels, **self.rooms.threads},
            self.files,
        )

    async def _answered(self, event: Json) -> Answer:
        answer = self.interactions.expect(event)
        await self.gateway.dispatch("INTERACTION_CREATE", event)
        await asyncio.wait_for(answer.came.wait(), 10)
        return answer

    async def interact(
        self,
        name: str,
        values: dict[str, Any] | None = None,
        channel: str | None = None,
        guild: str | None = None,
        user: str = "7",
        permissions: int = MANAGE_CHANNELS,
        person: Person | None = None,
    ) -> Answer:
        """Use a command as a user would, and get the answer when it comes; `guild=""`: directly."""
        use = self._use(channel, guild, person or Person(user, permissions))
        return await self._answered(use.command(self.application.commands, name, values or {}))

    async def press(
        self, message: Json, label: str, channel: str | None = None, person: Person | None = None
    ) -> Answer:
        """Press a button of a message."""
        where = channel or message.get("channel_id")
        event = self._use(where, None, person or Person()).press(message, label)
        return await self._answered(event)

    async def fill(
        self, asked: Answer, fields: dict[str, str], person: Person | None = None
    ) -> Answer:
        """Send the form that was asked for."""
        assert asked.modal is not None
        message = asked.event.get("message")
        use = self._use(asked.event["channel_id"], None, person or Person())
        return await self._answered(use.fill(asked.modal, fields, message))

    async def complete(
        self, name: str, option: str, values: dict[str, Any], person: Person | None = None
    ) -> list[Json]:
        """What is offered while somebody types into an option."""
        use = self._use(None, None, person or Person())
        answer = await self._answered(use.typing(self.application.commands, name, option, values))
        assert answer.choices is not None
        return answer.choices

    async def choose(self, name: str, message: Json, person: Person | None = None) -> Answer:
        """Choose a command from the menu of a message."""
        use = self._use(message.get("channel_id"), None, person or Person())
        return await self._answered(use.menu(self.application.commands, name, message))
