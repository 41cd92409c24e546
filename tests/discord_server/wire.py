"""Requests and responses as they go over the wire."""

import json
from typing import Any

from aiohttp import web

from tests.discord_server import forms

BODY = web.RequestKey("body", object)


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
