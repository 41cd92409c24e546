"""An interaction to its answer: within three seconds, or deferred.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import discord

from bot.model.command import Attachment, Call, Command, OptionKind, Reply
from bot.model.errors import TellUser
from bot.model.protocols import Host
from bot.platforms.discord import calls, files, render
from bot.platforms.discord.callbacks import (
    COMPLETIONS,
    DEFERRED,
    DEFERRED_UPDATE,
    EPHEMERAL,
    MESSAGE,
    MODAL,
    UPDATE,
    Callbacks,
    completions,
)
from bot.platforms.discord.components import modal
from bot.platforms.discord.places import Places
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.rights import Rights

PATIENCE = 2.0  # seconds of the three that Discord gives
TYPING = 1.5  # seconds for a completion: whoever types waits for it

DID_NOT_WORK = Reply(("That did not work; it is in the bot's log. Please try again later.",))
TOO_OLD = Reply(("I do not know this button any more; please ask again.",))
TOO_SLOW = Reply(("That took too long to open; please press it again.",))

log = logging.getLogger(__name__)

_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What answering needs of the session."""

    rest: Rest
    places: Places
    rights: Rights
    base: str  # the address of the API


class Interactions:
    """Answers the interactions of one session."""

    def __init__(self, desk: Desk, host: Host) -> None:
        self._desk, self._host = desk, host
        self._known = {command.name: command for command in host.commands}

    async def answer(self, interaction: _Json) -> None:
        """Answer an interaction; what goes wrong is one line in the log."""
        kind = interaction["type"]
        if kind not in (calls.COMMAND, calls.COMPONENT, calls.AUTOCOMPLETE, calls.FILLED):
            return
        back = Callbacks(self._desk.rest, interaction)
        call = calls.call(interaction, self._known)
        self._desk.places.hear(interaction)
        try:
            if kind == calls.AUTOCOMPLETE and call is not None:
                await self._complete(back, interaction, call)
            else:
                await self._answer(back, interaction, call)
        except (discord.DiscordException, aiohttp.ClientError, OSError, RuntimeError) as error:
            told = f"{type(error).__name__}: {error}"
            keys = _keys(call) if call else {}
            log.warning("an answer did not reach Discord: %s", told, extra=keys)

    # Completions

    async def _complete(self, back: Callbacks, interaction: _Json, call: Call) -> None:
        """What completes the option; nothing rather than an error, which nobody would see."""
        command = self._known.get(call.command)
        offered: _Json = completions(())
        if command and self._desk.rights.refusal(interaction, command, call) is None:
            try:
                async with asyncio.timeout(TYPING):
                    found = await self._host.suggest(call, calls.focused(interaction))
                offered = completions(found)
            except Exception as error:  # a command's fault must not become an error message
                told = f"{type(error).__name__}: {error}"
                log.warning("a completion failed: %s", told, extra=_keys(call))
        await back.respond(COMPLETIONS, offered)

    # Answers

    async def _answer(self, back: Callbacks, interaction: _Json, call: Call | None) -> None:
        coming = asyncio.ensure_future(self._reply(interaction, call))
        pressed = isinstance(interaction.get("message"), dict)
        try:
            done, _ = await asyncio.wait({coming}, timeout=PATIENCE)
            if done:
                await _at_once(back, coming.result(), pressed=pressed)
            elif pressed:
                await back.respond(DEFERRED_UPDATE)
                await _beside(back, await coming)
            else:
                shared = call is not None and call.values.get("share") is True
                await back.respond(DEFERRED, {} if shared else {"flags": EPHEMERAL})
                await _afterwards(back, await coming, shared=shared)
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)

    async def _reply(self, interaction: _Json, call: Call | None) -> Reply:
        if call is None:
            return TOO_OLD
        try:
            return await self._asked(interaction, await self._host.meant(call))
        except TellUser as error:
            return Reply((str(error),))
        except Exception as error:  # a command's fault must not become silence
            log.error("a command failed: %s: %s", type(error).__name__, error, extra=_keys(call))
            log.debug("a command failed", exc_info=error, extra=_keys(call))
            return DID_NOT_WORK

    async def _asked(self, interaction: _Json, call: Call) -> Reply:
        command = self._known.get(call.command)
        if command is None:
            return Reply((f"I do not know /{call.command} any more; Discord will learn it soon.",))
        if refused := self._desk.rights.refusal(interaction, command, call):
            return Reply((refused,))
        return await self._host(await self._with_files(interaction, command, call))

    async def _with_files(self, interaction: _Json, command: Command, call: Call) -> Call:
        """The call with the text of each file in the place of its id."""
        if not any(option.kind is OptionKind.FILE for option in command.options):
            return call
        texts = {
            str(found["option"]): await files.text_of(found, self._desk.base)
            for found in calls.files(interaction, command, call.values)
        }
        return replace(call, values={**call.values, **texts})


async def _at_once(back: Callbacks, reply: Reply, *, pressed: bool) -> None:
    if reply.form is not None:
        asked = modal(reply.form)
        if asked is not None:
            await back.respond(MODAL, asked)
            return
        reply = DID_NOT_WORK
    first, *rest = _bodies(reply)
    if pressed and reply.replaces:
        await back.respond(UPDATE, _without_flags(first), _file(reply, rest))
    else:
        await back.respond(MESSAGE, first, _file(reply, rest))
    await _follow(back, reply, rest)


async def _afterwards(back: Callbacks, reply: Reply, *, shared: bool) -> None:
    """Where it was deferred as a private answer, what all may read follows it as a message."""
    first, *rest = _bodies(TOO_SLOW if reply.form else reply)
    if reply.private or shared:
        await back.edit_original(_without_flags(first), _file(reply, rest))
    else:
        await back.edit_original({"content": "Here it is:"})
        rest = [first, *rest]
    await _follow(back, reply, rest)


async def _beside(back: Callbacks, reply: Reply) -> None:
    """The answer to a button that was deferred without a word."""
    bodies = _bodies(TOO_SLOW if reply.form else reply)
    if reply.replaces:
        await back.edit_original(_without_flags(bodies[0]), _file(reply, bodies[1:]))
        bodies = bodies[1:]
    await _follow(back, reply, bodies)


async def _follow(back: Callbacks, reply: Reply, bodies: list[_Json]) -> None:
    for number, body in enumerate(bodies, start=1):
        await back.follow_up(body, _file(reply, bodies[number:]))


def _bodies(reply: Reply) -> list[_Json]:
    bodies = render.answers(reply)
    return [{**body, "flags": EPHEMERAL} for body in bodies] if reply.private else bodies


def _without_flags(body: _Json) -> _Json:
    """What is edited keeps its visibility."""
    return {name: value for name, value in body.items() if name != "flags"}


def _file(reply: Reply, rest: list[_Json]) -> Attachment | None:
    """The attachment comes with the last message of an answer."""
    return None if rest else reply.attachment


def _keys(call: Call) -> dict[str, str]:
    return {"command": call.command, "channel": f"discord:{call.channel.id}"}
