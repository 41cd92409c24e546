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

_ADMIN = ("is_admin", "is_owner", "is_primary_owner")
_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_ASK_AGAIN = "Slack does not say just now whether you may do that; please try again."
_FAILURES = (SlackError, aiohttp.ClientError, OSError, TimeoutError)

Json = dict[str, Any]


class People:
    """What Slack says of people and conversations."""

    def __init__(self, web: Web, team: str, managers: str) -> None:
        self._web, self._team, self._managers = web, team, managers
        self._known: dict[tuple[str, str], tuple[float, Json]] = {}

    async def administers(self, user: str) -> bool:
        """Whether somebody is an administrator or owner of the workspace.

        Who is in a shared channel from elsewhere may be one there, which counts for nothing here.
        """
        told = await self._sure(self._user(user))
        ours = told.get("enterprise_user") or told.get("team_id") in (None, self._team)
        return bool(ours) and any(told.get(name) for name in _ADMIN)

    async def manages(self, user: str, channel: str) -> bool:
        """Whether somebody may say what a channel watches.

        In direct messages everybody may; elsewhere administrators, who created the channel, and the
        members of the configured user group.
        """
        if channel.startswith("D") or await self.administers(user):
            return True
        members = await self._or_none("usergroups.users.list", "usergroup", self._managers)
        if user in (members.get("users") or []):
            return True
        room = await self._or_none("conversations.info", "channel", channel)
        return (room.get("channel") or {}).get("creator") == user

    async def room(self, channel: str) -> Json:
        """What Slack says of a channel at this moment; raises SlackError, or the network's.

        Of direct messages, which the bot has no scope to ask about, whether it can read them.
        """
        if channel.startswith("D"):
            await self._web.call("conversations.history", channel=channel, limit=1)
            return {"is_member": True}
        answer = await self._web.call("conversations.info", channel=channel)
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

    async def _or_none(self, method: str, name: str, value: str) -> Json:
        """What Slack says; nothing of what is gone, or hidden from the bot."""
        try:
            return await self._ask(method, name, value) if value else {}
        except SlackError:
            return {}
        except _FAILURES as error:
            raise TellUser(_ASK_AGAIN) from error

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
