"""Slack as a platform: stays connected, sends each message once, edits, answers."""

import asyncio
import logging
import re
from collections import OrderedDict
from datetime import datetime

import aiohttp

from bot.model.errors import TellUser, TryLater, Undeliverable
from bot.model.message import Message
from bot.model.news import SpaceJoined
from bot.model.protocols import Host
from bot.model.watch import Channel
from bot.platforms.slack import render
from bot.platforms.slack.connection import Connection
from bot.platforms.slack.hears import hears
from bot.platforms.slack.interactions import Interactions
from bot.platforms.slack.pace import MESSAGES, TIER_3, WHOLE, Pace
from bot.platforms.slack.people import People
from bot.platforms.slack.refusals import Refused, Unsure
from bot.platforms.slack.respond import Respond
from bot.platforms.slack.settings import SlackSettings
from bot.platforms.slack.web import MARGIN, TIMEOUT, SlackError, Web

log = logging.getLogger(__name__)
_KEYS = {"platform": "slack"}

TRIES = 5000  # keys whose last try is remembered
EDITS, HISTORY = "chat.update", "conversations.history"

_ROOM = re.compile(r"[CDG][A-Z0-9]{2,30}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")
_MESSAGE = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}")


class Slack:
    """A platform; `run` keeps it connected, `send` and `edit` work from its first connection on."""

    name = "slack"

    def __init__(self, settings: SlackSettings) -> None:
        self._settings = settings
        self._posts = Pace(*MESSAGES)
        self._edits, self._looks = Pace(*TIER_3, WHOLE), Pace(*TIER_3, WHOLE)
        self._web: Web | None = None  # None before the token was found good
        self._people: People | None = None
        self._me = ""  # what the bot is called
        # Until when the last try of a key may still be carried out, in the loop's time. Tries of an
        # earlier run are not known: until `_settled` any of them may be.
        self._alive: OrderedDict[str, float] = OrderedDict()
        self._settled: float | None = None

    async def run(self, host: Host) -> None:
        """Stay connected and answer until cancelled.

        Raises TollbellError where an operator has to mend something, such as a token.
        """
        self._begin()
        limit = aiohttp.ClientTimeout(total=TIMEOUT)
        async with aiohttp.ClientSession(timeout=limit, trust_env=True) as session:
            web = Web(self._settings.bot_token, self._settings.base, session)
            connection = Connection(web, self._settings.app_token)
            try:
                who = await connection.login()
                people = People(web, str(who.get("team_id")), self._settings.manager_group)
                respond = Respond(web, people)
                answers = Interactions(host, people, respond, self._settings.manager_group)
                self._web, self._people, self._me = web, people, str(who.get("user"))
                await host.heard(SpaceJoined(self.name, str(who.get("team_id"))))
                await connection.stay(hears(web.client, who, answers, host))
            finally:
                self._web = self._people = None

    def _begin(self) -> float:
        """From when on no request of an earlier run can be under way any more."""
        if self._settled is None:
            self._settled = asyncio.get_running_loop().time() + TIMEOUT + MARGIN
        return self._settled

    async def send(
        self,
        channel: Channel,
        message: Message,
        key: str,
        reply_to: str | None = None,
        tried: datetime | None = None,
    ) -> str:
        """Post a message and get its ts; one of an earlier try that arrived is found again.

        Slack knows no idempotence: https://github.com/slackapi/slack-api-specs/issues/10. So an
        earlier try is waited for until it can no longer be carried out, then looked for.
        """
        web, people = self._connected(unsent=tried is None)
        room, thread = _room(channel.id), reply_to and _message(reply_to)
        if tried is not None:
            self._wait_for(key)
            await self._looks.turn(HISTORY)
            if found := await web.find(room, key, tried, thread):
                return found
        await self._posts.turn(room)
        body = render.post(message, key, thread, await people.names([message]))
        try:
            return await self._post(web, room, body, message)
        except Unsure:
            self._remember(key, MARGIN)
            raise
        except TryLater as error:
            self._remember(key, 0.0)
            self._posts.hold(room, error.after or 0.0)
            raise

    async def _post(self, web: Web, room: str, body: render.Json, message: Message) -> str:
        try:
            answer = await web.deliver("chat.postMessage", {"channel": room, **body})
        except Refused as error:
            log.warning("%s It is sent as plain text.", error, extra=_KEYS)
            plain = render.plainly(body, message)
            answer = await web.deliver("chat.postMessage", {"channel": room, **plain})
        if not answer.get("ts"):
            raise Unsure("Slack's answer names no message.")
        return str(answer["ts"])

    def _remember(self, key: str, seconds: float) -> None:
        self._alive[key] = asyncio.get_running_loop().time() + seconds
        self._alive.move_to_end(key)
        if len(self._alive) > TRIES:
            self._alive.popitem(last=False)

    def _wait_for(self, key: str) -> None:
        """Raise TryLater while an earlier try of a key may still be carried out."""
        wait = self._alive.get(key, self._begin()) - asyncio.get_running_loop().time()
        if wait > 0:
            raise TryLater("An earlier try may still be under way.", wait + 0.01)

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:
        """Put a message in the place of an earlier one; the same again is harmless."""
        web, people = self._connected()
        await self._edits.turn(EDITS)
        where = {"channel": _room(channel.id), "ts": _message(ref)}
        body = render.edit(message, await people.names([message]))
        try:
            await web.deliver(EDITS, {**where, **body})
        except Refused as error:
            log.warning("%s It is edited to plain text.", error, extra=_KEYS)
            await web.deliver(EDITS, {**where, **render.plainly(body, message), "blocks": []})
        except TryLater as error:
            self._edits.hold(EDITS, error.after or 0.0)
            raise

    async def tell(self, user: str, message: Message) -> None:
        """Post a message in the direct messages with somebody."""
        if not _PERSON.fullmatch(user):
            raise Undeliverable(f"{user!r} is nobody's id on Slack.")
        web, people = self._connected()
        opened = await web.deliver("conversations.open", {"users": user})
        room = str(opened["channel"]["id"])
        await self._posts.turn(room)
        body = render.post(message, f"to {user}", names=await people.names([message]))
        await self._post(web, room, body, message)

    async def missing(self, channel: Channel) -> tuple[str, ...]:
        """What the bot lacks to post in a channel: to be in it, or that it is open."""
        _, people = self._connected()
        try:
            room = await people.room(_room(channel.id))
        except (SlackError, Undeliverable) as error:
            told = f"I cannot see that channel; if it is private, type /invite @{self._me} there."
            raise TellUser(told) from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise TellUser("Slack does not answer just now; please try again.") from error
        if room.get("is_archived"):
            return ("an open channel (this one is archived)",)
        if room.get("is_member"):
            return ()
        return (f"membership of the channel (type /invite @{self._me} there)",)

    def _connected(self, *, unsent: bool = True) -> tuple[Web, People]:
        if self._web is None or self._people is None:
            raise TryLater("Slack is not connected.", unsent=unsent)
        return self._web, self._people


def _room(text: str) -> str:
    if not _ROOM.fullmatch(text):
        raise Undeliverable(f"{text!r} is not the id of a channel on Slack.")
    return text


def _message(text: str) -> str:
    if not _MESSAGE.fullmatch(text):
        raise Undeliverable(f"{text!r} is not the id of a message on Slack.")
    return text
