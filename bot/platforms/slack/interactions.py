"""An interaction to its answer: acknowledged at once, answered when there is something to say.

https://docs.slack.dev/interactivity/handling-user-interaction
"""

import asyncio
import logging
from dataclasses import replace

from bot.model.command import Call, Choice, Command, OptionKind, Reply
from bot.model.errors import TellUser, TollbellError
from bot.model.protocols import Host
from bot.platforms.slack import commands, modals, payloads
from bot.platforms.slack.commands import Asked
from bot.platforms.slack.modals import Misread, Sheet, submission
from bot.platforms.slack.payloads import Json, Place
from bot.platforms.slack.people import People
from bot.platforms.slack.respond import Respond

PATIENCE = 2.0  # seconds of the three that Slack gives, in which a fault still finds its form open
DID_NOT_WORK = Reply(("That did not work; it is in the bot's log. Please try again later.",))

log = logging.getLogger(__name__)


class Interactions:
    """Answers what people do with the bot; what goes wrong is one line in the log."""

    def __init__(self, host: Host, people: People, respond: Respond, managers: str) -> None:
        self._host, self._people, self._respond = host, people, respond
        self._managers = managers
        self._known = {command.name: command for command in host.commands}

    async def typed(self, payload: Json) -> None:
        """Answer a slash command."""
        place = payloads.typed(payload)
        try:
            asked = commands.understood(str(payload.get("text") or ""), self._host.commands)
        except TellUser as error:
            await self._answer(place, Reply((str(error),)))
            return
        if not isinstance(asked, Asked):
            await self._answer(place, Reply(asked))
            return
        call = Call(asked.command.name, place.channel, place.user, asked.values)
        if asked.missing or (not asked.values and _is_asked_for(asked.command)):
            await self._ask(place, asked.command, call)
        else:
            await self._call(place, call)

    async def pressed(self, payload: Json) -> None:
        """Answer a button; one that is a link needs none."""
        if call := payloads.pressed(payload):
            await self._call(payloads.place(payload), call)

    async def chosen(self, payload: Json) -> None:
        """Answer a shortcut in the menu of a message."""
        await self._call(payloads.place(payload), payloads.chosen(payload))

    async def submitted(self, payload: Json) -> Json | None:
        """What a form is acknowledged with: faults of what was filled in, which keep it open."""
        filled = submission(payload)
        call = filled.call
        place = Place(call.channel, call.user, filled.response_url)
        coming = asyncio.ensure_future(self._filled_in(call))
        try:
            done, _ = await asyncio.wait({coming}, timeout=PATIENCE)
            reply = coming.result() if done else None
        except Misread as error:
            return _faults(error.fields)
        except TellUser as error:
            return _faults({filled.first: str(error)})
        if reply is None:
            self._respond.later(self._afterwards(place, coming))
        else:
            self._respond.later(self._answer(place, reply))
        return None

    async def _filled_in(self, call: Call) -> Reply:
        meant = await self._host.meant(call)
        if meant.command in self._known:
            values = modals.checked(call.values, self._known[meant.command])
            call = replace(call, values=values)
        return await self._reply(call)

    async def _afterwards(self, place: Place, coming: "asyncio.Future[Reply]") -> None:
        try:
            reply = await coming
        except (Misread, TellUser) as error:
            reply = Reply((str(error),))
        await self._answer(place, reply)

    async def _call(self, place: Place, call: Call) -> None:
        try:
            reply = await self._reply(call)
        except TellUser as error:
            reply = Reply((str(error),))
        await self._answer(place, reply)

    async def _reply(self, call: Call) -> Reply:
        """The reply; raises TellUser for whoever may not, or asked for what cannot be."""
        try:
            await self._allowed(call)
            return await self._host(call)
        except TellUser:
            raise
        except Exception as error:  # a command's fault must not become silence
            log.error("a command failed: %s: %s", type(error).__name__, error, extra=_keys(call))
            log.debug("a command failed", exc_info=error, extra=_keys(call))
            return DID_NOT_WORK

    async def _allowed(self, call: Call) -> None:
        """Raise TellUser for who may not; a kept button is what it stands for."""
        meant = await self._host.meant(call)
        command = self._known.get(meant.command)
        if command is None:
            raise TellUser("I do not know that any more; please ask again.")
        if command.administers and not await self._people.administers(call.user):
            raise TellUser(f"'{command.name}' is for the workspace's admins.")
        target = str(meant.values.get(_target(command), "") or call.channel.id)
        if command.manages and not await self._people.manages(call.user, target):
            group = ", or a member of the group that manages the bot" if self._managers else ""
            raise TellUser(
                f"For '{command.name}' you need to be a workspace admin, or the one who created "
                f"the channel{group}."
            )

    async def _ask(self, place: Place, command: Command, call: Call) -> None:
        """Open a form for what a command needs."""
        try:
            await self._allowed(call)
            choices = {one.name: await self._choices(call, one.name) for one in command.options}
            sheet = modals.of_command(command, call.values, choices)
            call = replace(call, values={})
            await self._open(place, sheet, call)
        except TellUser as error:
            await self._answer(place, Reply((str(error),)))

    async def _choices(self, call: Call, option: str) -> tuple[Choice, ...]:
        """All that an option takes, where that is a list and short enough to choose from."""
        found = tuple(await self._host.suggest(call, option))
        return found if len(found) < _CUT_SHORT else ()

    async def _open(self, place: Place, sheet: Sheet, call: Call) -> None:
        view = modals.view(sheet, call, place.response_url)
        if not place.trigger or not await self._respond.open(place.trigger, view):
            raise TellUser("The form could not be opened in time; please ask again.")

    async def _answer(self, place: Place, reply: Reply) -> None:
        form = reply.form
        try:
            if form is not None:
                call = Call(form.command, place.channel, place.user, form.values)
                await self._open(place, modals.of_form(form), call)
            else:
                await self._respond(place, reply)
        except TellUser as error:
            await self._respond(place, Reply((str(error),)))
        except TollbellError as error:
            keys = {"channel": f"slack:{place.channel.id}"}
            log.warning("an answer did not reach Slack: %s", error, extra=keys)


_CUT_SHORT = 25  # completions at a time: there may be more


def _is_asked_for(command: Command) -> bool:
    """Whether a command that names no option is asked for by a form: to add, to edit."""
    takes = [one for one in command.options if one.kind is not OptionKind.FLAG]
    return command.manages and bool(takes) and command.name.split()[-1] in ("add", "edit")


def _target(command: Command) -> str:
    """The option that names another channel than the one where it is asked."""
    named = (one.name for one in command.options if one.kind is OptionKind.CHANNEL)
    return next(named, "channel")


def _faults(fields: dict[str, str]) -> Json:
    """https://docs.slack.dev/surfaces/modals#displaying_errors"""
    return {"response_action": "errors", "errors": {name: it[:300] for name, it in fields.items()}}


def _keys(call: Call) -> dict[str, str]:
    return {"command": call.command, "channel": f"slack:{call.channel.id}"}
