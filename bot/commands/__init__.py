"""What a user may ask: one file a command, shown everywhere. The folder is the register.

A command is a module with `COMMAND` (what it is called, what it takes) and
`run(call, means, now) -> Reply`. Discord's application commands, Slack's words and the verbs of
the command line are all made from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from bot import commands, kinds
from bot.alerts.labels import Labels
from bot.model.command import Call, Command, Reply
from bot.model.errors import TellUser
from bot.store.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Means:
    """What a command may use: the memory, and how countries and products are called."""

    tx: Transaction
    labels: Labels


def registered() -> Mapping[str, ModuleType]:
    """Every command's module by the command's name."""
    return {module.COMMAND.name: module for module in kinds.modules_of(commands).values()}


class Answer:
    """Answers to calls, each in a transaction of its own."""

    def __init__(self, store: Store, labels: Labels, clock: Callable[[], datetime]) -> None:
        self.store, self.labels, self.clock = store, labels, clock
        self.modules = registered()

    @property
    def commands(self) -> list[Command]:
        """Every command there is."""
        return [module.COMMAND for module in self.modules.values()]

    async def __call__(self, call: Call) -> Reply:
        """The reply to a call; raises TellUser with a sentence for whoever asked."""
        if call.command not in self.modules:
            raise TellUser(f"There is no command '{call.command}'.")
        module = self.modules[call.command]
        # Whoever only asks waits for no writer, however long a poll is being kept.
        memory = self.store.transaction if module.COMMAND.manages else self.store.reading
        async with memory() as tx:
            reply: Reply = await module.run(call, Means(tx, self.labels), self.clock())
            return reply
