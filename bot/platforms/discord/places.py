"""What kind of place a channel is, and what the bot may do there: from the gateway's cache.

What is not cached (an archived thread, a guild whose GUILD_CREATE could not be read) is asked for
once.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum

import discord
from discord.abc import GuildChannel

from bot.model.errors import Closed, TellUser, TryLater, Undeliverable
from bot.model.watch import Channel
from bot.platforms.discord import permissions
from bot.platforms.discord.embeds import Json
from bot.platforms.discord.refusals import Refused
from bot.platforms.discord.rest import Rest

# https://discord.com/developers/docs/resources/channel#channel-object-channel-types
_THREADS = (10, 11, 12)
_FORUMS = (15, 16)
KEPT = 20_000  # channels that are remembered
FRESH = 10.0  # seconds for which an interaction's word on our permissions holds


class Kind(Enum):
    ROOM = "room"  # where messages stand one below the other
    THREAD = "thread"
    FORUM = "forum"  # where every message begins a thread


@dataclass(frozen=True, slots=True)
class Place:
    kind: Kind
    guild: str | None = None
    parent: str | None = None  # of a thread
    tags: tuple[str, ...] = ()  # of a forum that asks for one: those that anyone may use


ROOM = Place(Kind.ROOM)


class Places:
    """The places of one session."""

    def __init__(self, client: discord.Client, rest: Rest) -> None:
        self._client, self._rest = client, rest
        self._learned: OrderedDict[str, Place] = OrderedDict()
        self._told: dict[str, tuple[float, int]] = {}

    def known(self, channel: Channel) -> Place | None:
        """The place, without asking."""
        cached = self._cached(channel.id, channel.space)
        return self._learned.get(channel.id) if cached is None else _of_cache(cached)

    async def find(self, channel: Channel) -> Place:
        """The place; Closed where there is none that the bot can see."""
        return self.known(channel) or await self._ask(channel)

    async def _ask(self, channel: Channel) -> Place:
        try:
            answer = await self._rest.ask("GET", "/channels/{channel_id}", channel_id=channel.id)
        except Refused:  # a server that does not tell: most channels are rooms
            answer = {}
        return self.learn(channel.id, _of_payload(answer if isinstance(answer, dict) else {}))

    def learn(self, id_: str, place: Place) -> Place:
        """Remember what a channel turned out to be."""
        self._learned[id_] = place
        while len(self._learned) > KEPT:
            self._learned.popitem(last=False)
        return place

    def above(self, channel: Channel) -> tuple[str, Kind] | None:
        """The channel above a thread, and what it is; None where that is not known."""
        place = self.known(channel)
        if place is None or place.parent is None:
            return None
        parent = self.known(Channel("discord", place.parent, place.guild))
        return (place.parent, parent.kind) if parent else None

    def has_thread(self, id_: str, guild: str | None) -> bool:
        """Whether a thread of this id is active."""
        return isinstance(self._cached(id_, guild), discord.Thread)

    def name_of(self, thread: str, guild: str | None, owner: str) -> str | None:
        """What an open thread of this owner is called; None where there is no such thread."""
        found = self._cached(thread, guild)
        if not isinstance(found, discord.Thread) or found.archived or found.locked:
            return None
        return found.name if str(found.owner_id) == owner else None

    def _cached(self, id_: str, guild: str | None) -> GuildChannel | discord.Thread | None:
        if guild:
            around = self._client.get_guild(int(guild))
            found: object = around and around.get_channel_or_thread(int(id_))
        else:
            found = self._client.get_channel(int(id_))
        return found if isinstance(found, GuildChannel | discord.Thread) else None

    def allowed(self, channel: Channel) -> int | None:
        """What the bot may do in a channel; None where nobody has told."""
        heard = self._told.get(channel.id)
        if heard and asyncio.get_running_loop().time() - heard[0] < FRESH:
            return heard[1]
        found = self._ruling(channel)
        me = found.guild.me if found else None
        if found is None or me is None:
            return None
        return permissions.of_member(found, me.id, [role.id for role in me.roles])

    def allowed_to(self, channel: Channel, user: int, roles: list[int]) -> int | None:
        """What a member may do in a channel; None where it is not known."""
        found = self._ruling(channel)
        return None if found is None else permissions.of_member(found, user, roles)

    def _ruling(self, channel: Channel) -> GuildChannel | None:
        """The channel whose permissions hold: above a thread its parent."""
        cached = self._cached(channel.id, channel.space)
        place = self._learned.get(channel.id)
        if cached is None and place is not None and place.parent:
            cached = self._cached(place.parent, place.guild or channel.space)
        return cached.parent if isinstance(cached, discord.Thread) else cached

    def hear(self, interaction: Json) -> None:
        """An interaction tells what the bot may do where it was made: Discord's own sum.

        https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
        """
        where, sum_ = interaction.get("channel_id"), interaction.get("app_permissions")
        if isinstance(where, str) and isinstance(sum_, str):
            now = asyncio.get_running_loop().time()
            self._told = {id_: it for id_, it in self._told.items() if now - it[0] < FRESH}
            self._told[where] = (now, permissions.told(sum_))

    async def missing(self, channel: Channel) -> tuple[str, ...]:
        """The permissions that the bot lacks to post; TellUser where it sees no such channel."""
        try:
            place = await self.find(channel)
        except Closed:
            told = "I cannot see that channel: give me View Channel there, or pick another one."
            raise TellUser(told) from None
        except (TryLater, Undeliverable) as error:
            raise TellUser(f"I could not look at that channel: {error} Try again soon.") from None
        allowed = self.allowed(channel)
        return () if allowed is None else permissions.lacking(allowed, NEEDED[place.kind])


NEEDED = {
    Kind.ROOM: permissions.IN_A_ROOM,
    Kind.THREAD: permissions.IN_A_THREAD,
    Kind.FORUM: permissions.IN_A_FORUM,
}


def _of_cache(found: GuildChannel | discord.Thread) -> Place:
    guild = str(found.guild.id)
    if isinstance(found, discord.Thread):
        return Place(Kind.THREAD, guild, str(found.parent_id))
    if isinstance(found, discord.ForumChannel):
        free = [str(tag.id) for tag in found.available_tags if not tag.moderated]
        return Place(Kind.FORUM, guild, tags=tuple(free) if found.flags.require_tag else ())
    return Place(Kind.ROOM, guild)


def _of_payload(answer: Json) -> Place:
    kind, guild = answer.get("type"), answer.get("guild_id")
    if kind in _THREADS:
        return Place(Kind.THREAD, guild, answer.get("parent_id"))
    return Place(Kind.FORUM if kind in _FORUMS else Kind.ROOM, guild)
