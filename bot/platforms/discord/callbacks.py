"""What Discord takes as the answer to one interaction, and how it gets there.

https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction
"""

import json
from collections.abc import Sequence
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.model.command import Attachment, Choice
from bot.platforms.discord.commands import CHOICES
from bot.platforms.discord.markdown import cut
from bot.platforms.discord.rest import Rest
from bot.platforms.fitting import length
from bot.platforms.plain import line

MESSAGE = 4  # types of callbacks: answer with a message
DEFERRED = 5  # "thinking"; the answer follows within 15 minutes
DEFERRED_UPDATE = 6  # the same without a word, on a button
UPDATE = 7  # put a message in the place of the one that carries the button
COMPLETIONS = 8
MODAL = 9

EPHEMERAL = 1 << 6  # a message's flag: for the asker alone
LABEL = 100  # of a completion, and of its value
_ALREADY_ACKNOWLEDGED = 40060  # our answer came through, only its confirmation was lost

Json = dict[str, Any]


class Callbacks:
    """The way back to one interaction."""

    def __init__(self, rest: Rest, interaction: Json) -> None:
        self._rest = rest
        self._id, self._token = str(interaction["id"]), str(interaction["token"])
        self._application = str(interaction["application_id"])

    async def respond(
        self, kind: int, data: Json | None = None, file: Attachment | None = None
    ) -> None:
        """Answer, and again where the connection broke: only the first one to arrive counts."""
        body: Json = {"type": kind} if data is None else {"type": kind, "data": data}
        try:
            await self._callback(body, file)
        except (aiohttp.ClientError, OSError):
            await self._callback(body, file)

    async def _callback(self, body: Json, file: Attachment | None) -> None:
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        try:
            await self._request("POST", path, self._id, body, file)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ACKNOWLEDGED:
                raise

    async def follow_up(self, body: Json, file: Attachment | None = None) -> None:
        """A further message."""
        path = "/webhooks/{webhook_id}/{webhook_token}"
        await self._request("POST", path, self._application, body, file)

    async def edit_original(self, body: Json, file: Attachment | None = None) -> None:
        """The answer itself, where it was deferred."""
        path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        await self._request("PATCH", path, self._application, body, file)

    async def _request(
        self, method: str, path: str, id_: str, body: Json, file: Attachment | None
    ) -> None:
        """The id and the token are a rate limit bucket of their own, as for a webhook."""
        route = Route(method, path, webhook_id=id_, webhook_token=self._token)
        if file is None:
            await self._rest.request(route, json=body)
        else:
            await self._rest.request(route, form=_upload(body, file))


def _upload(body: Json, file: Attachment) -> list[Json]:
    """https://discord.com/developers/docs/reference#uploading-files"""
    named = {"attachments": [{"id": "0", "filename": file.name}]}
    whole = {**body, "data": {**body["data"], **named}} if "data" in body else {**body, **named}
    payload = json.dumps(whole, ensure_ascii=False)
    return [
        {"name": "payload_json", "value": payload, "content_type": "application/json"},
        {
            "name": "files[0]",
            "value": file.content,
            "filename": file.name,
            "content_type": "application/octet-stream",
        },
    ]


def completions(choices: Sequence[Choice]) -> Json:
    """What completes an option; a value that Discord could not take is left out. Pure."""
    fitting = {it.value: it for it in choices if 0 < length(it.value) <= LABEL}
    named = [
        {"name": cut(line(it.label) or it.value, LABEL), "value": it.value}
        for it in fitting.values()
    ]
    return {"choices": named[:CHOICES]}
