"""What is new in the figures of a story, by the word of the item that an alert tells of. Pure."""

from collections.abc import Iterable

from bot.alerts.title import rate_text
from bot.alerts.values import dated
from bot.model.alert import Alert
from bot.model.event import Figure, MeasureAction, Rate
from bot.model.story import Stated, Story, slot_of, value_of

SHOWN = 4
_SLOTS = ("rate:", "date:effective", "date:expiry", "duration")


def new_figures(story: Story, alert: Alert, before: Story | None) -> list[Stated]:
    """The figures that hold by the word of the alert's item and did not hold before it."""
    said = list(stated_by(story, alert))
    if before is None:
        return ordered(one for one in said if one.items[0] == alert.item)
    held = [one for one in before.figures if one.key]
    return ordered(
        one
        for one in said
        if not any(one.value == old.value and is_same(one.figure, old.figure) for old in held)
    )


def outdated(story: Story, alert: Alert, before: Story | None) -> list[Stated]:
    """What the item was the first to state and that was replaced before it was told."""
    known = {one.value for one in before.figures} if before else set()
    own = {(slot_of(figure), value_of(figure)) for figure in story.lead.figures}
    return [
        one
        for one in story.figures
        if one.items[0] == alert.item
        and not one.key
        and one.slot.startswith(_SLOTS)
        and one.value in own - known
    ]


def stated_by(story: Story | None, alert: Alert) -> Iterable[Stated]:
    """The key figures that the alert's item states."""
    if story is None:
        return []
    return [one for one in story.figures if one.key and alert.item in one.items]


def ordered(figures: Iterable[Stated]) -> list[Stated]:
    """Rates, then when it starts, when it ends, how long it lasts, how many."""

    def rank(stated: Stated) -> int:
        found = (n for n, slot in enumerate(_SLOTS) if stated.slot.startswith(slot))
        return next(found, len(_SLOTS))

    return sorted(figures, key=rank)


def listed(figures: Iterable[Stated], action: MeasureAction) -> str:
    """Figures in a row that each say what they are."""
    row = ordered(figures)
    rates = [one.figure for one in row if isinstance(one.figure, Rate)]
    rest = [dated(one.figure) for one in row if not isinstance(one.figure, Rate)]
    words = [rate_text(rates, action, SHOWN), *rest] if rates else rest
    return ", ".join(words[:SHOWN])


def is_same(one: Figure, other: Figure) -> bool:
    """Whether a rate does not now say what it replaces, where it did not or said otherwise."""
    if isinstance(one, Rate) and isinstance(other, Rate):
        return one.previous == other.previous
    return True
