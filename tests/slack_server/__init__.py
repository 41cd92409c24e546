"""A Slack on loopback: Web API and Socket Mode in documented form, for real slack-bolt.

    async with SlackServer() as server:
        settings = SlackSettings(server.bot_token, server.app_token, server.api_base)
        ...
        answer = await server.type("/trade latest n:3")
        server.posts(server.channel)

It holds what a test wants to see (posts, views, answers, requests) and has switches for what goes
wrong (`fail`, `disconnect`, `say`). What it checks of a payload is in `limits.py`.
"""

from tests.slack_server.answers import Answer
from tests.slack_server.faults import Fault
from tests.slack_server.server import SlackServer
from tests.slack_server.waiting import until

__all__ = ["Answer", "Fault", "SlackServer", "until"]
