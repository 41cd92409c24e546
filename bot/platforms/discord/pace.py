"""Turns at an even pace: discord.py has no limiter over all routes, Discord has one."""

import asyncio


class Pace:
    """At most `rate` turns a second in the long run, first come first served.

    Turns that a busy machine missed, `missed` of them at most, are made up for at `peak` a second,
    so that in any one second there are at most `peak + burst` turns.
    """

    def __init__(self, rate: float, peak: float, burst: int, missed: int) -> None:
        self._limits = (_Limit(rate, missed), _Limit(peak, burst))
        self._queue = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for a turn."""
        clock = asyncio.get_running_loop().time
        async with self._queue:
            # A loop, for a hold may come meanwhile; there is no event to wait for but the time.
            while (wait := max(limit.opens for limit in self._limits) - clock()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(wait)
            for limit in self._limits:
                limit.take(clock())

    def hold(self, seconds: float) -> None:
        """No turns for so long: Discord said so."""
        until = asyncio.get_running_loop().time() + seconds
        for limit in self._limits:
            limit.hold(until)


class _Limit:
    """The generic cell rate algorithm: `_due` is when the next turn would be at an even pace."""

    def __init__(self, rate: float, burst: int) -> None:
        self._step = 1 / rate
        self._slack = (burst - 1) / rate
        self._due = 0.0

    @property
    def opens(self) -> float:
        """When the next turn may be."""
        return self._due - self._slack

    def take(self, now: float) -> None:
        """A turn is taken now."""
        self._due = max(self._due, now) + self._step

    def hold(self, until: float) -> None:
        """No turn before then, and after it as after a rest."""
        self._due = max(self._due, until + self._slack)
