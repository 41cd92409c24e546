"""Threads: https://discord.com/developers/docs/resources/channel#start-thread-from-message"""

from aiohttp import web

from tests.discord_server import forms, limits
from tests.discord_server.forms import Json
from tests.discord_server.rooms import (
    CREATE_PUBLIC_THREADS,
    EMBED_LINKS,
    FORUM,
    REQUIRES_TAG,
    SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS,
    Rooms,
)
from tests.discord_server.wire import body_of, refuse, reply

API = "/api/v10"
CHANNEL = API + "/channels/{channel}"


class Threads:
    """Threads of messages, and the posts of forums."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.own_ids = False  # a server whose first messages have ids of their own
        self.routes = [
            web.get(CHANNEL, self._read),
            web.patch(CHANNEL, self._change),
            web.post(CHANNEL + "/threads", self._post),
            web.post(CHANNEL + "/messages/{id}/threads", self._of_message),
            web.get(CHANNEL + "/threads/archived/public", self._archived),
            web.get(API + "/guilds/{guild}/threads/active", self._active),
        ]

    async def _read(self, request: web.Request) -> web.Response:
        id_ = request.match_info["channel"]
        return self.rooms.closed(id_) or reply(self.rooms.find(id_))

    async def _change(self, request: web.Request) -> web.Response:
        """Who began a thread may name it and open it again, unless it is locked."""
        id_, body = request.match_info["channel"], body_of(request)
        refusal = self.rooms.closed(id_, SEND_MESSAGES_IN_THREADS)
        if refusal is not None:
            return refusal
        self.rooms.violations += limits.schema_violations(body, "UpdateThreadRequestPartial")
        thread = self.rooms.threads[id_]
        foreign = "name" in body and thread["owner_id"] != self.rooms.bot["id"]
        if thread["thread_metadata"]["locked"] or foreign:
            return refuse(403, 50013, "Missing Permissions")
        if body.get("archived") is False:
            await self.rooms.reopen(id_)
        if "name" in body:
            thread["name"] = body["name"]
            await self.rooms.dispatch("THREAD_UPDATE", thread)
        return reply(thread)

    async def _of_message(self, request: web.Request) -> web.Response:
        channel, id_ = request.match_info["channel"], request.match_info["id"]
        body = body_of(request)
        refusal = self.rooms.closed(channel, CREATE_PUBLIC_THREADS)
        if refusal is not None:
            return refusal
        self.rooms.violations += limits.schema_violations(
            body, "CreateTextThreadWithMessageRequest"
        )
        if self.rooms.message(channel, id_) is None:
            return refuse(404, 10008, "Unknown Message")
        if id_ in self.rooms.threads:
            text = "A thread has already been created for this message"
            return refuse(400, 160004, text)
        made = self.rooms.begin_thread(channel, body["name"], id_, [])
        await self.rooms.dispatch("THREAD_CREATE", {**made, "newly_created": True})
        return reply(made, 201)

    async def _post(self, request: web.Request) -> web.Response:
        """A post of a forum: its first message has the thread's id, and there is no nonce."""
        channel, body = request.match_info["channel"], body_of(request)
        fault = self.rooms.fault()
        if fault is not None and not fault.accepted:
            return await fault.response(request)
        answer = self._refusal(channel, body) or await self._posted(channel, body)
        return answer if fault is None else await fault.response(request)

    def _refusal(self, channel: str, body: Json) -> web.Response | None:
        refusal = self.rooms.closed(channel, SEND_MESSAGES, EMBED_LINKS)
        if refusal is not None:
            return refusal
        room = self.rooms.channels[channel]
        if room["type"] != FORUM:
            return refuse(400, 50024, "Cannot execute action on this channel type")
        if room["flags"] & REQUIRES_TAG and not body.get("applied_tags"):
            return refuse(400, 40067, "A tag is required to create a forum post in this channel")
        wrong = limits.schema_violations(body, "CreateForumThreadRequest")
        wrong += limits.violations(body["message"], "BaseCreateMessageCreateRequest")
        wrong += [
            f"{key} in a post" for key in ("nonce", "enforce_nonce") if key in body["message"]
        ]
        if wrong:
            self.rooms.violations += wrong
            return reply(forms.error(50035, "Invalid Form Body", {"_errors": wrong}), 400)
        return None

    async def _posted(self, channel: str, body: Json) -> web.Response:
        id_ = forms.snowflake()
        made = self.rooms.begin_thread(channel, body["name"], id_, body.get("applied_tags") or [])
        first = forms.message(id_, self.rooms.bot, body["message"])
        first["id"] = first["id"] if self.own_ids else id_
        self.rooms.by_channel[id_].append(first)
        await self.rooms.dispatch("THREAD_CREATE", {**made, "newly_created": True})
        return reply({**made, "message": first}, 201)

    async def _active(self, request: web.Request) -> web.Response:
        if request.match_info["guild"] != self.rooms.guild:
            return refuse(404, 10004, "Unknown Guild")
        open_ = [t for t in self.rooms.threads.values() if not t["thread_metadata"]["archived"]]
        return reply({"threads": open_[::-1], "members": [], "has_more": False})

    async def _archived(self, request: web.Request) -> web.Response:
        """By the time of archiving, latest first; `before` and `limit` as documented."""
        channel = request.match_info["channel"]
        refusal = self.rooms.closed(channel)
        if refusal is not None:
            return refusal
        before, most = request.query.get("before", "9"), int(request.query.get("limit", 50))
        found = [
            thread
            for thread in self.rooms.threads.values()
            if thread["parent_id"] == channel
            and thread["thread_metadata"]["archived"]
            and thread["thread_metadata"]["archive_timestamp"] < before
        ]
        found.sort(key=lambda it: it["thread_metadata"]["archive_timestamp"], reverse=True)
        return reply({"threads": found[:most], "members": [], "has_more": len(found) > most})
