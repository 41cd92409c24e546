"""Whether a measure came into a new phase that its status does not tell: final, signed. Pure."""

import re
from datetime import datetime, timedelta

from bot.model.event import Event, MeasureType, Status
from bot.model.story import Story
from bot.stories.deals import tells_of_deal

_DAY = timedelta(days=1)
_CASES = frozenset(
    {MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY, MeasureType.SAFEGUARD}
)
_PLANS = frozenset({Status.PROPOSED, Status.CONSIDERED, Status.THREATENED})
_PHASES = (
    re.compile(r"\b(?:preliminar|provisional)", re.IGNORECASE),
    re.compile(
        r"\b(?:final|definitive|(?:anti-?dumping|countervailing duty) order)", re.IGNORECASE
    ),
)
_LAW = re.compile(r"\b(?:law|bill|act|decree|legislation)\b", re.IGNORECASE)
_SIGNS = re.compile(r"\bsign(?:s|ed|ing)?\b", re.IGNORECASE)


def new_phase(story: Story, event: Event, at: datetime) -> bool:
    """Whether a case went from the provisional to the definitive, or a deal was signed."""
    if _is_signed(story, event, at):
        return True
    if event.lead.type not in _CASES and story.lead.type not in _CASES:
        return False
    if event.lead.status in _PLANS:
        return False
    movers = {step.item for step in story.history}
    known = max(_phase(source.title) for source in story.sources if source.item in movers)
    return known == 0 and _phase(event.item.title) > known


def _is_signed(story: Story, event: Event, at: datetime) -> bool:
    """Whether a deal that was agreed, or a law that was passed, is signed as a headline says."""
    title, last = event.item.title, story.history[-1]
    if not _SIGNS.search(title) or last.status in (Status.IN_FORCE, Status.ENDED):
        return False
    if any(_SIGNS.search(source.title) for source in story.sources):
        return False
    signed = tells_of_deal(story) or _LAW.search(title) is not None
    return signed and at - last.at >= _DAY


def _phase(title: str) -> int:
    return max((number for number, mark in enumerate(_PHASES) if mark.search(title)), default=-1)
