"""What somebody may do in a channel, by roles and overwrites. Pure but for discord.py's cache.

https://discord.com/developers/docs/topics/permissions#permission-overwrites
"""

from collections.abc import Collection, Iterable

import discord
from discord.abc import GuildChannel

from bot.platforms.discord.embeds import Json

ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
EMBED_LINKS = 1 << 14
READ_MESSAGE_HISTORY = 1 << 16
CREATE_PUBLIC_THREADS = 1 << 35
SEND_MESSAGES_IN_THREADS = 1 << 38
EVERYTHING = (1 << 64) - 1

# What posting, following up in threads and finding our own messages again needs.
WANTED = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
    | EMBED_LINKS
    | READ_MESSAGE_HISTORY
)

# In Discord's own words, and in the order in which its settings show them. Without the right to
# make threads a follow-up is a reply, so that a text channel may do without it.
_EVERYWHERE = {VIEW_CHANNEL: "View Channel"}
_WRITING = {EMBED_LINKS: "Embed Links", READ_MESSAGE_HISTORY: "Read Message History"}
IN_A_ROOM = {**_EVERYWHERE, SEND_MESSAGES: "Send Messages", **_WRITING}
IN_A_THREAD = {**_EVERYWHERE, SEND_MESSAGES_IN_THREADS: "Send Messages in Threads", **_WRITING}
IN_A_FORUM = {**_EVERYWHERE, SEND_MESSAGES: "Create Posts", **IN_A_THREAD}


def lacking(permissions: int, needed: dict[int, str]) -> tuple[str, ...]:
    """The needed permissions that are not among these, in Discord's words."""
    if permissions & ADMINISTRATOR:
        return ()
    return tuple(name for bit, name in needed.items() if not permissions & bit)


def of_member(channel: GuildChannel, user: int, roles: Collection[int]) -> int:
    """What a member with these roles may do in a channel of a guild."""
    guild = channel.guild
    held = [guild.id, *roles]
    base = 0
    for id_ in held:
        role = guild.get_role(id_)
        base |= role.permissions.value if role else 0
    if user == guild.owner_id or base & ADMINISTRATOR:
        return EVERYTHING
    pairs = {target.id: overwrite.pair() for target, overwrite in channel.overwrites.items()}
    for level in ([guild.id], [id_ for id_ in roles if id_ != guild.id], [user]):
        base = _overwritten(base, [pairs[id_] for id_ in level if id_ in pairs])
    return base


def _overwritten(
    base: int, pairs: Iterable[tuple[discord.Permissions, discord.Permissions]]
) -> int:
    """On one level an allowance counts more than a denial."""
    allowed = denied = 0
    for allow, deny in pairs:
        allowed |= allow.value
        denied |= deny.value
    return base & ~denied | allowed


def told(text: object) -> int:
    """Permissions as a payload has them: a number as text."""
    return int(text) if isinstance(text, str) and text.isdecimal() else 0


def role_ids(member: Json) -> list[int]:
    """The roles of a member as a payload has them."""
    return [int(id_) for id_ in member.get("roles") or () if str(id_).isdecimal()]
