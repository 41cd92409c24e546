"""Discord as a platform: stays connected, keeps the commands known, sends and edits."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import aiohttp
import discord

from bot.model.command import Command
from bot.model.errors import TellUser, TollbellError, TryLater, Undeliverable
from bot.model.message import Message
from bot.model.protocols import Host
from bot.model.watch import Channel
from bot.platforms.discord import commands as words
from bot.platforms.discord import ids
from bot.platforms.discord.breaker import Breaker
from bot.platforms.discord.forum import Unsettled
from bot.platforms.discord.gateway import Gateway
from bot.platforms.discord.interactions import Desk, Interactions
from bot.platforms.discord.pace import Pace
from bot.platforms.discord.permissions import WANTED
from bot.platforms.discord.places import Places
from bot.platforms.discord.posting import Clock, Posting
from bot.platforms.discord.refusals import BAD_LOGIN
from bot.platforms.discord.rest import BURST, MISSED, PEAK, RATE, NoGateway, Rest
from bot.platforms.discord.rights import Rights
from bot.platforms.discord.settings import DiscordSettings
from bot.platforms.discord.tidings import Tidings

log = logging.getLogger(__name__)
_KEYS = {"platform": "discord"}

# Close codes after which the same again is as wrong as before:
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
_FINAL = {
    4004: BAD_LOGIN,
    4010: "Discord refuses this bot's shard: is another version of it running?",
    4011: "Discord demands sharding that this bot did not offer.",
    4012: "Discord no longer speaks this version of the gateway: update the bot.",
    4013: "Discord refuses this bot's intents: update the bot.",
    4014: "Discord refuses this bot's intents: update the bot.",
}

FIRST_PAUSE = 1.0  # seconds between sessions; doubled up to the last
LAST_PAUSE = 60.0
GOODBYE = 3.0  # seconds for the closing handshakes
STEADY = 120.0  # seconds after which a session was a good one


class Discord:
    """A platform; `run` keeps it connected, `send` and `edit` work while it is."""

    name = "discord"

    def __init__(self, settings: DiscordSettings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._pace = Pace(RATE, PEAK, BURST, MISSED)
        self._breaker = Breaker(_loop_time)
        self._unsettled = Unsettled()
        self._session: _Session | None = None  # None while there is none

    async def run(self, host: Host) -> None:
        """Stay connected and answer commands until cancelled.

        Raises TollbellError where an operator has to mend something, such as the token.
        """
        self._unsettled.begin()
        pause = FIRST_PAUSE
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            ended = await self._session_to_its_end(host)
            pause = FIRST_PAUSE if clock() - began > STEADY else pause
            log.warning("Discord: %s; connecting again in %.0f s", ended, pause, extra=_KEYS)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LAST_PAUSE)

    async def _session_to_its_end(self, host: Host) -> str:
        """Why a session ended."""
        try:
            await self._hold_session(host)
        except discord.LoginFailure:
            raise TollbellError(BAD_LOGIN) from None
        except discord.ConnectionClosed as error:
            if error.code in _FINAL:
                raise TollbellError(_FINAL[error.code]) from None
            return f"the gateway closed ({error.code})"
        except discord.PrivilegedIntentsRequired:
            raise TollbellError(_FINAL[4014]) from None
        except NoGateway as error:
            return f"the gateway cannot be reached ({error})"
        except Exception as error:  # whatever a network and a server can do
            return f"{type(error).__name__}: {error}"
        return "the session ended"

    async def _hold_session(self, host: Host) -> None:
        client = Gateway(self._make_rest)
        places = Places(client, client.rest)
        telling = None
        try:
            await client.login(self._settings.token)
            self._breaker.reset()
            tidings = Tidings(places, host.heard)
            telling = asyncio.ensure_future(tidings.tell())
            client.on_news = tidings.take
            client.on_interaction_data = self._interactions(client.rest, places, host).answer
            await self._introduce(client, host.commands)
            assert client.user is not None  # noqa: S101  (login has set it)
            me = str(client.user.id)
            posting = Posting(client.rest, places, me, self._clock, self._unsettled)
            self._session = _Session(client.rest, places, posting)
            await _stay_connected(client)
        finally:
            self._session = None
            await _close(client)
            if telling is not None:
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)

    def _interactions(self, rest: Rest, places: Places, host: Host) -> Interactions:
        rights = Rights(places, frozenset(self._settings.manager_roles))
        return Interactions(Desk(rest, places, rights, self._settings.base), host)

    def _make_rest(self, loop: asyncio.AbstractEventLoop) -> Rest:
        settings = self._settings
        return Rest(loop, settings.base, settings.gateway, self._pace, self._breaker)

    async def _introduce(self, client: Gateway, commands: Sequence[Command]) -> None:
        """Say how to invite the bot, and have Discord list the commands as they now are."""
        application = client.application_id
        assert application is not None  # noqa: S101  (login has set it)
        permissions = discord.Permissions(WANTED)
        scopes = ("bot", "applications.commands")
        invite = discord.utils.oauth_url(application, permissions=permissions, scopes=scopes)
        log.info("Discord: logged in as %s; invite the bot: %s", client.user, invite, extra=_KEYS)
        try:
            by_role = bool(self._settings.manager_roles)
            await _sync(client.rest, application, words.definitions(commands, by_role=by_role))
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            told = f"{type(error).__name__}: {error}"
            log.warning("Discord did not take the commands: %s", told, extra=_KEYS)

    async def send(
        self,
        channel: Channel,
        message: Message,
        key: str,
        reply_to: str | None = None,
        tried: datetime | None = None,
    ) -> str:
        """Post one embed and get the message's id, in a forum the thread's.

        The same key twice is one message. A follow-up stands in the thread of its message.
        """
        if reply_to is not None:
            ids.reference(reply_to)
        posting = self._connected().posting
        return await posting.send(ids.sound(channel), message, key, reply_to, tried)

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:
        """Put a message in the place of an earlier one."""
        await self._connected().posting.edit(ids.sound(channel), ids.reference(ref), message)

    async def tell(self, user: str, message: Message) -> None:
        """Post one embed in the direct messages with a user."""
        await self._connected().posting.tell(ids.snowflake(user), message)

    async def missing(self, channel: Channel) -> tuple[str, ...]:
        """The permissions that the bot lacks to post in a channel, in Discord's words."""
        try:
            return await self._connected().places.missing(ids.sound(channel))
        except (TryLater, Undeliverable) as error:
            raise TellUser(f"I could not look at that channel: {error}") from None

    def _connected(self) -> "_Session":
        if self._session is None or not self._session.rest.connected:
            raise TryLater("Discord is not connected.", unsent=True)
        return self._session


