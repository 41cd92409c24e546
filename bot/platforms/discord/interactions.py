"""An interaction to its answer: within three seconds, or deferred.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

import asyncio
import logging
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.model.command import Call, Reply
from bot.model.errors import TellUser
from bot.model.protocols import Host
from bot.platforms.discord import commands, render
from bot.platforms.discord.rest import Rest

APPLICATION_COMMAND = 2  # an interaction's type
MESSAGE = 4  # a callback's type: answer with a message
DEFERRED = 5  # "thinking"; the answer follows within 15 minutes
EPHEMERAL = 1 << 6
PATIENCE = 2.0  # seconds of the three that Discord gives
_ALREADY_ACKNOWLEDGED = 40060  # our answer came through, only its confirmation was lost

DID_NOT_WORK = Reply(("That did not work; it is in the bot's log. Please try again later.",))

log = logging.getLogger(__name__)

_Json = dict[str, Any]


class Interactions:
    """Answers the interactions of one session."""

    def __init__(self, rest: Rest, host: Host) -> None:
        self._rest = rest
        self._known = {command.name: command for command in host.commands}
        self._host = host

    async def answer(self, interaction: _Json) -> None:
        """Answer an interaction; what goes wrong is one line in the log."""
        if interaction.get("type") != APPLICATION_COMMAND:
            return
        call = commands.call(interaction)
        coming = asyncio.ensure_future(self._reply(interaction, call))
        try:
            await self._answer(interaction, coming)
        except (discord.DiscordException, aiohttp.ClientError, OSError, RuntimeError) as error:
            told = f"{type(error).__name__}: {error}"
            log.warning("an answer did not reach Discord: %s", told, extra=_keys(call))
        finally:
            coming.cancel()

    async def _answer(self, interaction: _Json, coming: asyncio.Future[Reply]) -> None:
        done, _ = await asyncio.wait({coming}, timeout=PATIENCE)
        if done:
            await self._at_once(interaction, coming.result())
        else:
            await self._respond(interaction, {"type": DEFERRED, "data": {"flags": EPHEMERAL}})
            await self._afterwards(interaction, await coming)

    async def _reply(self, interaction: _Json, call: Call) -> Reply:
        command = self._known.get(call.command)
        if command is None:
            return Reply((f"I do not know /{call.command} any more; Discord will learn it soon.",))
        if command.manages and not commands.may_manage(interaction):
            return Reply((f"You need Manage Channels in this channel for /{call.command}.",))
        try:
            return await self._host(call)
        except TellUser as error:
            return Reply((str(error),))
        except Exception as error:  # a command's fault must not become silence
            log.error("a command failed: %s: %s", type(error).__name__, error, extra=_keys(call))
            log.debug("a command failed", exc_info=error, extra=_keys(call))
            return DID_NOT_WORK

    async def _at_once(self, interaction: _Json, reply: Reply) -> None:
        first, *rest = (_seen_by(reply, body) for body in render.answers(reply))
        await self._respond(interaction, {"type": MESSAGE, "data": first})
        for body in rest:
            await self._follow_up(interaction, body)

    async def _afterwards(self, interaction: _Json, reply: Reply) -> None:
        """The deferred answer is private; what all may read follows it as a message of its own."""
        first, *rest = render.answers(reply)
        if reply.private:
            await self._edit_original(interaction, first)
        else:
            await self._edit_original(interaction, {"content": "Here it is:"})
            rest = [first, *rest]
        for body in rest:
            await self._follow_up(interaction, _seen_by(reply, body))

    async def _respond(self, interaction: _Json, body: _Json) -> None:
        """Answer, and again where the connection broke: only the first one to arrive counts."""
        try:
            await self._callback(interaction, body)
        except (aiohttp.ClientError, OSError):
            await self._callback(interaction, body)

    async def _callback(self, interaction: _Json, body: _Json) -> None:
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        try:
            await self._request("POST", path, interaction["id"], interaction["token"], body)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ACKNOWLEDGED:
                raise

    async def _follow_up(self, interaction: _Json, body: _Json) -> None:
        path = "/webhooks/{webhook_id}/{webhook_token}"
        await self._request("POST", path, interaction["application_id"], interaction["token"], body)

    async def _edit_original(self, interaction: _Json, body: _Json) -> None:
        path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        await self._request(
            "PATCH", path, interaction["application_id"], interaction["token"], body
        )

    async def _request(self, method: str, path: str, id_: str, token: str, body: _Json) -> None:
        """The id and the token are a rate limit bucket of their own, as for a webhook."""
        route = Route(method, path, webhook_id=id_, webhook_token=token)
        await self._rest.request(route, json=body)


def _keys(call: Call) -> dict[str, str]:
    return {"command": call.command, "channel": f"discord:{call.channel.id}"}


def _seen_by(reply: Reply, body: _Json) -> _Json:
    return {**body, "flags": EPHEMERAL} if reply.private else body
