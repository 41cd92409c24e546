"""Channels and threads, and what the bot may do there.

https://discord.com/developers/docs/resources/channel and
https://discord.com/developers/docs/topics/permissions
"""

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.discord_server import forms
from tests.discord_server.faults import Fault
from tests.discord_server.forms import Json
from tests.discord_server.wire import refuse

VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
EMBED_LINKS = 1 << 14
READ_MESSAGE_HISTORY = 1 << 16
CREATE_PUBLIC_THREADS = 1 << 35
SEND_MESSAGES_IN_THREADS = 1 << 38

TEXT, THREAD, FORUM = 0, 11, 15
REQUIRES_TAG = 1 << 4  # a forum's flag


class Rooms:
    """One guild's channels and threads with their messages, oldest first."""

    def __init__(self, guild: str, bot: Json) -> None:
        self.guild, self.bot = guild, bot
        self.channels: dict[str, Json] = {}  # as GUILD_CREATE has them
        self.threads: dict[str, Json] = {}
        self.by_channel: defaultdict[str, list[Json]] = defaultdict(list)
        self.forbidden: set[str] = set()  # where the bot may not write, though nobody told it
        self.faults: deque[Fault] = deque()  # of the next requests that create or edit
        self.trouble: Callable[[], Fault | None] = lambda: None  # where no fault is queued
        self.violations: list[str] = []
        self.dispatch: Callable[[str, Json], Awaitable[None]]

    def fault(self) -> Fault | None:
        """What goes wrong with this request."""
        return self.faults.popleft() if self.faults else self.trouble()

    def add(self, kind: int = TEXT, id_: str | None = None, name: str = "trade") -> Json:
        """A channel."""
        made = forms.channel(id_ or forms.snowflake(), self.guild, name, kind)
        self.channels[made["id"]] = made
        return made

    def find(self, id_: str) -> Json | None:
        """A channel or thread."""
        return self.channels.get(id_) or self.threads.get(id_)

    def allowed(self, id_: str) -> int:
        """What the bot may do: everything but what an overwrite of its own denies."""
        room = self.find(id_)
        while room is not None and room["type"] == THREAD:
            room = self.channels.get(room["parent_id"])
        denied = sum(int(it["deny"]) for it in (room or {}).get("permission_overwrites", ()))
        return forms.EVERYONE & ~denied

    def message(self, channel: str, id_: str) -> Json | None:
        """A message that stands there."""
        return next((m for m in self.by_channel[channel] if m["id"] == id_), None)

    def closed(self, id_: str, *needed: int) -> web.Response | None:
        """Why the bot cannot do something in a channel that needs these permissions."""
        room = self.find(id_)
        if room is None:
            return refuse(404, 10003, "Unknown Channel")
        allowed = self.allowed(id_)
        if not allowed & VIEW_CHANNEL:
            return refuse(403, 50001, "Missing Access")
        if id_ in self.forbidden or any(not allowed & bit for bit in needed):
            return refuse(403, 50013, "Missing Permissions")
        return None

    def writing(self, id_: str, body: Json) -> web.Response | None:
        """Why the bot cannot write there; in a thread that is only archived it can."""
        room = self.find(id_)
        thread = room is not None and room["type"] == THREAD
        needed = [SEND_MESSAGES_IN_THREADS if thread else SEND_MESSAGES]
        refusal = self.closed(id_, *needed, *([EMBED_LINKS] if body.get("embeds") else []))
        if refusal is not None or room is None:
            return refusal
        if room["type"] == FORUM:
            return refuse(400, 40058, "Cannot send a message in a forum channel")
        if thread and room["thread_metadata"]["locked"]:
            return refuse(403, 160005, "This thread is locked")
        return None

    def begin_thread(self, parent: str, name: str, id_: str, tags: list[str]) -> Json:
        """A thread of a channel; of a message it has the message's id."""
        made = forms.thread(id_, self.guild, parent, name, self.bot["id"])
        made["applied_tags"] = tags
        self.threads[id_] = made
        return made

    async def archive(self, id_: str, *, locked: bool = False) -> None:
        """Time, or with `locked` a moderator, closes a thread."""
        thread = self.threads[id_]
        thread["thread_metadata"] |= {"archived": True, "locked": locked}
        thread["thread_metadata"]["archive_timestamp"] = forms.moment()
        await self.dispatch("THREAD_UPDATE", thread)

    async def reopen(self, id_: str) -> None:
        """A message in it opens an archived thread."""
        thread = self.threads.get(id_)
        if thread is not None and thread["thread_metadata"]["archived"]:
            thread["thread_metadata"]["archived"] = False
            await self.dispatch("THREAD_UPDATE", thread)

    async def remove(self, id_: str) -> None:
        """A moderator deletes a channel or thread."""
        gone = self.channels.pop(id_, None)
        if gone is None:
            thread = self.threads.pop(id_)
            keys = ("id", "guild_id", "parent_id", "type")
            await self.dispatch("THREAD_DELETE", {key: thread[key] for key in keys})
        else:
            await self.dispatch("CHANNEL_DELETE", gone)
        self.by_channel.pop(id_, None)

    async def deny(self, id_: str, permissions: int) -> None:
        """A moderator denies the bot something in a channel."""
        denial = {"id": self.bot["id"], "type": 1, "allow": "0", "deny": str(permissions)}
        self.channels[id_]["permission_overwrites"] = [denial]
        await self.dispatch("CHANNEL_UPDATE", self.channels[id_])
