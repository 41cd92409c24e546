"""Turns at an even pace, by place: Slack takes one message a second in each channel.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import asyncio
from collections import OrderedDict

from bot.model.errors import TryLater

MESSAGES = (1.1, 1)  # seconds from turn to turn, and turns at once after a rest: in each channel
TIER_3 = (60 / 50, 20)  # of a method with fifty calls a minute
PATIENCE = 1.5  # seconds to wait for a turn; a longer wait is the outbox's, and holds up no other
WHOLE = float("inf")  # where nothing else is kept waiting by it
PLACES = 5000  # remembered


class Pace:
    """The generic cell rate algorithm: when the next turn of each place would be."""

    def __init__(self, step: float, burst: int, patience: float = PATIENCE) -> None:
        self._step, self._slack, self._patience = step, (burst - 1) * step, patience
        self._due: OrderedDict[str, float] = OrderedDict()

    async def turn(self, place: str) -> None:
        """Wait for a turn at a place; raises TryLater where that would take long."""
        now = asyncio.get_running_loop().time()
        due = max(self._due.get(place, 0.0), now)
        wait = due - self._slack - now
        if wait > self._patience:
            raise TryLater("Slack takes no more there for now.", wait, unsent=True)
        self._put(place, due + self._step)
        if wait > 0:
            await asyncio.sleep(wait)

    def hold(self, place: str, seconds: float) -> None:
        """No turns there for so long: Slack said so."""
        until = asyncio.get_running_loop().time() + seconds + self._slack
        self._put(place, max(self._due.get(place, 0.0), until))

    def _put(self, place: str, due: float) -> None:
        self._due[place] = due
        self._due.move_to_end(place)
        while len(self._due) > PLACES:
            self._due.popitem(last=False)
