"""The service without its recovery: it neither knows a try again nor looks for what one left.

    python -m tests.forgetful run

For the kill test alone, which has to find this out.
"""

from datetime import datetime
from uuid import uuid4

from bot.cli import main
from bot.model.message import Message
from bot.model.watch import Channel
from bot.platforms.discord import render
from bot.platforms.discord.client import Discord

_send = Discord.send


async def forgetful(
    self: Discord,
    channel: Channel,
    message: Message,
    key: str,
    reply_to: str | None = None,
    tried: datetime | None = None,
) -> str:
    """Send as if it were the first time."""
    return await _send(self, channel, message, key, reply_to, None)


if __name__ == "__main__":
    Discord.send = forgetful  # type: ignore[method-assign]
    render.nonce = lambda key: uuid4().hex[:25]  # noqa: ARG005
    main()
