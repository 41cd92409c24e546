"""Discord as a platform: all of discord.py is in this room, behind `client.Discord`."""
