"""What Discord refuses in a message: the documented limits by hand, and its OpenAPI where present.

The specification is looked for at TOLLBELL_DISCORD_OPENAPI, else beside the checkout; it is not
part of this repository. The limits by hand hold everywhere, and catch what it misses.
"""

import json
import os
import re
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
    yield from _components(body.get("components") or [])


def _components(rows: list[Json]) -> Iterator[str]:
    """https://discord.com/developers/docs/components/reference"""
    if len(rows) > 5:
        yield "more than 5 rows"
    buttons = [button for row in rows for button in row["components"]]
    if any(not 0 < len(row["components"]) <= 5 for row in rows):
        yield "a row without a button, or with more than 5"
    ids = [button["custom_id"] for button in buttons if "custom_id" in button]
    if len(set(ids)) < len(ids):
        yield "a custom_id twice"
    if any(not 0 < len(id_) <= 100 for id_ in ids):
        yield "custom_id over 100"
    for button in buttons:
        if button["type"] == 2 and ("url" in button) is not (button["style"] == 5):
            yield "an address without a link, or a link without an address"
        if button["type"] == 2 and not 0 < len(button.get("label") or "") <= 80:
            yield "a label that is empty or over 80"
        if len(button.get("url", "")) > 512:
            yield "the address of a button over 512"


def form_violations(modal: Json) -> list[str]:
    """What is wrong with the data of a modal."""
    rows = modal.get("components") or []
    inputs = [it for row in rows for it in row["components"]]
    found = schema_violations(modal, "ModalInteractionCallbackRequestData")
    if not 0 < len(modal.get("title") or "") <= 45 or not 0 < len(modal["custom_id"]) <= 100:
        found.append("title or custom_id")
    if not 0 < len(rows) <= 5 or any(len(row["components"]) != 1 for row in rows):
        found.append("not one to five rows of one input")
    if len({it["custom_id"] for it in inputs}) < len(inputs):
        found.append("a custom_id twice")
    found += ["label" for it in inputs if not 0 < len(it["label"]) <= 45]
    found += ["value" for it in inputs if len(it.get("value", "")) > it.get("max_length", 4000)]
    return found


def choice_violations(choices: list[Json]) -> list[str]:
    """What is wrong with completions."""
    found = ["more than 25 choices"] if len(choices) > 25 else []
    found += ["name" for it in choices if not 0 < len(it["name"]) <= 100]
    found += ["value" for it in choices if not 0 < len(it["value"]) <= 100]
    return found + (
        ["a value twice"] if len({it["value"] for it in choices}) < len(choices) else []
    )


# https://discord.com/developers/docs/interactions/application-commands#application-command-object
_COMMAND_NAME = re.compile(r"[-_a-z0-9]{1,32}")


def command_violations(command: Json) -> list[str]:
    """What is wrong with an application command."""
    found = schema_violations(command, "ApplicationCommandUpdateRequest")
    if command.get("type", 1) == 1:
        found += _node(command)
        if _command_size(command) > 8000:
            found.append("over 8000 characters in all")
    elif command.get("description") or command.get("options"):
        found.append("a menu with a description or options")
    return found


def _node(node: Json) -> Iterator[str]:
    if not _COMMAND_NAME.fullmatch(node["name"]):
        yield f"{node['name']} is no name"
    if not 0 < len(node.get("description") or "") <= 100:
        yield f"{node['name']} has no description, or a long one"
    options = node.get("options") or []
    if len({option["name"] for option in options}) < len(options):
        yield f"an option of {node['name']} twice"
    if len(options) > 25 or len(node.get("choices") or []) > 25:
        yield f"{node['name']} has more than 25 options or choices"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{node['name']} requires an option after one that it does not"
    if node.get("autocomplete") and node.get("choices"):
        yield f"{node['name']} has choices and completions"
    for option in options:
        yield from _node(option)


def _command_size(node: Json) -> int:
    own = len(node["name"]) + len(node.get("description") or "")
    own += sum(len(it["name"]) + len(str(it["value"])) for it in node.get("choices") or [])
    return own + sum(map(_command_size, node.get("options") or []))


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
