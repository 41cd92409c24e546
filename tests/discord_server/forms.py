"""Discord's objects as its documentation shows them: https://discord.com/developers/docs"""

import itertools
import time
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

# What a new server lets everyone do.
EVERYONE = 2248473465835073

_EPOCH = 1420070400000  # https://discord.com/developers/docs/reference#snowflakes
_counter: Iterator[int] = itertools.count()


def snowflake() -> str:
    """An id made now; later ones are greater."""
    moment = int(time.time() * 1000) - _EPOCH
    return str((moment << 22) | (next(_counter) & 0x3FFFFF))


def moment() -> str:
    """Now, as Discord writes it; later ones sort behind."""
    seconds = time.time()
    return time.strftime(
        f"%Y-%m-%dT%H:%M:%S.{int(seconds % 1 * 1e6):06}+00:00", time.gmtime(seconds)
    )


def user(id_: str, name: str, *, bot: bool = False) -> Json:
    """A user object."""
    return {
        "id": id_,
        "username": name,
        "discriminator": "0",
        "global_name": name.title(),
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def myself(bot: Json) -> Json:
    """The bot's own user object."""
    return {**bot, "mfa_enabled": False, "locale": "en-US"}


def application(bot: Json) -> Json:
    """An application object."""
    return {
        "id": bot["id"],
        "name": "Tollbell",
        "icon": None,
        "description": "Alerts",
        "summary": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "owner": user("1", "owner"),
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
    }


def channel(id_: str, guild: str, name: str = "trade", kind: int = 0) -> Json:
    """A text channel of a guild, or a forum (15)."""
    made: Json = {
        "id": id_,
        "type": kind,
        "guild_id": guild,
        "name": name,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "flags": 0,
    }
    forum: Json = {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
    return made if kind != 15 else {**made, **forum, "default_forum_layout": 0}


def thread(id_: str, guild: str, parent: str, name: str, owner: str) -> Json:
    """A public thread."""
    metadata = {
        "archived": False,
        "archive_timestamp": moment(),
        "auto_archive_duration": 4320,
        "locked": False,
        "create_timestamp": moment(),
    }
    return {
        "id": id_,
        "type": 11,
        "guild_id": guild,
        "parent_id": parent,
        "name": name,
        "owner_id": owner,
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": metadata,
    }


def direct(id_: str, recipient: Json) -> Json:
    """A channel of direct messages."""
    return {"id": id_, "type": 1, "flags": 0, "last_message_id": None, "recipients": [recipient]}


def role(id_: str, name: str, permissions: int) -> Json:
    """A role; the one for everyone has the guild's id."""
    return {
        "id": id_,
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": str(permissions),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def guild(id_: str, channels: list[Json], bot: Json) -> Json:
    """A guild as GUILD_CREATE has it."""
    everyone = role(id_, "@everyone", EVERYONE)
    lists = ("emojis", "features", "voice_states", "threads", "presences", "stage_instances")
    nothing = [
        "icon",
        "splash",
        "discovery_splash",
        "afk_channel_id",
        "application_id",
        "system_channel_id",
    ]
    nothing += ["rules_channel_id", "vanity_url_code", "description", "banner"]
    nothing += ["public_updates_channel_id", "safety_alerts_channel_id"]
    return {
        **dict.fromkeys(nothing),
        **{
            name: [] for name in (*lists, "guild_scheduled_events", "soundboard_sounds", "stickers")
        },
        "id": id_,
        "name": "A guild",
        "owner_id": "1",
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [everyone],
        "mfa_level": 0,
        "system_channel_flags": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "joined_at": "2025-01-01T00:00:00.000000+00:00",
        "large": False,
        "unavailable": False,
        "member_count": 2,
        "members": [member(bot)],
        "channels": channels,
    }


def member(who: Json, permissions: int | None = None) -> Json:
    """A guild member; with permissions as an interaction has it."""
    made: Json = {
        "user": who,
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [],
        "joined_at": "2025-01-01T00:00:00.000000+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    return made if permissions is None else {**made, "permissions": str(permissions)}


def message(channel_id: str, author: Json, body: Json) -> Json:
    """A message object made from the body of Create Message."""
    mentioned = (body.get("allowed_mentions") or {}).get("roles") or []
    made: Json = {
        "id": snowflake(),
        "type": 19 if body.get("message_reference") else 0,
        "channel_id": channel_id,
        "author": author,
        "content": body.get("content") or "",
        "embeds": [{"type": "rich", **embed} for embed in body.get("embeds") or []],
        "timestamp": moment(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [it for it in mentioned if f"<@&{it}>" in (body.get("content") or "")],
        "attachments": [],
        "components": _numbered(body.get("components") or []),
        "pinned": False,
        "flags": body.get("flags") or 0,
    }
    reference = body.get("message_reference")
    if reference:
        made["message_reference"] = {"type": 0, "channel_id": channel_id, **reference}
    return made if body.get("nonce") is None else {**made, "nonce": body["nonce"]}


def _numbered(components: list[Json]) -> list[Json]:
    """Components come back with numbers of their own."""
    numbers = itertools.count(1)
    return [
        {
            **row,
            "id": next(numbers),
            "components": [{**it, "id": next(numbers)} for it in row["components"]],
        }
        for row in components
    ]


def error(code: int, sentence: str, errors: Json | None = None) -> Json:
    """An error response: https://discord.com/developers/docs/reference#error-messages"""
    made: Json = {"code": code, "message": sentence}
    return made if errors is None else {**made, "errors": errors}
