"""Discord as a platform: stays connected, keeps the commands known, sends and edits."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

import aiohttp
import discord

from bot.model.command import Command
from bot.model.errors import TollbellError, TryLater, Undeliverable
from bot.model.message import Message
from bot.model.protocols import Host
from bot.model.watch import Channel
from bot.platforms.discord import commands as words
from bot.platforms.discord import render
from bot.platforms.discord.gateway import Gateway
from bot.platforms.discord.interactions import Interactions
from bot.platforms.discord.pace import Pace
from bot.platforms.discord.rest import BAD_LOGIN, BURST, RATE, NoGateway, Rest
from bot.platforms.discord.settings import DiscordSettings

log = logging.getLogger(__name__)
_KEYS = {"platform": "discord"}

# What sending, answering in threads, replying and finding our own messages again needs.
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
)

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

    def __init__(self, settings: DiscordSettings) -> None:
        self._settings = settings
        self._pace = Pace(RATE, BURST)
        self._rest: Rest | None = None  # None between sessions

    async def run(self, host: Host) -> None:
        """Stay connected and answer commands until cancelled.

        Raises TollbellError where an operator has to mend something, such as the token.
        """
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
            await self._session(host)
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

    async def _session(self, host: Host) -> None:
        client = Gateway(self._make_rest)
        self._rest = client.rest
        try:
            await client.login(self._settings.token)
            client.on_interaction_data = Interactions(client.rest, host).answer
            await self._introduce(client, host.commands)
            await _stay_connected(client)
        finally:
            self._rest = None
            await _close(client)

    def _make_rest(self, loop: asyncio.AbstractEventLoop) -> Rest:
        return Rest(loop, self._settings.base, self._settings.gateway, self._pace)

    async def _introduce(self, client: Gateway, commands: Sequence[Command]) -> None:
        """Say how to invite the bot, and have Discord list the commands as they now are."""
        application = client.application_id
        assert application is not None  # noqa: S101  (login has set it)
        invite = discord.utils.oauth_url(
            application, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
        )
        log.info("Discord: logged in as %s; invite the bot: %s", client.user, invite, extra=_KEYS)
        try:
            await _sync(client.rest, application, commands)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            told = f"{type(error).__name__}: {error}"
            log.warning("Discord did not take the commands: %s", told, extra=_KEYS)

    async def send(
        self,
        channel: Channel,
        message: Message,
        key: str,
        reply_to: str | None = None,
        tried: datetime | None = None,  # noqa: ARG002
    ) -> str:
        """Post one embed and get the message's id; the same key twice is one message."""
        body = render.post(message, key, reply_to and _snowflake(reply_to))
        return await self._connected().create_message(_snowflake(channel.id), body)

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:
        """Put a message in the place of an earlier one."""
        body = render.edit(message)
        await self._connected().change_message(_snowflake(channel.id), _snowflake(ref), body)

    async def tell(self, user: str, message: Message) -> None:
        """Post one embed in the direct messages with a user."""
        rest = self._connected()
        channel = await rest.open_direct(_snowflake(user))
        await rest.create_message(channel, render.post(message, f"{user}\n{message.title}"))

    async def missing(self, channel: Channel) -> tuple[str, ...]:  # noqa: ARG002
        """The permissions that the bot lacks in a channel."""
        return ()

    def _connected(self) -> Rest:
        if self._rest is None or not self._rest.connected:
            raise TryLater("Discord is not connected.")
        return self._rest


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


async def _sync(rest: Rest, application: int, commands: Sequence[Command]) -> None:
    """Overwrite the commands where Discord lists others: it takes 200 new ones a day."""
    wanted = words.definitions(commands)
    try:
        listed: object = await rest.get_global_commands(application)
    except discord.HTTPException:
        listed = None
    if words.differ(listed, wanted):
        await rest.bulk_upsert_global_commands(application, wanted)
        log.info("Discord: commands registered", extra={**_KEYS, "commands": len(wanted)})


def _snowflake(text: str) -> str:
    """An id of Discord: digits only, so that it cannot be a path."""
    if not (text.isascii() and text.isdecimal()):
        raise Undeliverable(f"{text!r} is not an id of Discord.")
    return text
