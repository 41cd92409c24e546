"""Requests and responses as they go over the wire."""

import json
from typing import Any

from aiohttp import BodyPartReader, web

from tests.discord_server import forms

BODY = web.RequestKey("body", object)
FILES = web.RequestKey("files", dict[str, bytes])  # by name


def reply(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON as Discord sends it: the content type has no charset, and discord.py minds."""
    data = json.dumps(body).encode()
    return web.Response(body=data, status=status, headers=headers, content_type="application/json")


def refuse(status: int, code: int, sentence: str) -> web.Response:
    """An error response."""
    return reply(forms.error(code, sentence), status)


def body_of(request: web.Request) -> Any:
    """The JSON that came with a request."""
    return request[BODY]


async def unpack(request: web.Request) -> None:
    """Read the JSON and the files of a request: https://discord.com/developers/docs/reference#uploading-files"""
    request[FILES] = {}
    if not request.content_type.startswith("multipart/"):
        request[BODY] = await request.json() if request.can_read_body else None
        return
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            request[BODY] = json.loads(await part.text())
        else:
            assert part.name == f"files[{len(request[FILES])}]"
            request[FILES][part.filename or ""] = bytes(await part.read())
