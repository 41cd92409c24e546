"""One message for many stories: after a storm, a backlog, or once a day. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.alerts.labels import Labels
from bot.alerts.severity import severity
from bot.alerts.sources import linked, ranked
from bot.alerts.title import headline
from bot.alerts.verbs import standing
from bot.model.delivery import Digest, Held
from bot.model.message import Action, Message, Span, Text, Tone
from bot.model.story import Story

_SHOWN = 10
_TITLES = {
    Held.DIGEST: "Digest: {}",
    Held.QUIET: "While you were away: {}",
    Held.CAP: "Beyond the day's limit: {}",
    Held.STORM: "{} at once",
    Held.BACKLOG: "While the bot was away: {}",
}


def summary(told: Digest, labels: Labels) -> Message:
    """A digest as a message, with the button that tells all of it."""
    title = _TITLES[told.why].format(_counted(len(told.stories)))
    shown = digest(told.stories, labels, title)
    return replace(shown, actions=(Action("All of them", "details", {"of": told.id}),))


def nothing(key: str) -> Message:
    """The line of a digest time at which there is nothing to tell."""
    latest = Action("Latest measures", "trade latest", {"of": key})
    return Message("Digest: no news", badge="DIGEST", actions=(latest,))


def _counted(stories: int) -> str:
    return f"{stories} trade measure{'s' * (stories != 1)}"


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
        title=title or _counted(len(stories)),
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
