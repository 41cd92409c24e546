"""A route's rate limit, as its headers tell it: waits before a request and never after it.

discord.py's own sleeps on the way out of the last request of a window, so that its answer comes
late, and lets a request through at once where a window is longer than the longest wait.
https://discord.com/developers/docs/topics/rate-limits#header-format
"""

import asyncio
from typing import Any

from discord.errors import RateLimited
from discord.http import Ratelimit


class Bucket(Ratelimit):
    """One request at a time until the headers say how many may be under way."""

    def __init__(self, longest: float) -> None:
        super().__init__(longest)
        self._longest = longest
        self._turn = asyncio.Lock()  # whoever waits for the window stands first
        self._freed = asyncio.Event()

    def is_inactive(self) -> bool:
        """Whether a new one in its place would do the same."""
        free = self.outgoing == 0 and not self._turn.locked()
        return free and (self.expires is None or self.is_expired())

    async def acquire(self) -> None:
        """Wait for a place; RateLimited where that takes too long."""
        clock = asyncio.get_running_loop().time
        self._last_request = clock()
        async with self._turn:
            while True:
                if self.is_expired():
                    self.reset()  # type: ignore[no-untyped-call]
                if self.remaining > 0:
                    break
                await self._room(None if self.expires is None else self.expires - clock())
            self.remaining -= 1
            self.outgoing += 1

    async def _room(self, wait: float | None) -> None:
        """Wait for the end of the window, or for a request that comes back."""
        if wait is not None and wait > self._longest:
            raise RateLimited(wait)
        self._freed.clear()
        try:
            async with asyncio.timeout(wait):
                await self._freed.wait()
        except TimeoutError:
            return

    def update(self, response: Any, *, use_clock: bool = False) -> None:
        """Take the headers' word, less what is under way and may not be counted in it."""
        before, fresh = self.remaining, not self.dirty
        super().update(response, use_clock=use_clock)
        told = int(response.headers.get("X-Ratelimit-Remaining", 0))
        left = max(told - (self.outgoing - 1), 0)
        self.remaining = left if fresh else min(before, left)

    def hold(self, seconds: float) -> None:
        """Nothing more for so long: Discord said so."""
        until = asyncio.get_running_loop().time() + seconds
        self.remaining, self.expires = 0, max(until, self.expires or 0.0)

    async def __aexit__(self, *_: Any) -> None:
        self.outgoing -= 1
        if self.expires is None:  # no header has told of a window: one at a time
            self.reset()  # type: ignore[no-untyped-call]
        self._freed.set()
