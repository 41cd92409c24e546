"""discord.py's HTTP client at an address, a pace and a deadline of our own.

Messages are not retried here: the outbox tries again, with the same nonce, and a delivery that
waits does not keep others waiting. So an answer that means "later" leaves discord.py at once,
through aiohttp's `raise_for_status`.
"""

import asyncio
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

from bot.model.errors import GiveUp, TryLater, Undeliverable
from bot.platforms.discord.pace import Pace

RATE = 45  # a second; Discord allows 50: https://discord.com/developers/docs/topics/rate-limits
BURST = 4
TIMEOUT = aiohttp.ClientTimeout(total=20)
BUCKET_WAIT = 30.0  # seconds; a longer wait for a bucket is the outbox's: the least that there is

# https://discord.com/developers/docs/topics/rate-limits#global-rate-limit: "Interaction endpoints
# are not bound to the bot's Global Rate Limit"
_UNPACED = ("/interactions/", "/webhooks/")

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_FINAL = {
    10003: "The channel is gone.",
    10008: "The message was deleted.",
    50001: "The bot cannot see the channel: it needs View Channel there.",
    50013: "The bot may not post in the channel: it needs Send Messages and Embed Links there.",
}
_TOO_MANY_EDITS = 30046  # of a message older than an hour
_LATER = {408: 5.0, 401: 300.0}  # seconds, by HTTP status

BAD_LOGIN = "Discord refuses the token: set DISCORD_TOKEN (or DISCORD_TOKEN_FILE) to a valid one."

_Json = dict[str, Any]


class NoGateway(BaseException):
    """The gateway cannot be reached at the start of a session.

    No Exception: discord.py would log its traceback and try again by recursion (`launch_shard`).
    """


class Rest(HTTPClient):
    """What discord.py calls `http`, for one client."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, base: str, gateway: str, pace: Pace
    ) -> None:
        super().__init__(loop, max_ratelimit_timeout=BUCKET_WAIT)
        self._base = base
        self._gateway = yarl.URL(gateway) if gateway else None
        self._told_gateway: yarl.URL | None = None
        self._pace = pace
        self.connected = False  # whether a gateway session has begun: before it nothing may be sent

    async def request(self, route: Route, **kwargs: Any) -> Any:
        """As in discord.py, at our address, in our time and at our pace."""
        route.url = self._base + route.url.removeprefix(Route.BASE)
        kwargs.setdefault("timeout", TIMEOUT)
        if not route.path.startswith(_UNPACED):
            await self._pace.turn()
        return await super().request(route, **kwargs)

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

    async def create_message(self, channel: str, body: _Json) -> str:
        """Post a message and get its id; TryLater or Undeliverable where that fails."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        return str((await self._deliver(route, body))["id"])

    async def open_direct(self, user: str) -> str:
        """The id of the channel of direct messages with a user."""
        body = {"recipient_id": user}
        return str((await self._deliver(Route("POST", "/users/@me/channels"), body))["id"])

    async def change_message(self, channel: str, message: str, body: _Json) -> None:
        """Edit a message; TryLater or Undeliverable where that fails."""
        path = "/channels/{channel_id}/messages/{message_id}"
        await self._deliver(Route("PATCH", path, channel_id=channel, message_id=message), body)

    async def _deliver(self, route: Route, body: _Json) -> _Json:
        if not self.connected:
            raise TryLater("Discord is not connected.")
        try:
            answer: _Json = await self.request(route, json=body, raise_for_status=self._not_now)
        except discord.HTTPException as error:
            raise refusal(error.status, error.code, error.text) from error
        except discord.RateLimited as error:
            raise TryLater("Discord's rate limit is used up.", error.retry_after) from error
        except TimeoutError as error:
            raise TryLater("Discord did not answer in time.") from error
        except (aiohttp.ClientError, OSError, RuntimeError) as error:  # a closed session: Runtime
            raise TryLater(
                f"Discord cannot be reached: {error or type(error).__name__}."
            ) from error
        if not isinstance(answer, dict) or "id" not in answer:
            raise TryLater("Discord's answer is not a message.")
        return answer

    async def _not_now(self, response: aiohttp.ClientResponse) -> None:
        """Raise TryLater for an answer that says so; others are left to discord.py."""
        if response.status == 429:
            raise await self._rate_limited(response)
        if response.status >= 500:
            await response.read()
            raise TryLater(f"Discord answers {response.status}.")

    async def _rate_limited(self, response: aiohttp.ClientResponse) -> TryLater:
        """https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit"""
        try:
            body = await response.json(content_type=None)
            after = float(body["retry_after"])
            everywhere = bool(body.get("global"))
        except (ValueError, KeyError, TypeError, AttributeError):
            after = _seconds(response.headers.get("Retry-After"))
            everywhere = True  # not Discord's own form: a proxy keeps out this whole address
        if everywhere:
            self._pace.hold(after)
        return TryLater("Discord's rate limit is exceeded.", after)


def _seconds(header: str | None) -> float:
    try:
        return max(float(header or ""), 1.0)
    except ValueError:
        return 60.0


def refusal(status: int, code: int, text: str) -> TryLater | GiveUp:
    """What a refused message means: `code` is Discord's own, 0 where it gives none."""
    if status == 401:
        return TryLater(BAD_LOGIN, _LATER[status])
    if code == _TOO_MANY_EDITS:
        return TryLater("Discord takes no more edits of an old message for now.", 3600.0)
    if status in _LATER:
        return TryLater(f"Discord answers {status}.", _LATER[status])
    if status == 403 and code == 0:
        return TryLater("Discord's proxy refuses this address.", 600.0)
    if code in _FINAL:
        return Undeliverable(f"{_FINAL[code]} (Discord's {code})")
    return Undeliverable(f"Discord refuses the message ({status}, {code}): {_short(text)}.")


def _short(text: str) -> str:
    return " ".join(text.split())[:300].rstrip(".") or "no reason given"
