"""Messages to Discord and nowhere twice: where each is posted, and what an earlier try left.

* In a channel the nonce makes the same key one message for a few minutes; later the history tells.
* A post in a forum has no nonce: see forum.py.
* A follow-up stands in the thread of its message; where there can be none it is a reply.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.model.errors import Closed, TryLater, Undeliverable
from bot.model.message import Message
from bot.model.watch import Channel
from bot.platforms.discord import permissions, refusals
from bot.platforms.discord.forum import Forum, Unsettled
from bot.platforms.discord.places import ROOM, Kind, Places
from bot.platforms.discord.refusals import Refused, Shut
from bot.platforms.discord.render import thread_name
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.seek import Seek
from bot.platforms.discord.writing import CHANNEL, Letter, change, say

RECENT = timedelta(seconds=60)  # since a try: well within the "past few minutes" of a nonce
MESSAGE_THREADS = "/channels/{channel_id}/messages/{message_id}/threads"
DIRECT = "/users/@me/channels"

Clock = Callable[[], datetime]


class Posting:
    """Sends and edits in one session."""

    def __init__(
        self, rest: Rest, places: Places, me: str, clock: Clock, unsettled: Unsettled
    ) -> None:
        self._rest, self._places, self._me, self._clock = rest, places, me, clock
        self._forum = Forum(rest, places, unsettled)

    async def send(
        self,
        channel: Channel,
        message: Message,
        key: str,
        reply_to: str | None,
        tried: datetime | None,
    ) -> str:
        """The reference of a message that now stands in a channel."""
        letter = self._letter(message, key, tried)
        if reply_to is not None:
            return await self._follow(channel, reply_to, letter)
        place = self._places.known(channel)
        if place is not None and place.kind is Kind.FORUM:
            return await self._forum.begin(channel, place, letter)
        try:
            ref = await letter.found(channel.id) or await say(self._rest, channel.id, letter)
        except Shut as error:
            if place is not None or error.code not in _OTHER_KINDS:
                raise
            return await self._begin(channel, letter, error)
        if place is None:
            self._places.learn(channel.id, ROOM)
        return ref

    def _letter(self, message: Message, key: str, tried: datetime | None) -> Letter:
        if tried is None:
            return Letter(message, key)
        seek = Seek(self._rest, self._me, message, key, tried)
        return Letter(message, key, seek, self._clock() - tried > RECENT)

    async def _begin(self, channel: Channel, letter: Letter, error: Shut) -> str:
        """In what was not known to be a forum."""
        place = await self._places.find(channel)
        if place.kind is not Kind.FORUM:
            raise error
        return await self._forum.begin(channel, place, letter)

    async def _follow(self, channel: Channel, ref: str, letter: Letter) -> str:
        kind = (await self._places.find(channel)).kind
        if kind is Kind.FORUM:
            return await self._forum.follow(channel, ref, letter)
        if found := await letter.found(channel.id):
            return found
        if kind is Kind.ROOM and await self._thread(channel, ref, letter.message):
            try:
                return await letter.found(ref) or await say(self._rest, ref, letter)
            except Closed:  # locked, or gone again; the channel itself is open all the same
                pass
        return await say(self._rest, channel.id, letter, ref)

    async def _thread(self, channel: Channel, ref: str, message: Message) -> bool:
        """Whether a message has a thread by now: it has the message's id.

        https://discord.com/developers/docs/resources/channel#start-thread-from-message
        """
        if self._places.has_thread(ref, channel.space):
            return True
        allowed = self._places.allowed(channel)
        if allowed is not None and permissions.lacking(allowed, _THREADING):
            return False
        body = {"name": thread_name(message)}
        try:
            await self._rest.make(MESSAGE_THREADS, body, channel_id=channel.id, message_id=ref)
        except Refused as error:
            return error.code == refusals.THREAD_EXISTS
        except Shut as error:
            if error.code == refusals.UNKNOWN_CHANNEL:
                raise
            return False
        return True

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:
        """Put a message in the place of an earlier one."""
        place = await self._places.find(channel)
        if place.kind is Kind.FORUM:
            await self._forum.change(channel, ref, message)
        else:
            await change(self._rest, channel.id, ref, message)
        await self._rename(channel, ref.partition("/")[0], message)

    async def _rename(self, channel: Channel, thread: str, message: Message) -> None:
        """Call the thread of a message what the message says now: a name may hold a figure, too.

        Whoever began a thread may do so, a few times in a while. The message itself is right by
        now, so that a refusal costs nothing: the next edit tries again.
        """
        name, wanted = self._places.name_of(thread, channel.space, self._me), thread_name(message)
        if name is None or name == wanted:
            return
        with suppress(TryLater, Undeliverable):
            await self._rest.ask("PATCH", CHANNEL, {"name": wanted}, channel_id=thread)

    async def tell(self, user: str, message: Message) -> None:
        """Post in the direct messages with a user; the same words are said once in a while."""
        direct = await self._rest.make(DIRECT, {"recipient_id": user})
        key = f"{user}\n{message.title}\n{message.body}"
        await say(self._rest, str(direct["id"]), Letter(message, key))


_OTHER_KINDS = (
    refusals.IN_A_FORUM,
    refusals.NOT_A_TEXT_CHANNEL,
    refusals.WRONG_CHANNEL_TYPE,
)
_THREADING = {
    permissions.CREATE_PUBLIC_THREADS: "Create Public Threads",
    permissions.SEND_MESSAGES_IN_THREADS: "Send Messages in Threads",
}
