"""What can go wrong with one request."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from tests.discord_server.wire import refuse, reply


@dataclass(frozen=True, slots=True)
class Fault:
    """One request goes wrong: answered by `status`, or by a closed connection where it is None.

    `accepted`: the message is stored first, so that only the answer is lost.
    """

    status: int | None = None
    accepted: bool = False
    delay: float = 0.0  # seconds before it is answered
    code: int = 0
    retry_after: float = 0.0
    everywhere: bool = False  # a global 429
    via: bool = True  # a 429 without it comes from the proxy and has no JSON
    scope: str = "user"  # of a 429
    sentence: str = "Refused by the test"

    async def response(self, request: web.Request) -> web.Response:
        """The answer in Discord's form, or a connection that ends without one."""
        await asyncio.sleep(self.delay)
        if self.status is None:
            if request.transport is not None:  # None: whoever asked is gone
                request.transport.abort()
            return web.Response()
        if self.status == 429 and not self.code:
            return self._rate_limited()
        if self.status >= 500:
            return web.Response(status=self.status, text="upstream error")
        return refuse(self.status, self.code, self.sentence)

    def _rate_limited(self) -> web.Response:
        """https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit"""
        headers = {"Retry-After": str(int(self.retry_after) or 1)}
        if not self.via:
            return web.Response(status=429, text="error code: 1015", headers=headers)
        headers |= {"Via": "1.1 google", "X-RateLimit-Scope": self.scope}
        if self.everywhere:
            headers |= {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
        body = {
            "message": "You are being rate limited.",
            "retry_after": self.retry_after,
            "global": self.everywhere,
        }
        return reply(body, 429, headers)
