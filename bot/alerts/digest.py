"""One message for many stories: after a storm, a backlog, or once a day. Pure."""

from collections.abc import Sequence

from bot.alerts.labels import Labels
from bot.alerts.severity import severity
from bot.alerts.sources import linked, ranked
from bot.alerts.title import headline
from bot.alerts.verbs import standing
from bot.model.message import Message, Span, Text, Tone
from bot.model.story import Story

_SHOWN = 10


def digest(stories: Sequence[Story], labels: Labels, title: str | None = None) -> Message:
    """The stories in one message, the gravest and then the newest first."""
    ordered = sorted(
        stories, key=lambda story: (-severity(story).rank, -story.last_at.timestamp(), story.id)
    )
    spans: list[Span] = []
    for story in ordered[:_SHOWN]:
        spans += _line(story, labels)
    if len(ordered) > _SHOWN:
        spans.append(f"and {len(ordered) - _SHOWN} more")
    return Message(
        title=title or f"{len(stories)} trade measure{'s' * (len(stories) != 1)}",
        badge="DIGEST",
        tone=Tone.PROCEDURAL,
        body=tuple(spans),
        footer="information, not legal advice",
        at=max((story.last_at for story in stories), default=None),
    )


def _line(story: Story, labels: Labels) -> Text:
    link = linked(headline(story, labels), ranked(story.sources)[0].url)
    lead = story.lead
    return (
        link,
        f" · {standing(lead.status, lead.action, lead.type)} · {severity(story)} · #{story.id}\n",
    )
