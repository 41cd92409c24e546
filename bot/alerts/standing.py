"""What still stands while a change is only planned: `Still in force: 25 %.` Pure.

The title tells the newest act, which may be no more than a threat; a reader who pays the duty needs
to be told what applies until then. Nothing is said where it was not read.
"""

from datetime import date, timedelta

from bot.alerts.title import key_rates
from bot.alerts.values import day, number
from bot.model.event import DateRole, Day, Status
from bot.model.story import Step, Story, slot_of, value_of

_NEAR = timedelta(days=3)  # between the day that a measure started on and the report of it
_PAST = {Status.IN_FORCE: "Still in force", Status.ADOPTED: "Still stands"}


def still_stands(story: Story) -> str | None:
    """The rate that the planned one is to replace, where the story says that it stands."""
    step, lead = story.history[-1], story.lead
    is_plan = (step.status, step.action) != (lead.status, lead.action)
    changes = [one for one in key_rates(story, lead) if one.previous is not None]
    if not is_plan or story.heads > 1 or len(changes) != 1 or step.status not in _PAST:
        return None
    if lead.status in (Status.IN_FORCE, Status.ENDED) or changes[0].unit != "percent":
        return None
    before = f"{number(changes[0].previous or 0.0)} %"
    return f"{_PAST[step.status]}: {before}{_since(story, step)}."


def _since(story: Story, step: Step) -> str:
    """`, since 12 Mar 2025`; a day that has come does not say by itself that a measure applies."""
    told, newest = step.at.date(), story.last_at.date()
    if step.status is Status.IN_FORCE:
        days = [one for one in _starts(story) if abs(one - told) <= _NEAR]
        return f", since {day(days[0].isoformat())}" if len(days) == 1 else ""
    days = [one for one in _starts(story) if told <= one <= newest]
    return f", adopted, effective {day(days[0].isoformat())}" if len(days) == 1 else ", adopted"


def _starts(story: Story) -> list[date]:
    """The days on which acts before the planned one were to start."""
    own = {(slot_of(figure), value_of(figure)) for figure in story.lead.figures}
    found = (one.figure for one in story.figures if not one.key and one.value in own)
    return [
        date.fromisoformat(figure.value)
        for figure in found
        if isinstance(figure, Day) and figure.role is DateRole.EFFECTIVE and len(figure.value) == 10
    ]