@dataclass(frozen=True, slots=True)
class _Session:
    """What works while there is a session."""

    rest: Rest
    places: Places
    posting: Posting


async def _stay_connected(client: Gateway) -> None:
    """Be connected until it ends, or until cancelled.

    In a task of its own: discord.py swallows a cancellation that meets it while it resumes.
    """
    connecting = asyncio.ensure_future(client.connect())
    try:
        await asyncio.wait({connecting})
    finally:
        await _close(client)
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)
    connecting.result()


async def _close(client: Gateway) -> None:
    """Close, without waiting long for a server that does not say goodbye."""
    if client.is_closed():
        return
    closing = asyncio.ensure_future(client.close())
    done, _ = await asyncio.wait({closing}, timeout=GOODBYE)
    if not done:
        closing.cancel()
        await client.rest.close()


async def _sync(rest: Rest, application: int, wanted: Sequence[words.Json]) -> None:
    """Overwrite the commands where Discord lists others: it takes 200 new ones a day."""
    try:
        listed: object = await rest.get_global_commands(application)
    except discord.HTTPException:
        listed = None
    if words.differ(listed, wanted):
        await rest.bulk_upsert_global_commands(application, list(wanted))
        log.info("Discord: commands registered", extra={**_KEYS, "commands": len(wanted)})


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
