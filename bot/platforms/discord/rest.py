"""discord.py's HTTP client at an address, a pace and a deadline of our own.

Messages are not retried here: the outbox tries again, with the same nonce, and a delivery that
waits does not keep others waiting. So an answer that means "later" leaves discord.py at once,
through aiohttp's `raise_for_status`.
"""

import asyncio
from contextvars import ContextVar
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Ratelimit, Route

from bot.model.errors import TryLater
from bot.platforms.discord.breaker import Breaker
from bot.platforms.discord.bucket import Bucket
from bot.platforms.discord.pace import Pace
from bot.platforms.discord.refusals import refusal

# Turns a second, in the long run and while missed ones are made up for; Discord allows 50:
# https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
RATE, PEAK = 45, 47
BURST, MISSED = 2, 20
# Well within the "past few minutes" in which a nonce is unique.
TIMEOUT = aiohttp.ClientTimeout(total=20)
BUCKET_WAIT = 30.0  # seconds; a longer wait for a bucket is the outbox's
DAY = 86400.0
NOT_IMPLEMENTED = 501  # a server of the same form without this route: later is no better
BUCKETS = 256  # beyond as many, those out of use are dropped

# https://discord.com/developers/docs/topics/rate-limits#global-rate-limit: "Interaction endpoints
# are not bound to the bot's Global Rate Limit"
_UNPACED = ("/interactions/", "/webhooks/")

Json = dict[str, Any]
_ours: ContextVar[bool] = ContextVar("ours", default=False)  # a request that the outbox repeats


class NoGateway(BaseException):
    """The gateway cannot be reached at the start of a session.

    No Exception: discord.py would log its traceback and try again by recursion (`launch_shard`).
    """


class _Limited(TryLater):
    """A 429: of one route (`alone`), or of everything."""

    def __init__(self, after: float, *, alone: bool) -> None:
        super().__init__("Discord's rate limit is exceeded.", after, unsent=True)
        self.seconds, self.alone = after, alone


