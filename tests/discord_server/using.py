"""Using a command, as Discord tells it to the bot."""

from typing import Any

from tests.discord_server.forms import Json, channel, member, snowflake, user

_TYPES = {3: str, 4: int, 5: bool}


def event(
    listed: list[Json], name: str, values: dict[str, Any], place: tuple[str, str], who: Json
) -> Json:
    """The INTERACTION_CREATE of using a command; a command that is not registered has none."""
    words = name.split()
    (root,) = (command for command in listed if command["name"] == words[0])
    channel_id, guild_id = place
    used = {"name": words[0], "options": _options(root, words[1:], values)}
    return {
        "id": snowflake(),
        "application_id": root["application_id"],
        "type": 2,
        "data": {"id": root["id"], "type": 1, "guild_id": guild_id, **used},
        "guild_id": guild_id,
        "guild": {"id": guild_id, "locale": "en-US", "features": []},
        "channel_id": channel_id,
        "channel": channel(channel_id, guild_id),
        "member": who,
        "token": f"interaction-{snowflake()}",
        "version": 1,
        "app_permissions": "2248473465835073",
        "locale": "en-GB",
        "guild_locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"0": guild_id},
        "context": 0,
        "attachment_size_limit": 10485760,
    }


def _options(node: Json, words: list[str], values: dict[str, Any]) -> list[Json]:
    known = {option["name"]: option for option in node.get("options", [])}
    if words:
        below = known[words[0]]
        nested = _options(below, words[1:], values)
        return [{"type": below["type"], "name": words[0], "options": nested}]
    missing = [name for name, o in known.items() if o.get("required") and name not in values]
    assert not missing, f"required: {missing}"
    return [_value(known[key], value) for key, value in values.items()]


def _value(option: Json, value: Any) -> Json:
    """The value as Discord would let a user give it."""
    assert type(value) is _TYPES[option["type"]], option
    assert value in [choice["value"] for choice in option.get("choices", [{"value": value}])]
    if option["type"] == 4:
        assert option.get("min_value", value) <= value <= option.get("max_value", value)
    return {"type": option["type"], "name": option["name"], "value": value}


def caller(user_id: str, permissions: int) -> Json:
    """Who uses a command."""
    return member(user(user_id, "someone"), permissions)
