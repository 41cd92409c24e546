"""Requests and responses as they go over the wire."""

import json
from typing import Any

from aiohttp import web

Json = dict[str, Any]
BODY = web.RequestKey("body", dict[str, Any])


async def read(request: web.Request) -> Json:
    """The arguments of a call, whichever way they came: address, form or JSON."""
    found = {name: _value(text) for name, text in request.query.items()}
    if request.content_type == "application/json" and request.can_read_body:
        found |= await request.json()
    elif request.content_type == "application/x-www-form-urlencoded":
        found |= {name: _value(str(text)) for name, text in (await request.post()).items()}
    return found


def _value(text: str) -> Any:
    """Lists and objects come as JSON also in a form."""
    return json.loads(text) if text.startswith(("[", "{")) else text


def good(**values: Any) -> web.Response:
    """An answer of a call that worked."""
    return web.json_response({"ok": True, **values})


def bad(error: str, **values: Any) -> web.Response:
    """An answer of a call that did not: HTTP says 200 all the same."""
    return web.json_response({"ok": False, "error": error, **values})


def flag(value: object) -> bool:
    """A boolean argument, as JSON or as text."""
    return value in (True, "true", "1", 1)
