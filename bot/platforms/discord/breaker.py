"""A fuse: Discord bans an address that sends too many invalid requests, so we stop well before.

https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans:
10,000 of 401, 403 and 429 (but those of scope `shared`) in ten minutes.
"""

import logging
from collections import deque
from collections.abc import Callable

from bot.model.errors import TryLater
from bot.platforms.discord.refusals import BAD_LOGIN

MOST = 1000  # invalid requests in a window
WINDOW = 600.0  # seconds
LOGIN = 300.0  # seconds until a refused token is tried again
INVALID = (401, 403, 429)

log = logging.getLogger(__name__)


class Breaker:
    """Counts what was refused; while it is open nothing is sent."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock  # seconds, of any beginning
        self._refused: deque[float] = deque()
        self._closes = 0.0
        self._why = ""

    def check(self) -> None:
        """Raise TryLater while nothing may be sent."""
        left = self._closes - self._clock()
        if left > 0:
            raise TryLater(self._why, left, unsent=True)

    def count(self, status: int, *, ours: bool = True) -> None:
        """Take note of an answer; `ours`: the bot's token was asked for, not an interaction's."""
        if status not in INVALID:
            return
        now = self._clock()
        self._refused.append(now)
        while self._refused[0] <= now - WINDOW:
            self._refused.popleft()
        if status == 401 and ours:
            self._open(LOGIN, BAD_LOGIN)
        elif len(self._refused) >= MOST:
            self._open(WINDOW, f"Discord refused {MOST} requests in ten minutes.")

    def _open(self, seconds: float, why: str) -> None:
        """Say so once, however many requests were already under way."""
        if self._closes <= self._clock():
            log.error("Discord: nothing is sent for %.0f s: %s", seconds, why)
        self._refused.clear()
        self._closes, self._why = self._clock() + seconds, why

    def reset(self) -> None:
        """The token was taken anew."""
        if self._why == BAD_LOGIN:
            self._closes = 0.0
