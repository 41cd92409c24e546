"""The rules as they now are: compiled from the memory, and anew where one has changed."""

import asyncio
import logging
from collections.abc import Sequence

from bot.model.errors import TellUser
from bot.model.watch import Watch
from bot.store.store import Store
from bot.watches.known import Known
from bot.watches.match import Matcher, compile_watches, rule

log = logging.getLogger(__name__)


class Rules:
    """The watches as they now are, compiled; a changed one is taken while the bot runs."""

    def __init__(self, store: Store, known: Known) -> None:
        self.store, self.known, self.matcher = store, known, Matcher()
        self._watches: tuple[Watch, ...] = ()

    def __call__(self) -> Matcher:
        """What the alerts of this moment are matched against."""
        return self.matcher

    async def refresh(self) -> None:
        """Compile the watches of the database anew where one has changed.

        Beside the event loop: ten thousand rules take a second.
        """
        async with self.store.reading() as tx:
            watches = tuple(await tx.watches.all())
        if watches != self._watches:
            self.matcher = await asyncio.to_thread(self._compiled, watches)
            self._watches = watches

    def _compiled(self, watches: Sequence[Watch]) -> Matcher:
        """All of them; one that cannot be read is named in the log and costs no other."""
        try:
            return compile_watches(watches, self.known)
        except TellUser:
            return compile_watches([one for one in watches if self._reads(one)], self.known)

    def _reads(self, watch: Watch) -> bool:
        try:
            rule(watch.rule, self.known)
        except TellUser as error:
            log.error("a watch is left out: %s", error, extra={"watch": watch.slug})
            return False
        return True
