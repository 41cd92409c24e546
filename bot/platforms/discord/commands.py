"""Commands as Discord's application commands. Pure.

https://discord.com/developers/docs/interactions/application-commands
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.model.command import Command, Option, OptionKind, Surface
from bot.platforms.discord.permissions import MANAGE_CHANNELS, MANAGE_GUILD

# https://discord.com/developers/docs/interactions/application-commands#application-command-object
NAME = 32
DESCRIPTION = 100
OPTIONS = 25
CHOICES = 25
CHAT_INPUT = 1
MESSAGE = 3  # in the menu of a message
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
# Text, announcement, the three kinds of threads, forum: where an alert can be posted.
# https://discord.com/developers/docs/resources/channel#channel-object-channel-types
POSTABLE = (0, 5, 10, 11, 12, 15)

# https://discord.com/developers/docs/resources/application#application-object
GUILD_INSTALL = 0
GUILD_CONTEXT = 0

Json = dict[str, Any]


def definitions(commands: Sequence[Command], *, by_role: bool = False) -> list[Json]:
    """The application commands that these commands make: one for each first word, and menus.

    `by_role`: somebody may manage by a role of the settings, of which Discord knows nothing, so
    that all may see what manages; who may use it is ours to hold.
    """
    typed = [command for command in commands if command.surface is Surface.WORDS]
    menus = [command for command in commands if command.surface is Surface.MESSAGE]
    roots = dict.fromkeys(command.name.split()[0] for command in typed)
    below = {root: [c for c in typed if c.name.split()[0] == root] for root in roots}
    return [
        *({**_node([root], of), **_seen_by(of, by_role=by_role)} for root, of in below.items()),
        *({"name": shown(menu), **_seen_by([menu], by_role=by_role)} for menu in menus),
    ]


def shown(menu: Command) -> str:
    """What the menu of a message calls a command."""
    return menu.summary if len(menu.summary) <= NAME else menu.name


def _seen_by(commands: Sequence[Command], *, by_role: bool) -> Json:
    """Who may see a command is told for its root alone, so one command that manages decides."""
    needed = None
    if any(command.manages for command in commands):
        needed = None if by_role else MANAGE_CHANNELS
    elif all(command.administers for command in commands):
        needed = MANAGE_GUILD
    menu = commands[0].surface is Surface.MESSAGE
    return {
        "type": MESSAGE if menu else CHAT_INPUT,
        "default_member_permissions": needed,
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
    elif option.suggests:
        made["autocomplete"] = True
    if option.kind is OptionKind.CHANNEL:
        made["channel_types"] = list(POSTABLE)
    least, most = _BOUNDS.get(option.kind, ("", ""))
    if least and option.low is not None:
        made[least] = option.low
    if most and option.high is not None:
        made[most] = option.high
    return made


_BOUNDS = {
    OptionKind.TEXT: ("min_length", "max_length"),
    OptionKind.NUMBER: ("min_value", "max_value"),
}


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
    "autocomplete": False,
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
