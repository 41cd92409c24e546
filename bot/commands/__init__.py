"""What a user may ask: one file a command, shown everywhere. The folder is the register.

A command is a module with `COMMAND` (what it is called, what it takes) and
`run(call, means, now) -> Reply`. Discord's application commands, Slack's words and the verbs of
the command line are all made from it; so are the buttons of a message, whose command nobody types.

What a command needs of the world outside it asks for in `look(call, reach) -> object`, which is
awaited before the transaction begins; `run` finds it as `means.seen`. An option is completed by
`bot/commands/parts/suggest.py`.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import ModuleType
from typing import TypeVar

from bot import commands, kinds
from bot.alerts.labels import Labels
from bot.commands.parts.intake import Intake
from bot.heed import heed
from bot.model.command import Call, Choice, Command, Form, Reply
from bot.model.errors import TellUser
from bot.model.message import Action, OptionValue
from bot.model.news import News, PostDeleted
from bot.model.protocols import Rooms
from bot.model.watch import Channel
from bot.platforms.buttons import written
from bot.store.store import Store, Transaction
from bot.watches.known import Known

log = logging.getLogger(__name__)

LONGEST = 80  # characters of a button's call as text; a longer one is kept in the database
KEPT = "kept"  # the name that a kept call has as a command

_Asks = TypeVar("_Asks", Action, Form)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a command may use of the world outside, before its transaction."""

    store: Store
    rooms: Mapping[str, Rooms]  # by platform
    intake: Intake | None = None  # None on the command line, where the bot may be polling


@dataclass(frozen=True, slots=True)
class Means:
    """What a command may use: the memory, and what countries, products and rules are called."""

    tx: Transaction
    labels: Labels
    known: Known
    seen: object = None  # what its `look` found


def registered() -> Mapping[str, ModuleType]:
    """Every command's module by the command's name."""
    modules = kinds.modules_of(commands).values()
    return {module.COMMAND.name: module for module in modules}


def _is_long(asks: Action | Form) -> bool:
    return len(written(asks.command, asks.values)) > LONGEST


def _added(values: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
    """What a form or a menu added to a kept call."""
    return {name: value for name, value in values.items() if name != "of"}


class Answer:
    """Answers to calls, each in a transaction of its own."""

    def __init__(
        self,
        reach: Reach,
        labels: Labels,
        known: Known,
        clock: Callable[[], datetime],
        changed: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.reach, self.labels, self.known, self.clock = reach, labels, known, clock
        self.changed = changed  # awaited when a watch may have changed: it is to hold at once
        self.modules = registered()

    @property
    def commands(self) -> list[Command]:
        """Every command there is."""
        return [module.COMMAND for module in self.modules.values()]

    async def __call__(self, call: Call) -> Reply:
        """The reply to a call; raises TellUser with a sentence for whoever asked."""
        call = await self.meant(call)
        if call.command not in self.modules:
            raise TellUser(f"There is no command '{call.command}'.")
        module = self.modules[call.command]
        seen = await module.look(call, self.reach) if hasattr(module, "look") else None
        store, command = self.reach.store, module.COMMAND
        # Whoever only asks waits for no writer, however long a poll is being kept.
        writes = (command.manages or command.administers or command.writes) and not command.reads
        async with (store.transaction if writes else store.reading)() as tx:
            reply: Reply = await module.run(call, self._means(tx, seen), self.clock())
        if writes and command.manages and self.changed is not None:
            await self.changed()
        return await self._folded(reply)

    async def suggest(self, call: Call, option: str) -> Sequence[Choice]:
        """Completions of what was typed into an option so far."""
        from bot.commands.parts.suggest import SOURCES

        options = self.modules[call.command].COMMAND.options if call.command in self.modules else ()
        named = next((it.suggests for it in options if it.name == option), "")
        if named not in SOURCES:
            return ()
        typed = str(call.values.get(option, ""))
        async with self.reach.store.reading() as tx:
            return await SOURCES[named](call, typed, self._means(tx), self.clock())

    async def heard(self, news: News) -> None:
        """Keep what follows from news of a platform."""
        # A busy server deletes many messages, most where we never post: to look costs no writer.
        if isinstance(news, PostDeleted) and not await self._is_told(news.channel):
            return
        async with self.reach.store.transaction() as tx:
            notices = await heed(tx, news, self.clock())
        for notice in notices:
            try:
                await self.reach.rooms[notice.platform].tell(notice.user, notice.message)
            except Exception as error:  # whatever a platform says: it is told as well as it can be
                log.warning("somebody was not told: %s", error, extra={"platform": notice.platform})

    async def _is_told(self, channel: Channel) -> bool:
        """Whether a channel is told of anything; what is on its way there is no post yet."""
        async with self.reach.store.reading() as tx:
            return bool(await tx.subscriptions.of_channel(channel)) or await tx.posts.any(channel)

    async def meant(self, call: Call) -> Call:
        """The call that a button stands for whose own text would be too long, else the call."""
        if call.command != KEPT:
            return call
        async with self.reach.store.reading() as tx:
            kept = await tx.calls.get(str(call.values.get("of", "")))
        if kept is None:
            raise TellUser("This button is too old; please ask again.")
        return replace(call, command=kept[0], values={**kept[1], **_added(call.values)})

    async def _folded(self, reply: Reply) -> Reply:
        """The reply with buttons short enough for every platform, each still the same call."""
        asked = [*reply.actions, *([reply.form] if reply.form else ())]
        if not any(map(_is_long, asked)):
            return reply
        async with self.reach.store.transaction() as tx:
            actions = [await self._short(tx, one) for one in reply.actions]
            form = reply.form and await self._short(tx, reply.form)
        return replace(reply, actions=tuple(actions), form=form)

    async def _short(self, tx: Transaction, asks: _Asks) -> _Asks:
        if not _is_long(asks):
            return asks
        name = await tx.calls.keep(asks.command, asks.values, self.clock())
        return replace(asks, command=KEPT, values={"of": name})

    def _means(self, tx: Transaction, seen: object = None) -> Means:
        return Means(tx, self.labels, self.known, seen)
