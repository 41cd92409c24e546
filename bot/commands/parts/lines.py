"""Stories as lines of an answer."""

from collections.abc import Iterable

from bot.alerts.labels import Labels
from bot.alerts.severity import severity
from bot.alerts.sources import linked, ranked
from bot.alerts.title import headline
from bot.alerts.verbs import standing
from bot.model.message import Moment, Span, Text
from bot.model.story import Story


def line(story: Story, labels: Labels) -> Text:
    """What moved, how it stands, how much it matters, when it moved, and its name."""
    lead = story.lead
    return (
        linked(headline(story, labels), ranked(story.sources)[0].url),
        f" · {standing(lead.status, lead.action, lead.type)} · {severity(story)} · ",
        Moment(story.last_at),
        f" · #{story.id}\n",
    )


def lines(stories: Iterable[Story], labels: Labels) -> list[Span]:
    """One line a story."""
    return [span for story in stories for span in line(story, labels)]
