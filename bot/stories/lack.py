"""What keeps an event from a story although no fact forbids it, in words. Pure."""

from datetime import timedelta

from bot.model.event import Measure, MeasureType
from bot.model.story import Story
from bot.stories.asked import Asked, documents, series
from bot.stories.bar import (
    ALIKE,
    BARS,
    BEGINS,
    DAYS,
    LONGEST,
    SOME_WORDS,
    UNDOES,
    WHOLE,
    undoes,
)  # fmt: skip
from bot.stories.deals import is_deal, tells_of_deal
from bot.stories.facts import ALL_GOODS, MISNAMED, PARTNERS, TURNED, Kinship, is_case, overlap

_LEAST_LIKENESS, _LEAST_WORDS = 0.05, 0.1  # where facts name the measure, and where they do not
_TURNED_LEAST = 0.25  # ... and where who acts had to be exchanged with who is aimed at
_SAME_WORDS = 0.36  # likeness at which the words themselves name the measure
_TWO_COUNTRIES = 0.3
_FACTS = frozenset({"authority", TURNED, PARTNERS})  # one of them names who acts


def lack(asked: Asked, story: Story, kin: Kinship, alike: float) -> str | None:
    """What the event lacks to be of the story, whatever its score; None where it lacks nothing."""
    since = asked.since(story)
    named = {"goods and parties", "all targets", PARTNERS} & set(kin.same) or asked.quiet
    if alike < (_LEAST_LIKENESS if named else _LEAST_WORDS):
        return "hardly a word in common"
    if TURNED in kin.same and PARTNERS not in kin.same and alike < _TURNED_LEAST:
        return "too few words in common for one that exchanges who acts and who is aimed at"
    if MISNAMED in kin.same and not _is_misnamed(asked.lead, kin, alike, since):
        return "too little in common for a measure of another kind"
    if since > BARS[0][0]:
        if alike < SOME_WORDS and not _FACTS & set(kin.same):
            return "nothing says that the same authority acts"
        if alike < WHOLE and _lists_others(asked, story):
            return "a list of other names"
    if _has_another_text(asked, story):
        return "a text of its own in the same series"
    if since > DAYS and not _anchored(asked, story, kin, alike):
        return f"no fact that names the measure after {since.days} days"
    if since > BARS[-1][0] and not (since <= LONGEST and undoes(asked.lead, kin, alike)):
        return f"{since.days} days lie between, and it undoes nothing"
    return None


def _anchored(asked: Asked, story: Story, kin: Kinship, alike: float) -> bool:
    """Whether facts alone name the measure, as they must when weeks lie between two items."""
    same, lead = set(kin.same), asked.lead
    if alike >= _SAME_WORDS or PARTNERS in same:
        return True
    if MeasureType.ENTITY_LISTING in (lead.type, story.lead.type):
        return False
    if is_case(lead.type) and not is_case(story.lead.type):
        return False  # a case that is opened is a new one
    if "authority" not in same:  # not named: all else has to fit
        return {"product", "country"} <= same and alike >= SOME_WORDS
    if {"instrument", "goods and parties"} & same:
        return True
    if "country" in same and {"product", "all targets"} & same:
        return True
    if "country" in same:  # two countries alone: they have more than one measure
        return alike >= _TWO_COUNTRIES or ALL_GOODS in story.lead.products
    if is_deal(lead) and tells_of_deal(story):
        return alike >= SOME_WORDS
    return "product" in same and not _narrower(lead, story.lead)


def _lists_others(asked: Asked, story: Story) -> bool:
    """Whether two listings are of other names: each day's list is a measure, in the same words."""
    listing = MeasureType.ENTITY_LISTING
    if not (asked.lead.type is story.lead.type is listing) or asked.lead.action in UNDOES:
        return False
    counted = {stated.value for stated in story.figures if stated.slot == "count:entity"}
    return not counted & asked.figures


def _has_another_text(asked: Asked, story: Story) -> bool:
    """Whether an act that begins a measure has a text of its own in the story's series."""
    if asked.lead.action not in BEGINS or is_case(asked.lead.type):
        return False
    return bool(series(asked.documents) & series(documents(story.legal_keys)))


def _is_misnamed(lead: Measure, kin: Kinship, alike: float, since: timedelta) -> bool:
    """Whether the kind of a measure can have been misread: all else fits, or the words do.

    A measure of another kind that begins on the same goods is a measure of its own.
    """
    if "goods and parties" in kin.same and since <= BARS[2][0] and lead.action not in BEGINS:
        return alike >= _TURNED_LEAST
    return alike >= ALIKE and since <= DAYS


def _narrower(lead: Measure, ours: Measure) -> bool:
    """Whether one names its targets and the other does not, and few goods are common."""
    return bool(lead.affected) is not bool(ours.affected) and (
        overlap(lead.products, ours.products) < 0.5
    )
