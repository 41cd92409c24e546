"""What can go wrong with one request."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from tests.slack_server.wire import bad


@dataclass(frozen=True, slots=True)
class Fault:
    """One call goes wrong: an error of Slack's, an HTTP status, or a connection without an answer.

    `accepted`: it is carried out first, so that only the answer is lost.
    """

    error: str = ""
    status: int = 0
    accepted: bool = False
    delay: float = 0.0  # seconds before it is answered
    retry_after: float = 0.0

    async def response(self, request: web.Request) -> web.StreamResponse:
        """The answer in Slack's form, or a connection that ends without one."""
        await asyncio.sleep(self.delay)
        if self.status == 429:
            headers = {"Retry-After": f"{self.retry_after:g}"}
            body = {"ok": False, "error": "ratelimited"}
            return web.json_response(body, status=429, headers=headers)
        if self.status:
            return web.Response(status=self.status, text="<html>upstream error</html>")
        if self.error:
            return bad(self.error)
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
