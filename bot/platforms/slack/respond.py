"""Replies on their way: to the address that came with the question, else to the person alone."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

import aiohttp

from bot.model.command import Attachment, Reply
from bot.model.errors import TollbellError, TryLater
from bot.platforms.slack.answers import bodies, fits_window, window
from bot.platforms.slack.payloads import Json, Place
from bot.platforms.slack.people import People
from bot.platforms.slack.web import SlackError, Web

log = logging.getLogger(__name__)

_NETWORK = (aiohttp.ClientError, OSError, TimeoutError, RuntimeError)
_SPOKEN: tuple[str, ...] = ("text", "blocks", "thread_ts")


class Respond:
    """Gives replies; raises TollbellError where one reaches nobody."""

    def __init__(self, web: Web, people: People) -> None:
        self._web, self._people = web, people
        self._later: set[asyncio.Task[None]] = set()

    async def __call__(self, place: Place, reply: Reply) -> None:
        """Give a reply to who asked, or to the channel where it is to be shared."""
        names = await self._people.names(reply.messages, reply.text)
        if (
            place.pressed
            and fits_window(reply)
            and await self.open(place.trigger, window(reply, names))
        ):
            return
        made = [{**body, **_thread(place)} for body in bodies(reply, names)]
        if reply.replaces and place.pressed:
            made[0]["replace_original"] = True
        if not await self._by_url(place, made):
            await self._by_method(place, reply, made)
        if reply.attachment is not None:
            await self._upload(place, reply.attachment)

    def later(self, answer: Coroutine[Any, Any, None]) -> None:
        """Give an answer after what it answers is acknowledged."""
        task = asyncio.ensure_future(answer)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def open(self, trigger: str, view: Json) -> bool:
        """Open a modal; False where it came too late."""
        try:
            await self._web.tell("views.open", {"trigger_id": trigger, "view": view})
        except (SlackError, *_NETWORK) as error:
            log.warning("Slack did not open a window: %s", error, extra={"platform": "slack"})
            return False
        return True

    async def _by_url(self, place: Place, made: Sequence[Json]) -> bool:
        """Whether the address took the answer; it lives for half an hour."""
        if not place.response_url:
            return False
        for number, body in enumerate(made):
            if not await self._to(place.response_url, body):
                if number == 0:
                    return False
                raise TryLater("Slack took only a part of it.")
        return True

    async def _to(self, url: str, body: Json) -> bool:
        """Whether an address took a message, at the second try at the latest."""
        for _ in range(2):
            try:
                async with self._web.session.post(url, json=body) as answer:
                    if answer.status == 200:
                        return True
                    if answer.status < 500:
                        return False
            except _NETWORK:
                continue
        return False

    async def _by_method(self, place: Place, reply: Reply, made: Sequence[Json]) -> None:
        """The same by the Web API, which needs the bot in the channel; else to the person."""
        method = "chat.postEphemeral" if reply.private else "chat.postMessage"
        fixed = {"channel": place.channel.id, **({"user": place.user} if reply.private else {})}
        for body in made:
            kept = {name: body[name] for name in _SPOKEN if name in body}
            try:
                await self._web.deliver(method, {**kept, **fixed})
            except TollbellError:
                method, fixed = "chat.postMessage", {"channel": await self._direct(place.user)}
                kept.pop("thread_ts", None)
                await self._web.deliver(method, {**kept, **fixed})

    async def _direct(self, user: str) -> str:
        answer = await self._web.deliver("conversations.open", {"users": user})
        return str(answer["channel"]["id"])

    async def _upload(self, place: Place, file: Attachment) -> None:
        """A file, to the person alone: Slack shows none to one person in a channel."""
        channel = await self._direct(place.user)
        try:
            await self._web.client.files_upload_v2(
                channel=channel, filename=file.name, title=file.name, content=file.content
            )
        except Exception as error:  # slack-sdk raises whatever went wrong
            raise TryLater(f"Slack did not take the file: {type(error).__name__}.") from error


def _thread(place: Place) -> Json:
    return {"thread_ts": place.thread} if place.thread else {}
