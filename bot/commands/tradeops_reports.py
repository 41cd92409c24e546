"""`tradeops reports`: figures that people said are wrong."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.pages import cut, page_of, paged
from bot.model.command import Call, Command, Option, OptionKind, Reply
from bot.model.delivery import MarkKind
from bot.model.errors import TellUser
from bot.model.message import Moment, Person, Span, Strong

SIZE, _MOST = 8, 200

COMMAND = Command(
    name="tradeops reports",
    summary="Figures that people said are wrong; settle one when you have looked at it",
    options=(Option("settle", "The number of the report that is dealt with", OptionKind.NUMBER),),
    administers=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One line a report, the oldest first."""
    if "settle" in call.values:
        return await _settle(int(call.values["settle"]), means, now)
    reports = await means.tx.marks.open(MarkKind.WRONG, _MOST)
    if not reports:
        return Reply(("No figure is said to be wrong.",))
    shown, more = cut(reports, page_of(call), SIZE)
    spans: list[Span] = []
    for one in shown:
        spans += [
            Strong(str(one.id)),
            f" · #{one.story} v{one.revision} · ",
            Person(one.user),
            " · ",
        ]
        spans += [Moment(one.at), f"\n  “{one.text}”\n"]
    return paged(call, tuple(spans), more=more)


async def _settle(number: int, means: Means, now: datetime) -> Reply:
    mark = await means.tx.marks.settle(number)
    if mark is None:
        raise TellUser(f"There is no report {number}; see '/tradeops reports'.")
    await means.tx.posts.refresh(mark.story, mark.channel, now)
    return Reply((f"Report {number} is settled.",))
