"""One message written or rewritten at one place; as plain text where Discord refuses the embed."""

from dataclasses import dataclass

from bot.model.message import Message
from bot.platforms.discord import refusals, render
from bot.platforms.discord.refusals import Refused, Shut
from bot.platforms.discord.rest import Json, Rest
from bot.platforms.discord.seek import Seek

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
CHANNEL = "/channels/{channel_id}"
INVALID = 400  # the HTTP status of what Discord finds wrong in a body


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be sent under a key, and how to find what an earlier try left of it."""

    message: Message
    key: str
    seek: Seek | None = None  # None: this is the first try
    old: bool = False  # whether the earlier try is older than a nonce lives for sure

    async def found(self, room: str) -> str | None:
        """The message that an earlier try left in a channel or thread, where the nonce is old."""
        return await self.seek.in_channel(room) if self.seek and self.old else None


async def say(rest: Rest, room: str, letter: Letter, reply_to: str | None = None) -> str:
    """Post it, and get the message's id."""
    message, key = letter.message, letter.key
    try:
        made = await rest.make(MESSAGES, render.post(message, key, reply_to), channel_id=room)
    except Refused as error:
        if error.status != INVALID:
            raise
        to = None if error.code == refusals.NO_HISTORY else reply_to
        made = await rest.make(MESSAGES, render.plain_post(message, key, to), channel_id=room)
    return str(made["id"])


async def change(rest: Rest, room: str, ref: str, message: Message) -> None:
    """Put a message in the place of an earlier one; a thread that archived itself is opened."""
    try:
        await _patch(rest, room, ref, message)
    except Shut as error:
        if error.code != refusals.ARCHIVED:
            raise
        await _reopen(rest, room)
        await _patch(rest, room, ref, message)


async def _patch(rest: Rest, room: str, ref: str, message: Message) -> None:
    async def put(body: Json) -> None:
        await rest.ask("PATCH", MESSAGE, body, channel_id=room, message_id=ref)

    try:
        await put(render.edit(message))
    except Refused as error:
        if error.status != INVALID:
            raise
        await put(render.plain_edit(message))


async def _reopen(rest: Rest, thread: str) -> None:
    """Whoever may write in a thread may open it again; a locked one only its moderators.

    https://discord.com/developers/docs/topics/threads#archived-threads
    """
    try:
        await rest.ask("PATCH", CHANNEL, {"archived": False}, channel_id=thread)
    except Shut as error:
        raise Shut(refusals.THREAD_LOCKED, "The thread is archived and locked.") from error
