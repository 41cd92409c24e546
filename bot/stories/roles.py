"""Who acts and who is aimed at, where an item names only one of them. Pure.

A headline such as `Curbs on Brazilian beef begin` names the target, and is easily read as the act
of its target. Where only one role is filled, a story may be compared with the roles exchanged.
"""

import re
from dataclasses import replace

from bot.model.event import Measure, Status
from bot.model.item import Item
from bot.model.story import Story

# Words of one side that answers another: there the two sides must not be exchanged.
_ANSWERS = re.compile(
    r"\bretaliat|\bcounter-?(?:measure|tariff|dut|sanction)|\b(?:hit|hits|strike|strikes) back\b"
    r"|\bin (?:response|retaliation|return|reply) (?:to|for)\b|\banswer(?:s|ed|ing)?\b"
    r"|\btit-for-tat\b|\brespon(?:ds?|ded|ding|se)\b",
    re.IGNORECASE,
)


def answers(item: Item) -> bool:
    """Whether an item tells of one side that answers the other."""
    return _ANSWERS.search(item.body) is not None


def exchanged(measure: Measure) -> Measure | None:
    """The measure with its roles exchanged, where only one of them is filled."""
    if bool(measure.implementing) is bool(measure.affected):
        return None
    return replace(measure, implementing=measure.affected, affected=measure.implementing)


def readings(lead: Measure, story: Story, quiet: bool) -> tuple[Measure, ...]:
    """The measure that an item is about, as read; and as its target or an onlooker tells it.

    Who protests is not who acts, and a comment names many: their parties prove nothing.
    """
    if not quiet and not _is_bargain(lead):
        return (lead,)
    if set(lead.implementing) & set(story.lead.affected):
        return (lead, replace(lead, implementing=(), affected=lead.implementing))
    return (lead, replace(lead, implementing=(), affected=())) if quiet else (lead,)


def _is_bargain(measure: Measure) -> bool:
    """Whether governments agreed on it and the item names but one of them."""
    return measure.status is Status.AGREED and not measure.affected
