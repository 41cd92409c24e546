"""Where a measure stands by the word of one item, checked against what the item itself says. Pure.

A reading of the status can be a step off: what begins in three weeks is not in force, and what a
headline says to have begun is no mere decision.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.model.event import DateRole, Day, Event, Figure, Measure, MeasureAction, Rate, Status
from bot.model.feed import Tier
from bot.model.item import Item
from bot.stories.deals import speaks_of_deal
from bot.stories.facts import is_case

_A = MeasureAction
# Acts that begin or change something; a delay or a suspension names later days of its own.
_BUILDS = frozenset({_A.IMPOSE, _A.RAISE, _A.LOWER, _A.TIGHTEN, _A.RESUME, _A.EXEMPT})
_LOOSENS = frozenset({_A.EASE, _A.REMOVE, _A.SUSPEND})
_BEFORE = frozenset({Status.ADOPTED, Status.PROPOSED, Status.AGREED, Status.THREATENED})
_OPEN = frozenset({Status.PROPOSED, Status.CONSIDERED, Status.INVESTIGATING})
_BEGAN = re.compile(
    r"\b(?:takes?|took|taken) effect\b"
    r"|\b(?:comes?|came|enter(?:s|ed)?|goes|went) into (?:force|effect)\b"
    r"|\b(?:begins?|began|begun|starts?|started)\b|\bkick(?:s|ed)? in\b|\bin (?:force|effect)\b"
    r"|\benter(?:s|ed)? into force\b|\bnow appl(?:y|ies)\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:will|would|to|not|never|no|before|until|ahead|if|when|once|could|may|might|should|due|set"
    r"|plans?|talks?|probe|inquiry|investigation|hearings?|review|consultations?|votes?|works?)\b",
    re.IGNORECASE,
)
_SPARES = re.compile(r"\b(?:relax|exempt|spare|waive|carve|allow|loosen)", re.IGNORECASE)
_NOT_BUT = re.compile(
    r"\b(\d{1,3}(?:\.\d+)?) ?%,? (?:not|instead of|rather than|up from|down from) "
    r"(\d{1,3}(?:\.\d+)?) ?%"
)
_FINAL = re.compile(r"\b(?:final|definitive)\b", re.IGNORECASE)
_DONE = frozenset({Status.IN_FORCE, Status.ADOPTED})
_DENIES = re.compile(
    r"\bden(?:y|ies|ied)\b|\bno (?:plans?|proposals?|intentions?|final decision|decision)\b"
    r"|\bnot true\b|\bunfounded\b|\bno truth\b",
    re.IGNORECASE,
)
_RULED = re.compile(
    r"\b(?:courts?|judges?|ruling|rules|ruled|tribunal|panel|appeals?|wto|justices)\b"
    r"|\bden(?:y|ies|ied|ial)\b|\bno (?:plans?|proposals?|intentions?|final decision|decision)\b"
    r"|\bnot true\b|\bfalse\b|\bunfounded\b|\brejects?\b|\brejected\b",
    re.IGNORECASE,
)


def heard(event: Event, at: datetime) -> Event:
    """The event with its lead's status as far as the item's own days and headline bear it out."""
    lead = _denied(event.item, _dated(event.lead, at))
    lead = _replacing(event.item, _eased(event.item, lead))
    lead = replace(lead, status=_status(event, lead, at))
    if lead == event.lead:
        return event
    figures = tuple(_role(figure, lead.action, at) for figure in event.figures)
    return replace(event, measures=(lead, *event.measures[1:]), figures=figures)


def _dated(lead: Measure, at: datetime) -> Measure:
    return replace(lead, figures=tuple(_role(one, lead.action, at) for one in lead.figures))


def _role(figure: Figure, action: MeasureAction, at: datetime) -> Figure:
    """A day with the role that it must have: what was announced cannot lie ahead."""
    if not isinstance(figure, Day) or _has_come(figure.value, at):
        return figure
    if figure.role is DateRole.ANNOUNCED or (figure.role is DateRole.OTHER and action is _A.DELAY):
        return replace(figure, role=DateRole.EFFECTIVE)
    return figure


def _eased(item: Item, lead: Measure) -> Measure:
    """The measure as one that spares something, where the headline says no more than that."""
    if lead.action is _A.EASE and _SPARES.search(item.title):
        return replace(lead, action=_A.EXEMPT)
    return lead


def _replacing(item: Item, lead: Measure) -> Measure:
    """The measure with one rate in the place of another, where the headline says so."""
    found = _NOT_BUT.search(item.title)
    if found is None:
        return lead
    now, before = float(found[1]), float(found[2])
    figures = [one for one in lead.figures if not (_is_rate(one, before) and now != before)]
    told = (
        replace(one, previous=before) if isinstance(one, Rate) and _is_rate(one, now) else one
        for one in figures
    )
    return replace(lead, figures=tuple(told))


def _is_rate(figure: Figure, value: float) -> bool:
    return isinstance(figure, Rate) and figure.unit == "percent" and figure.value == value


def _denied(item: Item, lead: Measure) -> Measure:
    """The measure as a plan, or as an end of one, that the headline denies."""
    if not _DENIES.search(item.title):
        return lead
    if lead.action in _LOOSENS:  # that it was eased is denied: it applies
        return replace(lead, status=Status.IN_FORCE, action=_A.UPHOLD)
    if lead.action in _BUILDS:
        return replace(lead, status=Status.CONSIDERED, action=_A.UPHOLD)
    return lead


def _status(event: Event, lead: Measure, at: datetime) -> Status:
    official = event.item.tier is Tier.OFFICIAL
    if official and is_case(lead.type) and lead.status in _OPEN and _FINAL.search(event.item.title):
        return Status.ADOPTED
    if lead.action not in _BUILDS:
        return lead.status
    if speaks_of_deal(event.item.title) and lead.status in _DONE and _is_mutual(event):
        return lead.status if says_it_began(event.item) else Status.AGREED
    days = sorted(_starting(lead))
    coming = bool(days) and not _has_come(days[0], at)
    if lead.status is Status.IN_FORCE and coming:
        return Status.ADOPTED
    if lead.status in _BEFORE and not coming and says_it_began(event.item):
        return Status.IN_FORCE
    return lead.status


def _is_mutual(event: Event) -> bool:
    return len({*event.lead.implementing, *event.lead.affected}) > 1


def says_it_began(item: Item) -> bool:
    """Whether the headline says that something has begun, and not that it will."""
    found = _BEGAN.search(item.title)
    return found is not None and not _COMING.search(item.title[: found.start()])


def tells_of_start(item: Item) -> bool:
    """Whether headline or text have words for something that has begun."""
    return _BEGAN.search(item.body) is not None


def tells_of_ruling(item: Item) -> bool:
    """Whether somebody had to decide that a thing stays as it is: a court, or who denies a plan."""
    return _RULED.search(item.body) is not None


def _starting(measure: Measure) -> Iterable[str]:
    for figure in measure.figures:
        if isinstance(figure, Day) and figure.role is DateRole.EFFECTIVE:
            yield figure.value


def _has_come(day: str, at: datetime) -> bool:
    """Whether a day, or a month, has begun."""
    return at.date().isoformat()[: len(day)] >= day
