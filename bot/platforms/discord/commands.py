"""Commands as Discord's application commands, and interactions as calls. Pure.

https://discord.com/developers/docs/interactions/application-commands
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.model.command import Call, Command, Option, OptionKind
from bot.model.message import OptionValue
from bot.model.watch import Channel

# https://discord.com/developers/docs/interactions/application-commands#application-command-object
NAME = 32
DESCRIPTION = 100
OPTIONS = 25
CHOICES = 25
CHAT_INPUT = 1
SUB_COMMAND = 1
SUB_COMMAND_GROUP = 2
_KINDS = {
    OptionKind.TEXT: 3,
    OptionKind.NUMBER: 4,
    OptionKind.FLAG: 5,
    OptionKind.CHANNEL: 7,
    OptionKind.ROLE: 8,
    OptionKind.FILE: 11,
}

# https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags
ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4

# https://discord.com/developers/docs/resources/application#application-object
GUILD_INSTALL = 0
GUILD_CONTEXT = 0

Json = dict[str, Any]


def definitions(commands: Sequence[Command]) -> list[Json]:
    """The application commands that these commands make, one for each first word."""
    roots = dict.fromkeys(command.name.split()[0] for command in commands)
    return [_root(root, [c for c in commands if c.name.split()[0] == root]) for root in roots]


def _root(name: str, commands: Sequence[Command]) -> Json:
    """Who may see a command is told for its root alone, so one command that manages decides."""
    manages = any(command.manages for command in commands)
    return {
        "type": CHAT_INPUT,
        **_node([name], commands),
        "default_member_permissions": MANAGE_CHANNELS if manages else None,
        "integration_types": [GUILD_INSTALL],
        "contexts": [GUILD_CONTEXT],
    }


def _node(words: list[str], commands: Sequence[Command]) -> Json:
    """A command that stands at these words, or the group of those that stand below them."""
    depth = len(words)
    if [command.name.split() for command in commands] == [words]:
        (command,) = commands
        return _described(words[-1], command.summary, _options(command.options))
    below = dict.fromkeys(command.name.split()[depth] for command in commands)
    nodes = [
        _below([*words, word], [c for c in commands if c.name.split()[depth] == word])
        for word in below
    ]
    return _described(words[-1], f"{' '.join(words)}: {', '.join(below)}", nodes)


def _below(words: list[str], commands: Sequence[Command]) -> Json:
    leaf = [command.name.split() for command in commands] == [words]
    return {"type": SUB_COMMAND if leaf else SUB_COMMAND_GROUP, **_node(words, commands)}


def _described(name: str, summary: str, options: list[Json]) -> Json:
    short = summary if len(summary) <= DESCRIPTION else summary[: DESCRIPTION - 1] + "…"
    return {"name": name, "description": short, "options": options}


def _options(options: Iterable[Option]) -> list[Json]:
    """Discord wants the required options first."""
    return [_option(option) for option in sorted(options, key=lambda option: not option.required)]


def _option(option: Option) -> Json:
    made: Json = {
        "type": _KINDS[option.kind],
        "name": option.name,
        "description": option.summary,
        "required": option.required,
    }
    if option.choices:
        made["choices"] = [{"name": choice, "value": choice} for choice in option.choices]
    if option.low is not None:
        made["min_value"] = option.low
    if option.high is not None:
        made["max_value"] = option.high
    return made


def differ(listed: object, wanted: Sequence[Json]) -> bool:
    """Whether the commands that Discord lists are others than those wanted."""
    if not isinstance(listed, list) or len(listed) != len(wanted):
        return True
    by_name = {entry.get("name"): entry for entry in listed if isinstance(entry, dict)}
    return any(not _same(want, by_name.get(want["name"])) for want in wanted)


# What a listing leaves out where it has this value.
_LEFT_OUT: Mapping[str, object] = {
    "type": CHAT_INPUT,
    "options": [],
    "required": False,
    "default_member_permissions": None,
}
# A server that does not know these lists them never, and would be told at every start.
_NEWER = ("integration_types", "contexts")


def _same(wanted: object, listed: object) -> bool:
    if isinstance(wanted, dict):
        return isinstance(listed, dict) and all(
            _same_value(name, value, listed.get(name, _LEFT_OUT.get(name)))
            for name, value in wanted.items()
            if name in listed or name not in _NEWER
        )
    if isinstance(wanted, list):
        return (
            isinstance(listed, list)
            and len(wanted) == len(listed)
            and all(map(_same, wanted, listed))
        )
    return wanted == listed


def _same_value(name: str, wanted: object, listed: object) -> bool:
    """Permissions are sent as a number and listed as a string."""
    if name == "default_member_permissions":
        return str(wanted) == str(listed)
    return _same(wanted, listed)


def call(interaction: Json) -> Call:
    """The call that an interaction of an application command is.

    https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
    """
    words, options = [interaction["data"]["name"]], interaction["data"].get("options", [])
    while options and options[0]["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP):
        words.append(options[0]["name"])
        options = options[0].get("options", [])
    values: dict[str, OptionValue] = {option["name"]: option["value"] for option in options}
    user = interaction.get("member", interaction)["user"]["id"]
    return Call(" ".join(words), _channel(interaction), user, values)


def _channel(interaction: Json) -> Channel:
    place = interaction.get("channel_id") or interaction["channel"]["id"]
    return Channel("discord", place, interaction.get("guild_id"))


def may_manage(interaction: Json) -> bool:
    """Whether who asked may manage the channel that it was asked in."""
    permissions = int(interaction.get("member", {}).get("permissions", "0"))
    return bool(permissions & (ADMINISTRATOR | MANAGE_CHANNELS))
