"""Whether a new revision of a story is worth saying, and why. Pure.

The reasons and their order are those of `docs/contract/stories.md`.
"""

from datetime import datetime, timedelta

from bot.alerts.backing import certainty, is_backed
from bot.alerts.severity import severity
from bot.model.alert import Alert, Reason
from bot.model.event import MeasureAction
from bot.model.feed import Tier
from bot.model.story import Source, Stated, Story

# Slots in which a changed value is worth a word; the rest (trade volumes, shares) is background.
_TELLING = (
    "rate:",
    "date:effective",
    "date:expiry",
    "duration",
    "count:",
    "money:",
    "quantity:",
    "share:",
)

_MINOR = ("duration", "count:")  # ... and which of them another outlet may add without a word
_ECHO = timedelta(hours=18)


def decide(before: Story | None, after: Story) -> Alert | None:
    """The alert that a revision calls for, or None where it only adds a source."""
    reason = _reason(before, after)
    if reason is None:
        return None
    return Alert(
        story=after.id,
        revision=after.revision,
        reason=reason,
        severity=severity(after),
        certainty=certainty(after),
        item=after.moved_by,
        at=_said_at(after),
    )


def _reason(before: Story | None, after: Story) -> Reason | None:
    if before is None:
        return Reason.NEW
    if _is_told_again(before, after):
        return _told_again(before, after)
    if _mover(after).corrects and _replaced(before, after):
        return Reason.CORRECTION
    return _news(before, after)


def _news(before: Story, after: Story) -> Reason | None:
    if _steps_made(before, after):
        return Reason.STATUS
    if _mover(after).tier is Tier.OFFICIAL and _confirms(before, after):
        return Reason.CONFIRMED
    if len(after.conflicts) > len(before.conflicts):
        return Reason.CONFLICT
    if _fresh(before, after) or _covers_otherwise(before, after):
        return Reason.FIGURE
    return None


def _covers_otherwise(before: Story, after: Story) -> bool:
    """Whether what is covered, or for how long, was changed without a figure for it."""
    changed = before.lead.action is not after.lead.action and not _is_echo(after)
    return changed and after.lead.action in (MeasureAction.EXEMPT, MeasureAction.EXTEND)


def _confirms(before: Story, after: Story) -> bool:
    """Whether an official item backs what only others told: where it stands, or its rate."""
    if not is_backed(before):
        return True
    official = {source.item for source in before.sources if source.tier is Tier.OFFICIAL}
    rates = [one for one in before.figures if one.key and one.slot.startswith("rate:")]
    unbacked = {one.value for one in rates if not official.intersection(one.items)}
    said = {one.value for one in after.figures if after.moved_by in one.items}
    return len(unbacked) == len(rates) and bool(unbacked & said)


def _told_again(before: Story, after: Story) -> Reason | None:
    """The reason for an item that its publisher changed."""
    if _standing(before) != _standing(after) or _own_change(before, after):
        return Reason.CORRECTION
    return Reason.FIGURE if _fresh(before, after) else None


def _is_told_again(before: Story, after: Story) -> bool:
    return any(source.item == after.moved_by for source in before.sources)


def _standing(story: Story) -> tuple[str, str]:
    return story.history[-1].status, story.history[-1].action


def _own_change(before: Story, after: Story) -> bool:
    """Whether the item states another value than it did, where it stated one."""
    was, now = _values_of(before, after.moved_by), _values_of(after, after.moved_by)
    return any(was[slot] != now[slot] for slot in was.keys() & now.keys())


def _values_of(story: Story, item: str) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for stated in story.figures:
        slot, value = stated.value
        if item in stated.items and slot.startswith(_TELLING):
            values.setdefault(slot, set()).add(value)
    return values


def _steps_made(before: Story, after: Story) -> bool:
    known = {(step.item, step.status, step.action) for step in before.history}
    return any((step.item, step.status, step.action) not in known for step in after.history)


def _fresh(before: Story, after: Story) -> bool:
    """Whether a key figure holds that did not hold before."""
    held = {stated.value for stated in before.figures if stated.key}
    fresh = (one for one in after.figures if _is_telling(one) and one.value not in held)
    minor = _is_echo(after)
    return any(not (minor and one.slot.startswith(_MINOR)) for one in fresh)


def _is_echo(after: Story) -> bool:
    """Whether another outlet tells of a step hours after it: its details are no news."""
    mover = _mover(after)
    hours = mover.published - after.history[-1].at
    return mover.tier is not Tier.OFFICIAL and timedelta() <= hours < _ECHO


def _replaced(before: Story, after: Story) -> bool:
    """Whether a key figure of the story no longer holds, or a new one does."""
    return {s.value for s in before.figures if _is_telling(s)} != {
        s.value for s in after.figures if _is_telling(s)
    }


def _is_telling(stated: Stated) -> bool:
    return stated.key and stated.slot.startswith(_TELLING)


def _mover(story: Story) -> Source:
    return next(source for source in story.sources if source.item == story.moved_by)


def _said_at(story: Story) -> datetime:
    return _mover(story).published
