"""Who may call what: by Discord's own permissions, and by the roles of the settings."""

from bot.model.command import Call, Command, OptionKind
from bot.model.watch import Channel
from bot.platforms.discord import permissions
from bot.platforms.discord.embeds import Json
from bot.platforms.discord.permissions import ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_GUILD
from bot.platforms.discord.places import Places

IN_A_SERVER = (
    "I answer in servers only: please use me in a channel of a server that I have been added to."
)


class Rights:
    """What the caller of one interaction may do."""

    def __init__(self, places: Places, manager_roles: frozenset[str]) -> None:
        self._places, self._roles = places, manager_roles

    def refusal(self, interaction: Json, command: Command, call: Call) -> str | None:
        """A sentence that says what is missing; None where the call is allowed."""
        if call.channel.space is None or not isinstance(interaction.get("member"), dict):
            return IN_A_SERVER
        name = call.command
        if command.administers and not self._administers(interaction):
            return f"You need Manage Server for /{name}."
        if command.manages and not self._manages(interaction, command, call):
            target = _target(command, call)
            where = "this channel" if target in (None, call.channel.id) else "that channel"
            return f"You need Manage Channels in {where} for /{name}."
        return None

    def _administers(self, interaction: Json) -> bool:
        held = permissions.told(interaction["member"].get("permissions"))
        return bool(held & (ADMINISTRATOR | MANAGE_GUILD))

    def _manages(self, interaction: Json, command: Command, call: Call) -> bool:
        member = interaction["member"]
        if self._roles & set(map(str, member.get("roles") or ())):
            return True
        held = permissions.told(member.get("permissions"))
        if held & ADMINISTRATOR:
            return True
        target = _target(command, call)
        if target is not None and target != call.channel.id:
            held = self._there(interaction, target, call)
        return bool(held & (ADMINISTRATOR | MANAGE_CHANNELS))

    def _there(self, interaction: Json, target: str, call: Call) -> int:
        """What the caller may do in another channel: Discord tells it with a typed option."""
        resolved = (interaction["data"].get("resolved") or {}).get("channels") or {}
        told = (resolved.get(target) or {}).get("permissions")
        if told is not None:
            return permissions.told(told)
        roles = permissions.role_ids(interaction["member"])
        channel = Channel("discord", target, call.channel.space)
        user = int(call.user) if call.user.isdecimal() else 0
        return self._places.allowed_to(channel, user, roles) or 0


def _target(command: Command, call: Call) -> str | None:
    """The channel that an option names."""
    for option in command.options:
        if option.kind is OptionKind.CHANNEL and option.name in call.values:
            return str(call.values[option.name])
    return None
