"""Who backs what a card says: an official text, several of the press, or one source. Pure.

What counts is what the card says now. An official text on the rate of last month does not back the
one that a paper names today, so a story with an official source may be unconfirmed again.
"""

from collections.abc import Iterable
from datetime import timedelta

from bot.alerts.title import key_rates, shown_rates
from bot.model.alert import Certainty
from bot.model.event import Direction, MeasureAction, Status
from bot.model.feed import Tier
from bot.model.message import Tone
from bot.model.story import Source, Stated, Step, Story, slot_of, value_of

_DECIDED = frozenset({Status.ADOPTED, Status.AGREED, Status.IN_FORCE})
_REVERSALS = frozenset(
    {
        MeasureAction.SUSPEND,
        MeasureAction.DELAY,
        MeasureAction.REMOVE,
        MeasureAction.EASE,
        MeasureAction.STRIKE_DOWN,
        MeasureAction.UPHOLD,
    }
)
_BEFORE_PRESS = timedelta(days=1)  # an official text may come to us later than its echo
_CLAIMED = ("rate:", "date:effective", "date:expiry", "duration", "count:")


def certainty(story: Story) -> Certainty:
    """How sure is what the story says: an official text, two independent reports, or less."""
    rates = _shown_rates(story)
    if _officials(story) and (not rates or any(_is_official(story, one) for one in rates)):
        return Certainty.CONFIRMED
    told = [_press(_since_turn(story)), *([_press_of(story, rates)] if rates else [])]
    if not story.lead.hedged and all(len(names) >= 2 for names in told):
        return Certainty.REPORTED
    return Certainty.UNCONFIRMED


def tone(story: Story) -> Tone:
    """The colour: what the lead measure does, and whether an official source backs it."""
    if story.lead.direction is Direction.LIBERALISING:
        return Tone.LIBERALISING
    if story.lead.direction is Direction.RESTRICTIVE:
        return Tone.RESTRICTIVE if certainty(story) is Certainty.CONFIRMED else Tone.UNCONFIRMED
    return Tone.PROCEDURAL


def voucher(story: Story) -> str | None:
    """The official source that backs where the story stands; else the first official one."""
    official = _officials(story) or [s for s in story.sources if s.tier is Tier.OFFICIAL]
    rates = {item for one in _shown_rates(story) for item in one.items}
    named = [source for source in official if source.item in rates] or official
    return named[0].name if named else None


def unbacked(story: Story) -> list[Stated]:
    """The key figures of the lead that no official source states."""
    own = {(slot_of(figure), value_of(figure)) for figure in story.lead.figures}
    return [
        one
        for one in story.figures
        if one.key
        and one.value in own
        and one.slot.startswith(_CLAIMED)
        and not _is_official(story, one)
    ]


def is_backed(story: Story) -> bool:
    """Whether an official source tells where the story stands, or what has come due since.

    What comes into force was announced by what adopted it.
    """
    place = _place(story, _turning_step(story.history))
    return any(source.tier is Tier.OFFICIAL for source in story.sources[place:])


def _turning_step(history: tuple[Step, ...]) -> Step:
    """The last step that was not merely the coming into force of what was decided before."""
    for place in range(len(history) - 1, 0, -1):
        now, before = history[place], history[place - 1]
        came_due = now.status is Status.IN_FORCE and before.status in _DECIDED
        if not came_due or now.action in _REVERSALS:
            return now
    return history[0]


def _place(story: Story, step: Step) -> int:
    return next((n for n, known in enumerate(story.sources) if known.item == step.item), 0)


def _since_turn(story: Story) -> list[Source]:
    """The sources that came with the last turn or after it, and were not written before it."""
    turn = _turning_step(story.history)
    told = story.sources[_place(story, turn) :]
    return [one for one in told if one.item == turn.item or one.published >= turn.at - _slack(one)]


def _slack(source: Source) -> timedelta:
    return _BEFORE_PRESS if source.tier is Tier.OFFICIAL else timedelta()


def _officials(story: Story) -> list[Source]:
    return [source for source in _since_turn(story) if source.tier is Tier.OFFICIAL]


def _press(sources: Iterable[Source]) -> set[str]:
    return {source.name for source in sources if source.tier is not Tier.BLOG}


def _press_of(story: Story, rates: Iterable[Stated]) -> set[str]:
    """The publishers that state one of some rates."""
    items = {item for one in rates for item in one.items}
    return _press([source for source in story.sources if source.item in items])


def _shown_rates(story: Story) -> list[Stated]:
    """The rates that the headline shows."""
    shown = [(slot_of(one), value_of(one)) for one in shown_rates(key_rates(story, story.lead))]
    return [one for one in story.figures if one.key and one.value in shown]


def _is_official(story: Story, stated: Stated) -> bool:
    return any(s.tier is Tier.OFFICIAL and s.item in stated.items for s in story.sources)
