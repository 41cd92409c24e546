"""Who people are on Slack: their names, and what they may manage; remembered for a minute."""

import asyncio
import re
from collections.abc import Awaitable, Iterable
from typing import Any

import aiohttp

from bot.model.errors import TellUser
from bot.model.message import Message, Person, Text
from bot.platforms.slack.web import SlackError, Web

KEPT = 60.0  # seconds
MOST = 5000  # answers

_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_ASK_AGAIN = "Slack does not say just now whether you may do that; please try again."
_FAILURES = (SlackError, aiohttp.ClientError, OSError, TimeoutError)

Json = dict[str, Any]


class People:
    """What Slack says of people and conversations."""

    def __init__(self, web: Web, managers: str) -> None:
        self._web, self._managers = web, managers
        self._known: dict[tuple[str, str], tuple[float, Json]] = {}

    async def administers(self, user: str) -> bool:
        """Whether somebody is an administrator or owner of the workspace."""
        told = await self._sure(self._user(user))
        return any(told.get(name) for name in ("is_admin", "is_owner", "is_primary_owner"))

    async def manages(self, user: str, channel: str) -> bool:
        """Whether somebody may say what a channel watches.

        In direct messages everybody may; elsewhere administrators, who created the channel, and the
        members of the configured user group.
        """
        if channel.startswith("D") or await self.administers(user):
            return True
        if self._managers and user in await self._members():
            return True
        try:
            return (await self.room(channel)).get("creator") == user
        except SlackError:  # a private channel that the bot is not in
            return False

    async def room(self, channel: str) -> Json:
        """What Slack says of a channel; raises SlackError, or the network's."""
        answer = await self._ask("conversations.info", "channel", channel)
        return dict(answer.get("channel") or {})

    async def names(self, messages: Iterable[Message], text: Text = ()) -> dict[str, str]:
        """The names of the people in messages; who has none that can be read is left out."""
        found: dict[str, str] = {}
        for id_ in {span.id for span in _spans(messages, text) if isinstance(span, Person)}:
            try:
                user = await self._user(id_) if _USER.fullmatch(id_) else {}
            except _FAILURES:
                continue
            profile = user.get("profile") or {}
            names = (profile.get("display_name"), profile.get("real_name"), user.get("name"))
            if name := next(filter(None, names), None):
                found[id_] = str(name)
        return found

    async def _members(self) -> list[str]:
        """The members of the user group; nobody where it is gone."""
        try:
            answer = await self._ask("usergroups.users.list", "usergroup", self._managers)
        except SlackError:
            return []
        return list(answer.get("users") or [])

    async def _user(self, user: str) -> Json:
        answer = await self._ask("users.info", "user", user)
        return dict(answer.get("user") or {})

    async def _sure(self, answer: Awaitable[Json]) -> Json:
        try:
            return await answer
        except _FAILURES as error:
            raise TellUser(_ASK_AGAIN) from error

    async def _ask(self, method: str, name: str, value: str) -> Json:
        now = asyncio.get_running_loop().time()
        until, answer = self._known.get((method, value), (0.0, {}))
        if now < until:
            return answer
        answer = await self._web.call(method, **{name: value})
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[method, value] = (now + KEPT, answer)
        return answer


def _spans(messages: Iterable[Message], text: Text) -> Iterable[object]:
    yield from text
    for message in messages:
        yield from message.body
        for field in message.fields:
            yield from field.value
