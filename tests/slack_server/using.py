"""Using the bot, as Slack tells it: https://docs.slack.dev/interactivity"""

from typing import Any

from tests.slack_server.posts import stamp
from tests.slack_server.wire import Json

TEAM = "TTEAM"


def typed(command: str, text: str, channel: str, user: str, token: str, url: str) -> Json:
    """The payload of a slash command."""
    return {
        "token": "legacy",
        "team_id": TEAM,
        "team_domain": "acme",
        "channel_id": channel,
        "channel_name": "trade",
        "user_id": user,
        "user_name": "someone",
        "command": command,
        "text": text,
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": token,
    }


def _interactive(kind: str, user: str, token: str) -> Json:
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "acme"},
        "user": {"id": user, "username": "someone", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "legacy",
        "trigger_id": token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def pressed(
    button: Json, channel: str, user: str, token: str, url: str, message: Json | None
) -> Json:
    """The payload of a button: on a message, or on an answer that only one person sees."""
    ts = message["ts"] if message else stamp()
    place = {"type": "message", "message_ts": ts, "channel_id": channel}
    made = {
        **_interactive("block_actions", user, token),
        "container": {**place, "is_ephemeral": message is None},
        "channel": {"id": channel, "name": "trade"},
        "state": {"values": {}},
        "response_url": url,
        "actions": [{**button, "block_id": "x", "action_ts": stamp(), "type": "button"}],
    }
    return {**made, "message": message} if message else made


def chosen(callback: str, message: Json, channel: str, user: str, token: str, url: str) -> Json:
    """The payload of a shortcut in the menu of a message."""
    return {
        **_interactive("message_action", user, token),
        "callback_id": callback,
        "message_ts": message["ts"],
        "message": message,
        "channel": {"id": channel, "name": "trade"},
        "response_url": url,
        "action_ts": stamp(),
    }


def submitted(view: Json, values: dict[str, Any], user: str, token: str) -> Json:
    """The payload of a modal that was filled in."""
    state = {
        block["block_id"]: {block["element"]["action_id"]: _state(block, values)}
        for block in view["blocks"]
        if block["type"] == "input"
    }
    kept = {key: view.get(key) for key in ("callback_id", "private_metadata", "blocks", "title")}
    whole = {**kept, "id": "V1", "type": "modal", "state": {"values": state}}
    return {**_interactive("view_submission", user, token), "view": whole, "response_urls": []}


def _state(block: Json, values: dict[str, Any]) -> Json:
    element, value = block["element"], values.get(block["block_id"])
    kind = element["type"]
    if kind == "static_select":
        named = [it for it in element["options"] if it["value"] == value]
        assert value is None or named, f"{value} is no option of {block['block_id']}"
        return {"type": kind, "selected_option": named[0] if named else None}
    if kind == "conversations_select":
        return {"type": kind, "selected_conversation": value}
    assert value is not None or block.get("optional"), f"{block['block_id']} is required"
    assert value is None or len(str(value)) <= element.get("max_length", 3000)
    return {"type": kind, "value": value}


def happened(event: Json) -> Json:
    """The payload of an event."""
    return {
        "token": "legacy",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{stamp()}",
        "event_time": 1,
        "authorizations": [{"team_id": TEAM, "user_id": "UBOT", "is_bot": True}],
    }
