"""`trade latest`: the trade measures that moved last."""

from datetime import datetime, timedelta

from bot.alerts.wording import headline
from bot.commands import Means
from bot.model.command import Call, Command, Option, OptionKind, Reply
from bot.model.event import MeasureType, Status
from bot.model.message import Link, Moment, Span
from bot.model.story import Story

DEFAULT, MOST = 5, 10
SINCE = {
    "24h": timedelta(hours=24),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}

COMMAND = Command(
    name="trade latest",
    summary="The trade measures that moved last",
    options=(
        Option("n", "How many", OptionKind.NUMBER, low=1, high=MOST),
        Option("kind", "Only this type of measure", choices=tuple(MeasureType)),
        Option("country", "Only measures by or against this country (ISO code or EU)"),
        Option("status", "Only measures with this status", choices=tuple(Status)),
        Option("since", "Only what moved within", choices=tuple(SINCE)),
        Option("share", "Show the answer to everyone in this channel", OptionKind.FLAG),
    ),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One line a story, the newest first."""
    values = call.values
    stories = await means.tx.stories.latest(
        limit=int(values.get("n", DEFAULT)),
        type=MeasureType(str(values["kind"])) if "kind" in values else None,
        country=str(values["country"]).upper() if "country" in values else None,
        status=Status(str(values["status"])) if "status" in values else None,
        since=now - SINCE[str(values["since"])] if "since" in values else None,
    )
    private = not values.get("share", False)
    if not stories:
        filtered = values.keys() - {"n", "share"}
        none = "Nothing fits; leave a filter out." if filtered else "No measure was read yet."
        return Reply((none,), private=private)
    lines = [span for story in stories for span in _line(story, means)]
    return Reply(tuple(lines), private=private)


def _line(story: Story, means: Means) -> tuple[Span, ...]:
    title = headline(story, means.labels)
    url = next((source.url for source in story.sources if source.url), None)
    return (
        Link(title, url) if url else title,
        f" · {story.lead.status.replace('_', ' ')} · ",
        Moment(story.last_at),
        f" · #{story.id}\n",
    )
