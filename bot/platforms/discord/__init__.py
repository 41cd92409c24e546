"""Discord as a platform: all of discord.py is in this room."""

from bot.platforms.discord.client import Discord, DiscordSettings

__all__ = ["Discord", "DiscordSettings"]
