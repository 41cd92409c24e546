"""Whether a message of ours stands somewhere already: what an earlier try may have left.

A message is found by its key, which a button of it carries (`components.marked`): Discord gives
a bot its own components back in the history, and drops the nonce.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.model.errors import Gone
from bot.model.message import Message
from bot.platforms.discord import render
from bot.platforms.discord.components import custom_ids, marked
from bot.platforms.discord.embeds import embed
from bot.platforms.discord.refusals import Refused
from bot.platforms.discord.rest import Json, Rest

SKEW = timedelta(minutes=2)  # between our clock and Discord's
PAGE = 100  # https://discord.com/developers/docs/resources/message#get-channel-messages
UNDATED = 5  # threads that are too old, as it seems, and are looked at all the same
EPOCH = 1420070400000  # milliseconds: https://discord.com/developers/docs/reference#snowflakes


def snowflake(at: datetime) -> str:
    """The least id that something made then can have."""
    return str(max(int(at.timestamp() * 1000) - EPOCH, 0) << 22)


class Seek:
    """Looks for one message under one key, from when an earlier try began."""

    def __init__(self, rest: Rest, me: str, message: Message, key: str, tried: datetime) -> None:
        self._rest, self._me, self._message, self._key = rest, me, message, key
        self._since = tried - SKEW

    async def in_channel(self, channel: str) -> str | None:
        """The id of the message in a channel or thread.

        Where nothing at all stands there since then, one of the two clocks may be wrong, so that
        the latest messages are looked at for the mark as well.
        """
        empty = True
        async for found in self._messages(channel, snowflake(self._since)):
            empty = False
            if self._is_it(found):
                return str(found["id"])
        latest = await self._page(channel, {}) if empty else []
        return next((str(found["id"]) for found in latest if self._is_marked(found)), None)

    async def _page(self, channel: str, query: dict[str, str]) -> list[Json]:
        path, query = "/channels/{channel_id}/messages", {**query, "limit": str(PAGE)}
        return _dicts(await self._rest.ask("GET", path, None, query, channel_id=channel))

    async def _messages(self, channel: str, after: str) -> AsyncIterator[Json]:
        """Everything after an id, page by page, oldest first."""
        while True:
            page = await self._page(channel, {"after": after})
            page = [each for each in page if int(each["id"]) > int(after)]
            for each in sorted(page, key=lambda it: int(it["id"])):
                yield each
            if len(page) < PAGE:
                return
            after = max((each["id"] for each in page), key=int)

    def _is_it(self, found: Json) -> bool:
        """Ours, with a button that ends in the key; or one without such a button that reads so."""
        return self._is_marked(found) or (
            not marked(self._message.actions, self._key) and self._reads_so(found)
        )

    def _is_marked(self, found: Json) -> bool:
        texts = custom_ids(found.get("components"))
        return self._is_mine(found) and any(text.endswith(f":{self._key}") for text in texts)

    def _is_mine(self, found: Json) -> bool:
        return str((found.get("author") or {}).get("id")) == self._me

    def _reads_so(self, found: Json) -> bool:
        if not self._is_mine(found):
            return False
        shown, ours = found.get("embeds") or [{}], embed(self._message)
        names = ("title", "description")
        return all((shown[0].get(it) or "").strip() == ours.get(it, "").strip() for it in names)

    async def in_forum(self, forum: str, guild: str | None) -> str | None:
        """The reference of the post in a forum; Gone where its message was deleted.

        A thread of the forum that the bot began since then, whose first message is the one. Of the
        others the latest are looked at for the mark as well: one of the two clocks may be wrong.
        """
        least, others = int(snowflake(self._since)), UNDATED
        async for thread in self._mine(forum, guild):
            since = int(thread["id"]) > least
            others -= not since
            if not since and others < 0:
                continue
            first = await self._first(thread)
            if first is not None and (self._is_it(first) if since else self._is_marked(first)):
                return reference(str(thread["id"]), str(first["id"]))
            named = thread.get("name") == render.thread_name(self._message)
            if first is None and since and named:
                raise Gone("The message was deleted.")
        return None

    async def _mine(self, forum: str, guild: str | None) -> AsyncIterator[Json]:
        async for thread in self._all_threads(forum, guild):
            mine = str(thread.get("owner_id", self._me)) == self._me
            if mine and str(thread.get("parent_id")) == forum:
                yield thread

    async def _all_threads(self, forum: str, guild: str | None) -> AsyncIterator[Json]:
        """Active ones, then archived ones, which come in the order of when they were archived."""
        if guild:
            active = await self._list("/guilds/{guild_id}/threads/active", None, guild_id=guild)
            for thread in _dicts(active.get("threads")):
                yield thread
        path = "/channels/{channel_id}/threads/archived/public"
        before: str | None = None
        while True:
            query = {"limit": str(PAGE), **({"before": before} if before else {})}
            page = await self._list(path, query, channel_id=forum)
            threads = _dicts(page.get("threads"))
            for thread in threads:
                yield thread
            last = _archived_at(threads[-1]) if threads else None
            if not page.get("has_more") or last is None or last < self._since:
                return
            if before is not None and last.isoformat() >= before:
                return
            before = last.isoformat()

    async def _list(self, path: str, query: dict[str, str] | None, **ids: str) -> Json:
        """A list of threads; an empty one from a server that has no such list."""
        try:
            answer = await self._rest.ask("GET", path, None, query, **ids)
        except Refused:
            return {}
        return answer if isinstance(answer, dict) else {}

    async def _first(self, thread: Json) -> Json | None:
        """The message that began a thread: it has the thread's id, on Discord."""
        path = "/channels/{channel_id}/messages/{message_id}"
        try:
            found = await self._rest.ask(
                "GET", path, None, None, channel_id=str(thread["id"]), message_id=str(thread["id"])
            )
        except (Gone, Refused):
            oldest = await self._page(str(thread["id"]), {"after": "0"})
            return next(filter(self._is_marked, oldest), None)
        return found if isinstance(found, dict) else None


def reference(thread: str, message: str) -> str:
    """How a forum's post is named: by its thread, whose first message has the same id."""
    return thread if message in ("", thread) else f"{thread}/{message}"


def _archived_at(thread: Json) -> datetime | None:
    told = (thread.get("thread_metadata") or {}).get("archive_timestamp")
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _dicts(answer: Any) -> list[Json]:
    """The objects of a listing that have an id."""
    entries = answer if isinstance(answer, list) else []
    return [it for it in entries if isinstance(it, dict) and str(it.get("id", "")).isdecimal()]
