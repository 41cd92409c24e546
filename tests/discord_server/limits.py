"""What Discord refuses in a message: the documented limits by hand, and its OpenAPI where present.

The specification is looked for at TOLLBELL_DISCORD_OPENAPI, else beside the checkout; it is not
part of this repository. The limits by hand hold everywhere, and catch what it misses.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

Json = dict[str, Any]

BESIDE = Path(__file__).parents[2] / "../shared/oracles/discord-openapi.json"

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
_EMBED_KEYS = {"title", "type", "description", "url", "timestamp", "color", "footer", "image"}
_EMBED_KEYS |= {"thumbnail", "video", "provider", "author", "fields", "flags"}
_MESSAGE_KEYS = {"content", "nonce", "tts", "embeds", "allowed_mentions", "message_reference"}
_MESSAGE_KEYS |= {"components", "sticker_ids", "attachments", "flags", "enforce_nonce", "poll"}


def specification() -> Path | None:
    """Where Discord's OpenAPI document is, if it is."""
    path = Path(os.environ.get("TOLLBELL_DISCORD_OPENAPI") or BESIDE)
    return path if path.is_file() else None


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator | None:
    path = specification()
    if path is None:
        return None
    document = json.loads(path.read_text())
    wanted = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(wanted, validate_formats=True)


def violations(body: object, schema: str = "MessageCreateRequest") -> list[str]:
    """What is wrong with a message's body, in words; empty if nothing is."""
    validator = _validator(schema)
    found = [] if validator is None else [e.message[:300] for e in validator.iter_errors(body)]
    return [*found, *(_by_hand(body) if isinstance(body, dict) else ["no JSON object"])]


def schema_violations(value: object, schema: str) -> list[str]:
    """What is wrong with any object by the specification alone; empty where it is absent."""
    validator = _validator(schema)
    return [] if validator is None else [e.message[:300] for e in validator.iter_errors(value)]


def _by_hand(body: Json) -> Iterator[str]:
    yield from (f"unknown key {key}" for key in body.keys() - _MESSAGE_KEYS)
    content, embeds = body.get("content") or "", body.get("embeds") or []
    if len(content) > 2000:
        yield "content over 2000"
    if not content and not embeds and not body.get("components"):
        yield "empty message"
    if len(str(body.get("nonce") or "")) > 25:
        yield "nonce over 25"
    if len(embeds) > 10:
        yield "more than 10 embeds"
    if sum(map(_weight, embeds)) > 6000:
        yield "embeds over 6000 in all"
    for embed in embeds:
        yield from _embed(embed)


def _weight(embed: Json) -> int:
    return sum(len(text) for _, text, _ in _texts(embed))


def _texts(embed: Json) -> Iterator[tuple[str, str, int]]:
    """Each counted text of an embed: its name, itself, its limit."""
    yield "title", embed.get("title") or "", 256
    yield "description", embed.get("description") or "", 4096
    yield "footer", (embed.get("footer") or {}).get("text", ""), 2048
    yield "author", (embed.get("author") or {}).get("name", ""), 256
    for field in embed.get("fields") or []:
        yield "field name", field["name"], 256
        yield "field value", field["value"], 1024


def _embed(embed: Json) -> Iterator[str]:
    yield from (f"unknown key {key} in an embed" for key in embed.keys() - _EMBED_KEYS)
    for name, text, limit in _texts(embed):
        if len(text.encode("utf-16-le")) // 2 > limit:
            yield f"{name} over {limit}"
    if len(embed.get("fields") or []) > 25:
        yield "more than 25 fields"
    for field in embed.get("fields") or []:
        if not field["name"].strip() or not field["value"].strip():
            yield "empty field"
    if not any(text.strip() for _, text, _ in _texts(embed)):
        yield "empty embed"
