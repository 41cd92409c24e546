"""What people can do with an alert: its buttons, and what they said by them. Pure.

Each button but the link carries the delivery's id, so that it works after a restart and a message
is known again by it.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.alerts.sources import web_address
from bot.model.delivery import Mark, MarkKind
from bot.model.feed import Tier
from bot.model.message import Action, Field, Message, Moment, Person, Span
from bot.model.story import Story

_REVIEWERS = 3
UNDER_REVIEW = "under review: a figure is said to be wrong"


def actions(story: Story, key: str | None, *, follows: bool = False) -> tuple[Action, ...]:
    """The buttons of a message about a story; `key` is its delivery's id, where that is known.

    What follows a post has fewer: the post is where a story is reviewed or muted.
    """
    link = _official_text(story)
    if key is None:
        return link
    of = {"of": key}
    details, wrong = Action("Details", "details", of), Action("Wrong figure?", "wrong", of)
    if follows:
        return (*link, details, wrong)
    reviewed = Action("Reviewed", "reviewed", of)
    return (*link, details, reviewed, Action("Mute story 24 h", "mute", of), wrong)


def _official_text(story: Story) -> tuple[Action, ...]:
    """A link to the newest official source that has an address."""
    official = [one for one in story.sources if one.tier is Tier.OFFICIAL]
    for source in reversed(official):
        if url := web_address(source.url):
            return (Action("Official text", url=url),)
    return ()


def dressed(
    message: Message,
    story: Story,
    key: str | None,
    marks: Sequence[Mark] = (),
    *,
    muted: int = 0,
    follows: bool = False,
) -> Message:
    """A message with its buttons, who reviewed the story, and what is under review.

    `muted` is how many alerts the channel muted since it was told of something.
    """
    notes = [message.footer]
    if any(mark.kind is MarkKind.WRONG and not mark.settled for mark in marks):
        notes.append(UNDER_REVIEW)
    if muted:
        notes.append(f"{muted} muted echo{'es' * (muted != 1)}")
    return replace(
        message,
        fields=(*message.fields, *([] if follows else _reviewed(marks))),
        footer=" · ".join(note for note in notes if note),
        actions=actions(story, key, follows=follows),
    )


def _reviewed(marks: Sequence[Mark]) -> list[Field]:
    """Who reviewed the story last, and when."""
    found = [mark for mark in marks if mark.kind is MarkKind.REVIEWED]
    if not found:
        return []
    spans: list[Span] = []
    for mark in found[-_REVIEWERS:]:
        spans += [", "] if spans else []
        spans += [Person(mark.user), f" v{mark.revision} ", Moment(mark.at, day_only=False)]
    return [Field("Reviewed", tuple(spans))]
