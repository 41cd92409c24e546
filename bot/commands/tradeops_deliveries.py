"""`tradeops deliveries`: alerts that could not be sent, with their reasons."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.pages import cut, page_of, paged
from bot.model.command import Call, Command, Reply
from bot.model.message import Moment, Span, Strong

SIZE, _MOST = 8, 200

COMMAND = Command(
    name="tradeops deliveries",
    summary="Alerts that could not be sent, and why; 'tradeops replay' sends one again",
    administers=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One line a dead letter, the newest first."""
    dead = await means.tx.deliveries.dead_letters(_MOST)
    if not dead:
        return Reply(("Nothing is left unsent.",))
    shown, more = cut(dead, page_of(call), SIZE)
    spans: list[Span] = []
    for one in shown:
        where = f"{one.channel.platform}:{one.channel.id}"
        spans += [
            Strong(one.id),
            f" · #{one.story} · {where} · ",
            Moment(one.at),
            f"\n  {one.error}\n",
        ]
    return paged(call, tuple(spans), more=more)
