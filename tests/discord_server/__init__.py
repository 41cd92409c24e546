"""A Discord server on loopback: REST and gateway in documented form, for real discord.py.

    async with DiscordServer() as server:
        settings = DiscordSettings(server.token, server.api_base)
        ...
        answer = await server.interact("watch add", {"preset": "us-tariffs"})
        page = await server.press(answer.last, "Next")
        server.messages[server.channel]

It holds what a test wants to see (messages, commands, answers, requests) and has switches for
what goes wrong (`fail`, `moderate`, `rooms.deny`, `gateway.disconnect`, `speed`). What it checks of
a request is in `limits.py`.
"""

from tests.discord_server.faults import Fault
from tests.discord_server.interactions import Answer
from tests.discord_server.server import DiscordServer
from tests.discord_server.using import Person
from tests.discord_server.waiting import until

__all__ = ["Answer", "DiscordServer", "Fault", "Person", "until"]
