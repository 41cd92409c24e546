"""Rate limits: https://discord.com/developers/docs/topics/rate-limits

Off until they are set, so that no test waits.
"""

import asyncio
import re
from collections import defaultdict, deque

from aiohttp import web

from tests.discord_server.wire import reply

_MESSAGES = re.compile(r"/channels/(\d+)/messages$")
VIA = {"Via": "1.1 google"}


class Speed:
    """A limit over everything in any second, and one for the messages of a channel."""

    def __init__(self) -> None:
        self.everything = 0  # requests in any one second; 0: as many as there are
        self.channel = (0, 0.0)  # messages, in so many seconds
        self.refused = 0
        self._all: deque[float] = deque()
        self._windows: defaultdict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))

    def limited(self, request: web.Request) -> web.Response | None:
        """A 429 where this is one request too many."""
        now = asyncio.get_running_loop().time()
        while self._all and self._all[0] <= now - 1.0:
            self._all.popleft()
        if self.everything and len(self._all) >= self.everything:
            return self._refuse(self._all[0] + 1.0 - now, everywhere=True)
        if room := self._room(request):
            ends, used = self._windows[room]
            if now < ends and used >= self.channel[0]:
                return self._refuse(ends - now, everywhere=False)
            self._windows[room] = (ends, used + 1) if now < ends else (now + self.channel[1], 1)
        self._all.append(now)
        return None

    def _room(self, request: web.Request) -> str | None:
        found = _MESSAGES.search(request.path)
        return found[1] if found and self.channel[0] and request.method == "POST" else None

    def _refuse(self, after: float, *, everywhere: bool) -> web.Response:
        self.refused += 1
        scope = "global" if everywhere else "user"
        headers = {**VIA, "Retry-After": str(int(after) + 1), "X-RateLimit-Scope": scope}
        headers |= {"X-RateLimit-Global": "true"} if everywhere else {}
        text = "You are being rate limited."
        body = {"message": text, "retry_after": round(after, 3), "global": everywhere}
        return reply(body, 429, headers)

    def headers(self, request: web.Request) -> dict[str, str]:
        """What a channel has left."""
        room = self._room(request)
        if room is None:
            return {}
        ends, used = self._windows[room]
        left = max(ends - asyncio.get_running_loop().time(), 0.0)
        return {
            "X-RateLimit-Limit": str(self.channel[0]),
            "X-RateLimit-Remaining": str(max(self.channel[0] - used, 0)),
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Reset": "0",
            "X-RateLimit-Bucket": "messages",
        }