class Rest(HTTPClient):
    """What discord.py calls `http`, for one client."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        base: str,
        gateway: str,
        pace: Pace,
        breaker: Breaker,
    ) -> None:
        super().__init__(loop, max_ratelimit_timeout=BUCKET_WAIT)
        self._base = base
        self._gateway = yarl.URL(gateway) if gateway else None
        self._told_gateway: yarl.URL | None = None
        self._pace, self._breaker = pace, breaker
        self._enough = BUCKETS
        self.connected = False  # whether a gateway session has begun: before it nothing may be sent

    def get_ratelimit(self, key: str) -> Ratelimit:
        """The bucket of this key; where there are many, those out of use are dropped in turn."""
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= self._enough:
                used = {it: kept for it, kept in self._buckets.items() if not kept.is_inactive()}
                self._buckets = used
                self._enough = max(BUCKETS, 2 * len(self._buckets))
            bucket = self._buckets[key] = Bucket(BUCKET_WAIT)
        return bucket

    async def request(self, route: Route, **kwargs: Any) -> Any:
        """As in discord.py, at our address, in our time and at our pace."""
        route.url = self._base + route.url.removeprefix(Route.BASE)
        kwargs.setdefault("timeout", TIMEOUT)
        kwargs["raise_for_status"] = self._seen
        if not route.path.startswith(_UNPACED):
            await self._pace.turn()
        try:
            return await super().request(route, **kwargs)
        except _Limited as error:
            self._hold(route, error)
            raise

    def _hold(self, route: Route, error: _Limited) -> None:
        if not error.alone:
            self._pace.hold(error.seconds)
            return
        name = self._bucket_hashes.get(route.key, route.key)
        bucket = self.get_ratelimit(f"{name}:{route.major_parameters}")
        assert isinstance(bucket, Bucket)  # noqa: S101  (all of them are made above)
        bucket.hold(error.seconds)

    async def _seen(self, response: aiohttp.ClientResponse) -> None:
        """Count what was refused; raise TryLater for an answer to the outbox that says so."""
        if response.headers.get("X-RateLimit-Scope") != "shared":
            self._breaker.count(response.status, ours=_ours.get())
        if not _ours.get():
            return
        if response.status == 429:
            raise await _rate_limited(response)
        if response.status >= 500 and response.status != NOT_IMPLEMENTED:
            await response.read()
            raise TryLater(f"Discord answers {response.status}.")

    async def application_info(self) -> Any:
        """The application, by either of the two documented addresses."""
        try:
            return await super().application_info()
        except discord.NotFound:
            return await self.request(Route("GET", "/applications/@me"))

    async def get_bot_gateway(self) -> tuple[int, str, Any]:
        """How many shards, at which address."""
        shards, url, limit = await super().get_bot_gateway()
        self._told_gateway = yarl.URL(url)
        return shards, url, limit

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """A socket to the configured gateway, or to the one that this API named.

        discord.py falls back to Discord's own address on its own: a token must not go there when
        another address was asked for.
        """
        try:
            return await super().ws_connect(self._gateway_for(yarl.URL(url)), compress=compress)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            if self.connected:
                raise
            raise NoGateway(f"{type(error).__name__}: {error}") from error

    def _gateway_for(self, asked: yarl.URL) -> str:
        fallback = asked.host == DiscordWebSocket.DEFAULT_GATEWAY.host
        place = self._gateway or (self._told_gateway if fallback else None)
        return str(place.with_query(asked.query) if place else asked)

    async def ask(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        query: dict[str, str] | None = None,
        **ids: str,
    ) -> Any:
        """The answer to one request; raises TryLater, or what its refusal means."""
        if not self.connected:
            raise TryLater("Discord is not connected.", unsent=True)
        self._breaker.check()
        given: Json = {} if body is None else {"json": body}
        given |= {} if query is None else {"params": query}
        mark = _ours.set(True)
        try:
            return await self.request(Route(method, path, **ids), **given)
        except discord.HTTPException as error:
            raise refusal(error.status, error.code, error.text) from error
        except discord.RateLimited as error:
            told = "Discord's rate limit is used up."
            raise TryLater(told, error.retry_after, unsent=True) from error
        except TimeoutError as error:
            raise TryLater("Discord did not answer in time.") from error
        except (aiohttp.ClientError, OSError, RuntimeError) as error:  # a closed session: Runtime
            raise TryLater(
                f"Discord cannot be reached: {error or type(error).__name__}."
            ) from error
        finally:
            _ours.reset(mark)

    async def make(self, path: str, body: Json, **ids: str) -> Json:
        """What was created; raises like `ask`."""
        answer = await self.ask("POST", path, body, None, **ids)
        if not isinstance(answer, dict) or "id" not in answer:
            raise TryLater("Discord's answer is not what was asked for.")
        return answer


async def _rate_limited(response: aiohttp.ClientResponse) -> TryLater:
    """https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit

    A limit of another form is either an error with a code of its own (30046), or a proxy's that
    keeps out this whole address.
    """
    try:
        body = await response.json(content_type=None)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return _Limited(_seconds(response.headers.get("Retry-After"), 60.0), alone=False)
    code = body.get("code")
    if isinstance(code, int) and code and "retry_after" not in body:
        meant = refusal(429, code, str(body.get("message", "")))
        if isinstance(meant, TryLater):
            return meant
    after = _seconds(body.get("retry_after", response.headers.get("Retry-After")), 1.0)
    everywhere = body.get("global") or response.headers.get("X-RateLimit-Global") == "true"
    return _Limited(after, alone=not everywhere)


def _seconds(told: object, otherwise: float) -> float:
    try:
        seconds = float(str(told))
    except ValueError:
        return otherwise
    return min(max(seconds, 0.05), DAY) if seconds == seconds else otherwise  # NaN is not
