"""What a user does, as Discord tells it to the bot.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
"""

from dataclasses import dataclass, field
from typing import Any

from tests.discord_server.forms import Json, member, snowflake, user

MANAGE_CHANNELS = 1 << 4
SUB_COMMAND, SUB_COMMAND_GROUP = 1, 2
TEXT, NUMBER, FLAG, CHANNEL, ROLE, FILE = 3, 4, 5, 7, 8, 11
_TYPES = {TEXT: str, NUMBER: int, FLAG: bool, CHANNEL: str, ROLE: str, FILE: bytes}


@dataclass(frozen=True)
class Person:
    """Somebody who uses the bot in a channel."""

    id: str = "7"
    permissions: int = MANAGE_CHANNELS
    roles: tuple[str, ...] = ()
    there: int | None = None  # the permissions in a channel that an option names

    @property
    def member(self) -> Json:
        """The member as an interaction has it."""
        made = member(user(self.id, "someone"), self.permissions)
        return {**made, "roles": list(self.roles)}


@dataclass
class Use:
    """Where and by whom the bot is used; files that were attached meanwhile."""

    channel: Json
    guild: str | None
    application: str
    person: Person
    bot_permissions: int
    base: str  # where attachments stand
    channels: dict[str, Json] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def event(self, kind: int, data: Json, message: Json | None = None) -> Json:
        """An INTERACTION_CREATE; in direct messages there is no member."""
        made: Json = {
            "id": snowflake(),
            "application_id": self.application,
            "type": kind,
            "data": data,
            "channel_id": self.channel["id"],
            "channel": self.channel,
            "token": f"interaction-{snowflake()}",
            "version": 1,
            "app_permissions": str(self.bot_permissions),
            "locale": "en-GB",
            "entitlements": [],
            "authorizing_integration_owners": {"0": self.guild or "0"},
            "context": 0 if self.guild else 1,
            "attachment_size_limit": 10485760,
        }
        if self.guild:
            around = {"id": self.guild, "locale": "en-US", "features": []}
            made |= {"guild_id": self.guild, "guild": around, "guild_locale": "en-US"}
            made["member"] = self.person.member
        else:
            made["user"] = user(self.person.id, "someone")
        return made if message is None else {**made, "message": message}

    # What can be used

    def command(self, listed: list[Json], name: str, values: dict[str, Any]) -> Json:
        """Using a command; one that is not registered cannot be used."""
        words = name.split()
        root = _root(listed, words[0], 1)
        resolved: Json = {}
        options = self._options(root, words[1:], values, resolved)
        data = {"id": root["id"], "name": words[0], "type": 1, "options": options}
        return self.event(2, {**data, **({"resolved": resolved} if resolved else {})})

    def typing(self, listed: list[Json], name: str, option: str, values: dict[str, Any]) -> Json:
        """Typing into an option that has completions: the others may be missing."""
        words = name.split()
        root = _root(listed, words[0], 1)
        node = root
        for word in words[1:]:
            node = next(it for it in node["options"] if it["name"] == word)
        known = {it["name"]: it for it in node["options"]}
        assert known[option].get("autocomplete"), f"{option} has no completions"
        typed = [{"type": known[it]["type"], "name": it, "value": values[it]} for it in values]
        for it in typed:
            if it["name"] == option:
                it["focused"] = True
        for depth in range(len(words) - 1, 0, -1):
            kind = SUB_COMMAND if depth == len(words) - 1 else SUB_COMMAND_GROUP
            typed = [{"type": kind, "name": words[depth], "options": typed}]
        return self.event(4, {"id": root["id"], "name": words[0], "type": 1, "options": typed})

    def menu(self, listed: list[Json], name: str, message: Json) -> Json:
        """Choosing a command from the menu of a message."""
        root = _root(listed, name, 3)
        resolved = {"messages": {message["id"]: message}}
        data = {"id": root["id"], "name": name, "type": 3, "target_id": message["id"]}
        return self.event(2, {**data, "resolved": resolved})

    def press(self, message: Json, label: str) -> Json:
        """Pressing a button of a message."""
        buttons = [it for row in message.get("components") or [] for it in row["components"]]
        named = [it for it in buttons if it["label"] == label and "custom_id" in it]
        assert len(named) == 1, f"{label} is not among {[it['label'] for it in buttons]}"
        data = {"custom_id": named[0]["custom_id"], "component_type": 2, "id": 3}
        return self.event(3, data, message)

    def fill(self, modal: Json, fields: dict[str, str], message: Json | None) -> Json:
        """Sending a form; what is not filled in is empty."""
        inputs = [it for row in modal["components"] for it in row["components"]]
        assert fields.keys() <= {it["custom_id"] for it in inputs}, fields
        rows = [{"type": 1, "id": 1, "components": [_filled(it, fields)]} for it in inputs]
        return self.event(5, {"custom_id": modal["custom_id"], "components": rows}, message)

    def _options(
        self, node: Json, words: list[str], values: dict[str, Any], resolved: Json
    ) -> list[Json]:
        known = {option["name"]: option for option in node.get("options", [])}
        if words:
            below = known[words[0]]
            nested = self._options(below, words[1:], values, resolved)
            return [{"type": below["type"], "name": words[0], "options": nested}]
        missing = [name for name, o in known.items() if o.get("required") and name not in values]
        assert not missing, f"required: {missing}"
        return [self._value(known[key], value, resolved) for key, value in values.items()]

    def _value(self, option: Json, value: Any, resolved: Json) -> Json:
        """The value as Discord would let a user give it."""
        kind = option["type"]
        assert type(value).__name__ == _TYPES[kind].__name__, option
        assert value in [choice["value"] for choice in option.get("choices", [{"value": value}])]
        if kind == NUMBER:
            assert option.get("min_value", value) <= value <= option.get("max_value", value)
        if kind == CHANNEL:
            room = self.channels[value]
            assert room["type"] in option.get("channel_types", [room["type"]]), option
            there = self.person.permissions if self.person.there is None else self.person.there
            told = {key: room[key] for key in ("id", "name", "type")}
            resolved.setdefault("channels", {})[value] = {**told, "permissions": str(there)}
        if kind == FILE:
            value = self._attached(value, resolved)
        return {"type": kind, "name": option["name"], "value": value}

    def _attached(self, content: bytes, resolved: Json) -> str:
        id_ = snowflake()
        self.files[id_] = content
        resolved.setdefault("attachments", {})[id_] = {
            "id": id_,
            "filename": "list.csv",
            "size": len(content),
            "url": f"{self.base}/attachments/{id_}/list.csv",
            "proxy_url": f"{self.base}/attachments/{id_}/list.csv",
            "ephemeral": True,
        }
        return id_


def _root(listed: list[Json], name: str, kind: int) -> Json:
    found = [it for it in listed if it["name"] == name and it.get("type", 1) == kind]
    assert len(found) == 1, f"{name} is not registered"
    return found[0]


def _filled(field_: Json, fields: dict[str, str]) -> Json:
    value = str(fields.get(field_["custom_id"], field_.get("value", "")))
    assert value or not field_.get("required"), field_
    assert len(value) <= field_.get("max_length", 4000), field_
    return {"type": 4, "id": 2, "custom_id": field_["custom_id"], "value": value}
