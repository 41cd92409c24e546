"""Turns at an even pace: discord.py has no limiter over all routes, Discord has one."""

import asyncio


class Pace:
    """At most `rate` turns a second, first come first served; `burst` at once after a rest.

    The generic cell rate algorithm: `_due` is when the next turn would be at an even pace.
    In any one second there are at most `rate + burst` turns.
    """

    def __init__(self, rate: float, burst: int) -> None:
        self._step = 1 / rate
        self._slack = (burst - 1) / rate
        self._due = 0.0
        self._queue = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for a turn."""
        clock = asyncio.get_running_loop().time
        async with self._queue:
            # A loop, for a hold may come meanwhile; there is no event to wait for but the time.
            while (wait := self._due - self._slack - clock()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(wait)
            self._due = max(self._due, clock()) + self._step

    def hold(self, seconds: float) -> None:
        """No turns for so long: Discord said so."""
        until = asyncio.get_running_loop().time() + seconds
        self._due = max(self._due, until + self._slack)
