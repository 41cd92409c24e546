"""One story whole: its card, then every figure with its words, its history, and who saw it."""

from collections.abc import Iterable, Sequence

from bot.alerts.labels import Labels
from bot.alerts.sources import linked, source_of
from bot.alerts.values import figure_text
from bot.alerts.verbs import standing
from bot.alerts.wording import wording
from bot.model.delivery import Mark, MarkKind
from bot.model.event import Day
from bot.model.message import Field, Message, Moment, Person, Span, Text
from bot.model.story import Stated, Step, Story

_FIGURES, _STEPS, _MARKS = 20, 10, 5
_SAID = {MarkKind.REVIEWED: "reviewed by ", MarkKind.WRONG: "said to be wrong by "}


def whole(story: Story, labels: Labels, marks: Sequence[Mark] = ()) -> tuple[Message, ...]:
    """The card of a story, and all that is behind it."""
    behind = Message(
        title=f"All figures of #{story.id}",
        badge=f"VERSION {story.revision}",
        fields=(*_figures(story), *_history(story), *_marks(marks)),
        footer=f"#{story.id} v{story.revision} · information, not legal advice",
        at=story.last_at,
    )
    return wording(story, None, (), labels), behind


def _figures(story: Story) -> Iterable[Field]:
    for stated in story.figures[:_FIGURES]:
        yield Field(_name(stated), _words(story, stated))
    if len(story.figures) > _FIGURES:
        yield Field("…", (f"{len(story.figures) - _FIGURES} more figures",))


def _name(stated: Stated) -> str:
    """What a figure is, and whether it still holds."""
    kind = stated.slot.partition(":")[0]
    role = f" ({stated.figure.role})" if isinstance(stated.figure, Day) else ""
    return f"{kind}{role}: {figure_text(stated.figure)}{'' if stated.key else ' · background'}"


def _words(story: Story, stated: Stated) -> Text:
    """The sentence that a figure was read from, who wrote it, and how many say the same."""
    source = source_of(story, stated)
    words = stated.sentence or stated.figure.evidence.quote
    others = len(stated.items) - 1
    more = f" and {others} more" if others else ""
    name: Span = linked(source.name, source.url) if source else "unnamed source"
    return (f"“{' '.join(words.split())}” — ", name, more)


def _history(story: Story) -> Iterable[Field]:
    told = [span for step in story.history[-_STEPS:] for span in _step(story, step)]
    if told:
        yield Field("History", tuple(told))


def _step(story: Story, step: Step) -> Text:
    source = next((one for one in story.sources if one.item == step.item), None)
    who: Span = linked(source.name, source.url) if source else ""
    stands = standing(step.status, step.action, story.lead.type)
    return (Moment(step.at), f" {stands} ", who, "\n")


def _marks(marks: Sequence[Mark]) -> Iterable[Field]:
    told: list[Span] = []
    for mark in marks[-_MARKS:]:
        said = f": “{mark.text}”" if mark.text else ""
        told += [
            _SAID[mark.kind],
            Person(mark.user),
            " ",
            Moment(mark.at, day_only=False),
            said,
            "\n",
        ]
    if told:
        yield Field("Seen by people", tuple(told))
