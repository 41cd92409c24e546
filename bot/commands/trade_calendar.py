"""`trade calendar`: what takes effect, ends or falls due in the coming days."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.alerts.sources import linked, ranked
from bot.alerts.title import clause
from bot.commands import Means
from bot.commands.parts.filters import COUNTRY, KIND, PRODUCT, SHARE, filters
from bot.commands.parts.ics import calendar
from bot.commands.parts.pages import cut, page_of, paged
from bot.model.command import Attachment, Call, Command, Option, OptionKind, Reply
from bot.model.event import DateRole
from bot.model.history import Due
from bot.model.message import Moment, Span, Strong

SIZE, DEFAULT, MOST = 10, 14, 90
ROLES = {
    "effective": DateRole.EFFECTIVE,
    "comment": DateRole.DEADLINE,
    "expiry": DateRole.EXPIRY,
}
_WORDS = {
    DateRole.EFFECTIVE: "takes effect",
    DateRole.DEADLINE: "deadline",
    DateRole.EXPIRY: "ends",
}

COMMAND = Command(
    name="trade calendar",
    summary="What takes effect, ends or falls due in the coming days",
    options=(
        Option("days", "How many days ahead", OptionKind.NUMBER, low=1, high=MOST),
        COUNTRY,
        PRODUCT,
        KIND,
        Option("type", "Only these days", choices=tuple(ROLES)),
        Option("ics", "Get a calendar file", OptionKind.FLAG),
        SHARE,
    ),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One line a day and measure, in order of time; a calendar file where it is asked for."""
    days = min(max(int(call.values.get("days", DEFAULT)), 1), MOST)
    first, last = now.date(), now.date() + timedelta(days=days)
    wanted = str(call.values.get("type", ""))
    roles = [ROLES[wanted]] if wanted in ROLES else list(ROLES.values())
    asked = filters(call.values, means, now)
    due = await means.tx.history.due(first.isoformat(), last.isoformat(), roles, asked)
    if not due:
        nothing = f"Nothing is known to happen in the next {days} days."
        return Reply((nothing,), private=not call.values.get("share", False))
    if call.values.get("ics", False):
        return _file(due, means, now, private=not call.values.get("share", False))
    shown, more = cut(due, page_of(call), SIZE)
    return paged(call, tuple(span for one in shown for span in _line(one, means)), more=more)


def _line(due: Due, means: Means) -> tuple[Span, ...]:
    story = due.story
    told = linked(clause(story.lead, means.labels), ranked(story.sources)[0].url)
    return (*_day(due), f" {_WORDS[due.role]}: ", told, f" · #{story.id}\n")


def _day(due: Due) -> tuple[Span, ...]:
    try:
        return (Moment(datetime.fromisoformat(f"{due.day}T12:00:00+00:00")),)
    except ValueError:  # a month
        return (Strong(due.day),)


def _file(due: Sequence[Due], means: Means, now: datetime, *, private: bool) -> Reply:
    titles = [f"{_WORDS[one.role]}: {clause(one.story.lead, means.labels)}" for one in due]
    content = calendar(list(zip(due, titles, strict=True)), now)
    said = f"{len(due)} days for your calendar."
    return Reply((said,), private=private, attachment=Attachment("tollbell.ics", content))
