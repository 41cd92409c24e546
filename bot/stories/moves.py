"""Whether a measure moved with an item: its status, or its action where the status stays. Pure.

Two desks that report one decision do not choose the same words, so a step needs either time, an
official source, or an act of another kind (a delay, a suspension, a ruling).
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.event import DateRole, Day, Event, Measure, MeasureAction, MeasureType, Status
from bot.model.feed import Tier
from bot.model.story import Stated, Step, Story, slot_of, value_of
from bot.stories.deals import speaks_of_deal
from bot.stories.phases import new_phase
from bot.stories.standing import says_it_began, tells_of_ruling, tells_of_start

_DAY = timedelta(days=1)
_PRESS_WAIT = timedelta(hours=12)  # a press item cannot move a measure sooner by other words
_AFTER_OFFICIAL = _DAY  # ... nor against what an official text has just said
_FORCE_WAIT = timedelta(hours=4)  # ... and not put it in force sooner after it was adopted

_GRADE = {
    Status.THREATENED: 0,
    Status.CONSIDERED: 0,
    Status.INVESTIGATING: 1,
    Status.PROPOSED: 1,
    Status.AGREED: 2,
    Status.ADOPTED: 3,
    Status.IN_FORCE: 4,
    Status.ENDED: 5,
}
_A = MeasureAction
# Acts of one stance are one act in other words; an act without a stance leaves the stance alone.
_STANCE = {
    _A.IMPOSE: "build",
    _A.RAISE: "build",
    _A.TIGHTEN: "build",
    _A.RESUME: "build",
    _A.LOWER: "build",  # another rate: a changed figure of the same measure
    _A.REMOVE: "loosen",
    _A.EASE: "loosen",
    _A.SUSPEND: "suspend",
    _A.DELAY: "delay",
    _A.STRIKE_DOWN: "strike",
    _A.UPHOLD: "uphold",
    _A.INVESTIGATE: "investigate",
}
COVERAGE = frozenset({_A.EXEMPT, _A.EXTEND})  # change what or how long, not where a measure stands
_ONCE = frozenset({"suspend", "delay"})  # a second one is a change of a date
_BREAKS = frozenset({_A.SUSPEND, _A.DELAY, _A.STRIKE_DOWN})
_QUOTAS = frozenset({MeasureType.IMPORT_QUOTA, MeasureType.EXPORT_QUOTA})
_VOLUMES = frozenset({_A.EASE, _A.RAISE, _A.LOWER, _A.TIGHTEN})
_PROPOSES = re.compile(r"\bpropos", re.IGNORECASE)


def step(story: Story, ours: Measure, event: Event, at: datetime) -> Step | None:
    """The step that an item makes of a measure of the story, or None where it only tells it."""
    if event.item.tier is Tier.BLOG:
        return None  # a blog comments; it does not move a measure
    event = _borne_out(story, ours, event, at)
    lead = event.lead
    if not (new_phase(story, event, at) or _moves(story, ours, event, at)):
        return None
    if _contradicts(story, event, at):
        return None
    return Step(lead.status, lead.action, at, event.item.id)


def _borne_out(story: Story, ours: Measure, event: Event, at: datetime) -> Event:
    """The event as adopted where it reads as in force before the day that the measure starts on.

    So, too, where the press reports a decision and has no word of its beginning.
    """
    lead = event.lead
    if lead.status is not Status.IN_FORCE or stance(lead.action) != "build":
        return event
    days, today = _own_days(story, ours), at.date().isoformat()
    early = bool(days) and today < min(days)
    told = event.item.tier is Tier.OFFICIAL or tells_of_start(event.item)
    if not early and (told or any(day <= today for day in days)):
        return event
    return replace(event, measures=(replace(lead, status=Status.ADOPTED), *event.measures[1:]))


def _contradicts(story: Story, event: Event, at: datetime) -> bool:
    """Whether the press moves a measure at once after an official text that did not.

    What comes due on its day is no contradiction.
    """
    told = [one.published for one in story.sources if one.tier is Tier.OFFICIAL]
    if event.item.tier is Tier.OFFICIAL or not told or at - max(told) >= _AFTER_OFFICIAL:
        return False
    return event.lead.status is not Status.IN_FORCE or not _comes_due(story, max(told), at)


def _comes_due(story: Story, after: datetime, at: datetime) -> bool:
    """Whether a day on which the measure starts lies between two times."""
    first, last = after.date().isoformat(), at.date().isoformat()
    return any(first <= day <= last for each in story.figures if (day := _starting_day(each)))


def planned(ours: Measure, lead: Measure) -> Measure:
    """A measure whose rate was changed by an act that does not stand as far as it does.

    A tariff in force that is to be raised next month is shown as adopted, until the raise applies.
    """
    if _GRADE[lead.status] >= _GRADE[ours.status] or ours.status is Status.ENDED:
        return ours
    return replace(
        ours,
        status=lead.status,
        action=lead.action,
        direction=lead.direction,
        evidence=lead.evidence,
        hedged=lead.hedged,
    )


def _moves(story: Story, ours: Measure, event: Event, at: datetime) -> bool:
    since = at - story.history[-1].at
    stands = {ours.status, story.history[-1].status}
    if event.lead.status is Status.AGREED in stands and event.lead.action not in _BREAKS:
        return False  # what both give one another is told in many ways
    before = stance(ours.action) or stance(story.history[-1].action)
    now = stance(event.lead.action)
    if event.lead.type in _QUOTAS and event.lead.action in _VOLUMES:
        now = before  # another volume of the same quota
    if event.lead.action in COVERAGE:
        return says_it_began(event.item) and _climbs(story, ours, event, at, since)
    if _is_concession(ours, event):
        return since >= _FORCE_WAIT
    if now is None or now == before:
        return _climbs(story, ours, event, at, since)
    if before == "strike":
        return since >= _FORCE_WAIT
    return _turns(story, before, now, event, since)


def _is_concession(ours: Measure, event: Event) -> bool:
    """Whether governments agree to lower what one of them had raised."""
    lead = event.lead
    agreed = lead.status is Status.AGREED or speaks_of_deal(event.item.title)
    lowers = lead.action is _A.LOWER and ours.action is not _A.LOWER
    return agreed and lowers and ours.status is not Status.AGREED


def stance(action: MeasureAction) -> str | None:
    """What kind of act it is; None for an act that says nothing of where the measure stands."""
    return _STANCE.get(action)


def is_turn(before: MeasureAction, now: MeasureAction) -> bool:
    """Whether one act is of another kind than the other: what was to start does not."""
    was, is_ = stance(before), stance(now)
    return was is not None and is_ is not None and was != is_


def standing(measure: Measure) -> str:
    """Where an item says that a measure stands; the same for an act in other words."""
    return f"{measure.status}:{stance(measure.action) or measure.action}"


def _turns(story: Story, before: str | None, now: str, event: Event, since: timedelta) -> bool:
    """Whether an act of another kind is a move: unless it was made before or comes at once."""
    if now in _ONCE and _was(story, now):
        return False
    if before == "investigate" and _only_weighs(story, event, now):
        return False
    if now == "investigate" and before != "investigate":
        return _GRADE[story.history[-1].status] == 0  # an inquiry moves a threat and nothing else
    if now == "uphold" and not (_was(story, "strike") or tells_of_ruling(event.item)):
        return False  # that something stays is no act, unless somebody had to decide it
    if now == "uphold" and event.lead.status is not Status.ENDED:
        return since >= _FORCE_WAIT
    return since >= (_FORCE_WAIT if event.item.tier is Tier.OFFICIAL else _PRESS_WAIT)


def _only_weighs(story: Story, event: Event, now: str) -> bool:
    """Whether the threat that an inquiry answered is made again, or its outcome is weighed."""
    status = event.lead.status
    return status is Status.CONSIDERED or (_GRADE[status] == 0 and _was(story, now))


def _was(story: Story, act: str) -> bool:
    """Whether the measure took this stance before."""
    return any(stance(step.action) == act for step in story.history)


def _climbs(story: Story, ours: Measure, event: Event, at: datetime, since: timedelta) -> bool:
    """Whether the same act has come further."""
    was, now = ours.status, event.lead.status
    official = event.item.tier is Tier.OFFICIAL
    if now is was:
        return False
    if now is Status.IN_FORCE:
        return _starts(story, ours, at, since, official)
    if was is Status.AGREED and now is Status.PROPOSED:  # an agreement goes into law
        formal = event.lead.action is not _A.NEGOTIATE or _PROPOSES.search(event.item.title)
        return official and since >= _DAY and bool(formal)
    if _GRADE[now] <= _GRADE[was]:
        return False
    return since >= (_PRESS_WAIT if official else _DAY)


def _starts(story: Story, ours: Measure, at: datetime, since: timedelta, official: bool) -> bool:
    """Whether a measure has come into force: not before a day that it is known to start on."""
    days = _own_days(story, ours)
    if days and at.date().isoformat() < min(days) and not official:
        return False
    if ours.status is Status.ENDED:
        return since >= _DAY
    due = any(day <= at.date().isoformat() for day in days)
    return since >= (_FORCE_WAIT if due or official else _PRESS_WAIT)


def _own_days(story: Story, ours: Measure) -> list[str]:
    """The days on which a measure of the story is to start."""
    own = {(slot_of(figure), value_of(figure)) for figure in ours.figures}
    return [day for each in story.figures if each.value in own and (day := _starting_day(each))]


def _starting_day(stated: Stated) -> str | None:
    figure = stated.figure
    if isinstance(figure, Day) and figure.role is DateRole.EFFECTIVE and stated.key:
        return figure.value
    return None
