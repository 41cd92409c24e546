"""Slack's Web API over one session, without retries of its own.

slack-sdk tries a broken connection again by itself, and a message whose answer was lost would be
posted twice; here the outbox tries again, after it has looked for the first one.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.model.errors import GiveUp, TryLater
from bot.platforms.slack.refusals import Unsure, meaning

TIMEOUT = 20.0  # seconds for a whole request
MARGIN = 5.0  # more, after which a request that nobody answered is no longer carried out
SKEW = 60.0  # seconds that the clocks may differ
PAGE = 200
PAGES = 50

Json = dict[str, Any]


class SlackError(Exception):
    """A call that Slack answered with an error: its name, HTTP's status, and the Retry-After."""

    def __init__(self, error: str, status: int = 200, after: float | None = None) -> None:
        super().__init__(error or f"HTTP {status}")
        self.error, self.status, self.after = error, status, after

    def means(self) -> TryLater | GiveUp:
        """What it means for whoever called."""
        return meaning(self.error, self.status, self.after)


class Web:
    """The methods of Slack's that the bot calls."""

    def __init__(self, token: str, base: str, session: aiohttp.ClientSession) -> None:
        self.client = AsyncWebClient(token, base_url=base, session=session, retry_handlers=[])
        self.session = session

    async def call(self, method: str, **arguments: Any) -> Json:
        """The answer to a call, its arguments in a form; raises SlackError, or the network's."""
        form = {name: _text(value) for name, value in arguments.items()}
        return (await self._answer(method, data=form))[0]

    async def tell(self, method: str, body: Json) -> Json:
        """The answer to a call, its arguments as JSON."""
        return (await self._answer(method, json=body))[0]

    async def scopes(self) -> tuple[Json, str | None]:
        """Who the token belongs to, and what it may do where Slack says so."""
        answer, headers = await self._answer("auth.test")
        return answer, headers.get("x-oauth-scopes")

    async def app_socket(self, token: str) -> str:
        """The address of a new connection in Socket Mode."""
        headers = {"Authorization": f"Bearer {token}"}
        return str((await self._answer("apps.connections.open", headers=headers))[0]["url"])

    async def _answer(self, method: str, **how: Any) -> tuple[Json, Any]:
        try:
            answer = await self.client.api_call(method, **how)
        except SlackApiError as error:
            raise _read(error) from error
        if not isinstance(answer.data, dict):
            raise SlackError("no_json")
        return answer.data, answer.headers

    async def deliver(self, method: str, body: Json) -> Json:
        """The answer to a call for the outbox; raises TryLater, Unsure or Undeliverable."""
        try:
            return await self.tell(method, body)
        except SlackError as error:
            raise error.means() from error
        except aiohttp.ClientConnectorError as error:  # it did not even reach Slack
            raise TryLater(f"Slack cannot be reached: {error}.", unsent=True) from error
        except TimeoutError as error:
            raise Unsure("Slack did not answer in time.") from error
        except (aiohttp.ClientError, OSError, RuntimeError) as error:  # a closed session: Runtime
            raise Unsure(f"The connection to Slack broke: {error or type(error).__name__}.") from (
                error
            )

    async def find(self, channel: str, key: str, since: datetime, thread: str | None) -> str | None:
        """The message that carries a key, posted after a moment; raises like `deliver`."""
        where: Json = {"channel": channel, "oldest": f"{since.timestamp() - SKEW:.6f}"}
        where |= {"limit": PAGE, "include_all_metadata": True, "inclusive": True}
        if thread is not None:
            where["ts"] = thread
        method = "conversations.history" if thread is None else "conversations.replies"
        for _ in range(PAGES):
            answer = await self._look(method, where)
            for message in answer.get("messages", []):
                if key in _keys(message):
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
            where["cursor"] = cursor
        return None

    async def _look(self, method: str, where: Json) -> Json:
        try:
            return await self.call(method, **where)
        except SlackError as error:
            means = error.means()
            if isinstance(means, TryLater):  # as unknown as before: never `unsent`
                means = TryLater(f"Slack's history cannot be read: {means}", means.after)
            raise means from error
        except (TimeoutError, aiohttp.ClientError, OSError, RuntimeError) as error:
            why = str(error) or type(error).__name__
            raise TryLater(f"Slack's history cannot be read: {why}.") from error


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def _read(error: SlackApiError) -> SlackError:
    """The error of an answer; of one that is no JSON, such as a proxy's, its status."""
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    data = getattr(response, "data", None)
    name = data.get("error") if isinstance(data, dict) else None
    headers = getattr(response, "headers", None) or {}
    after = headers.get("Retry-After") if status == 429 else None
    return SlackError(str(name or ""), status or 500, None if after is None else _seconds(after))


def _seconds(header: str) -> float:
    try:
        return min(max(float(header), 1.0), 3600.0)
    except ValueError:
        return 30.0


def _keys(message: Json) -> Iterator[str]:
    """The keys that a message of ours carries: in its metadata, its blocks and its buttons."""
    metadata = message.get("metadata") or {}
    yield str((metadata.get("event_payload") or {}).get("delivery_id", ""))
    for block in message.get("blocks") or []:
        yield str(block.get("block_id", "")).partition(":")[2]
        for element in block.get("elements") or []:
            if isinstance(element, dict) and element.get("value"):
                yield str(element["value"]).rpartition(":")[2]
