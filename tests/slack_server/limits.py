"""What Slack would refuse of a payload: slack-sdk's own models, and what they miss."""

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

# https://docs.slack.dev/reference/block-kit/blocks; the last one is not documented:
# https://github.com/slackapi/bolt-js/issues/2509
MOST = {"message": 50, "modal": 100}
TEXT = 40_000
FIELD, FIELDS = 2000, 10
ID = 255
VALUE, URL = 2000, 3000
METADATA = 3000
ALTOGETHER = {"message": 13_000, "modal": 250_000}
_KNOWN = {
    "header": {"type", "text", "block_id"},
    "section": {"type", "text", "fields", "accessory", "block_id", "expand"},
    "context": {"type", "elements", "block_id"},
    "actions": {"type", "elements", "block_id"},
    "divider": {"type", "block_id"},
    "input": {"type", "label", "element", "hint", "optional", "dispatch_action", "block_id"},
}


def violations(body: Json) -> list[str]:
    """What is wrong with the arguments of chat.postMessage or chat.update, or a response."""
    found = []
    if not str(body.get("text") or "").strip():
        found.append("no text, which notifications show")
    if len(str(body.get("text"))) > TEXT:
        found.append("text too long")
    return found + block_violations(body.get("blocks") or [], "message")


def view_violations(view: Json) -> list[str]:
    """What is wrong with a modal."""
    try:
        View(**view).to_dict()
    except SlackObjectFormationError as error:
        return [str(error)]
    found = block_violations(view["blocks"], "modal")
    if len(view.get("private_metadata", "")) > METADATA:
        found.append("private_metadata too long")
    if any(block["type"] == "input" for block in view["blocks"]) and not view.get("submit"):
        found.append("input blocks without a submit button")
    return found


def block_violations(blocks: list[Json], where: str) -> list[str]:
    """What is wrong with blocks."""
    found = list(_counted(blocks, where))
    for block in blocks:
        try:
            parsed = Block.parse(block)
            if parsed is None or block["type"] not in _KNOWN:
                found.append(f"unknown block {block['type']}")
                continue
            parsed.validate_json()
        except SlackObjectFormationError as error:
            found.append(f"{block['type']}: {error}")
        found += _missed(block)
    return found


def _counted(blocks: list[Json], where: str) -> Iterator[str]:
    if len(blocks) > MOST[where]:
        yield f"{len(blocks)} blocks"
    if len(json.dumps(blocks, ensure_ascii=False)) > ALTOGETHER[where]:
        yield "msg_blocks_too_long"
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "two blocks with one block_id"


def _missed(block: Json) -> Iterator[str]:
    """https://docs.slack.dev/reference/block-kit, by hand."""
    if unknown := block.keys() - _KNOWN[block["type"]]:
        yield f"unknown keys {unknown}"
    if len(block.get("block_id") or "") > ID:
        yield "block_id too long"
    if block["type"] == "section" and not (block.get("text") or block.get("fields")):
        yield "an empty section"
    for text in _texts(block):
        if not text.get("text", "").strip():
            yield f"an empty text in {block['type']}"
        if text.get("type") == "plain_text" and "verbatim" in text:
            yield "verbatim in plain_text"
        if text.get("type") == "mrkdwn" and "emoji" in text:
            yield "emoji in mrkdwn"
    fields = block.get("fields", [])
    if len(fields) > FIELDS or any(len(field["text"]) > FIELD for field in fields):
        yield "fields over a limit"
    elements = block.get("elements", []) if block["type"] == "actions" else []
    names = [element.get("action_id") for element in elements]
    if len(set(names)) != len(names):
        yield "two elements with one action_id"
    for element in elements:
        if len(element.get("value") or "") > VALUE or len(element.get("url") or "") > URL:
            yield "a button over a limit"
        if len(element.get("action_id") or "") > ID:
            yield "action_id too long"


def _texts(block: Json) -> Iterator[Json]:
    if block.get("text"):
        yield block["text"]
    yield from block.get("fields", [])
    if block["type"] == "context":
        yield from block["elements"]
    if block["type"] == "actions":
        yield from (element["text"] for element in block["elements"] if "text" in element)
