"""What a score must reach for an event to join a story: the bar. Pure.

Words alone can join within days; later the facts must name the measure, and after the last row of
the table only a legal key can, or an act that undoes what the story tells.
"""

from datetime import timedelta

from bot.model.event import Measure, MeasureAction, MeasureType, Status
from bot.model.story import Story
from bot.stories.asked import Asked, documents, series
from bot.stories.deals import is_deal, tells_of_deal
from bot.stories.facts import MISNAMED, PARTNERS, TURNED, Kinship, is_case, overlap

BARS = (
    (timedelta(days=3), 0.3),
    (timedelta(days=10), 0.42),
    (timedelta(days=60), 0.43),
    (timedelta(days=550), 0.48),
)
DAYS = BARS[1][0]  # within them the same headline is the same news
_OUT_OF_REACH = 9.0
# An act that undoes something needs something to undo: it may look further back.
_LONGEST = timedelta(days=6 * 365)
_UNDOES = frozenset(
    {MeasureAction.REMOVE, MeasureAction.EASE, MeasureAction.SUSPEND, MeasureAction.STRIKE_DOWN}
)
_BEGINS = frozenset({MeasureAction.IMPOSE, MeasureAction.INVESTIGATE})
_FINAL = frozenset({Status.IN_FORCE, Status.ADOPTED})
_LEAST_LIKENESS, _LEAST_WORDS = 0.05, 0.1  # where facts name the measure, and where they do not
_TURNED_LEAST = 0.25  # ... and where who acts had to be exchanged with who is aimed at
_ALIKE, _WHOLE = 0.35, 0.55  # likeness of one story in other words, and in nearly the same
_FACTS = frozenset({"authority", TURNED, PARTNERS})  # one of them names who acts
_TOLD_AGAIN = timedelta(days=45)  # that a measure applies may be told twice within them
_ANEW = 0.25  # what applies is not imposed again, unless it was read wrongly
_YEARLY = timedelta(days=200)  # what comes so long after, in the same words, is the next one
_SOME_WORDS = 0.2
_SAME_WORDS = 0.36  # likeness at which the words themselves name the measure
_QUIET = 0.08  # words about a measure rarely open a story: the bar is lower for them


def bar(asked: Asked, story: Story, kin: Kinship, alike: float) -> float:
    """What the score must reach; out of reach where the facts do not name the measure."""
    since = asked.since(story)
    named = {"goods and parties", "all targets"} & set(kin.same) or asked.quiet
    if alike < (_LEAST_LIKENESS if named else _LEAST_WORDS):
        return _OUT_OF_REACH
    if TURNED in kin.same and alike < _TURNED_LEAST:
        return _OUT_OF_REACH
    if MISNAMED in kin.same and not _is_misnamed(asked.lead, kin, alike, since):
        return _OUT_OF_REACH
    if since > BARS[0][0] and alike < _SOME_WORDS and not _FACTS & set(kin.same):
        return _OUT_OF_REACH
    if since > BARS[0][0] and alike < _WHOLE and _lists_others(asked, story):
        return _OUT_OF_REACH
    late = since > DAYS
    if _has_another_text(asked, story) or (late and not _anchored(asked, story, kin, alike)):
        return _OUT_OF_REACH
    if BARS[-1][0] < since <= _LONGEST and _undoes(asked.lead, kin, alike):
        return BARS[-1][1]
    ease = _QUIET if asked.quiet else 0.0
    renewed = alike < _ALIKE or since > _YEARLY
    anew = _ANEW if late and renewed and _begins_anew(asked, story) else 0.0
    return next((low for limit, low in BARS if since <= limit), _OUT_OF_REACH) - ease + anew


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
        return {"product", "country"} <= same and alike >= _SOME_WORDS
    if {"country", "instrument", "goods and parties"} & same:
        return True
    if is_deal(lead) and tells_of_deal(story):
        return alike >= _SOME_WORDS
    return "product" in same and not _narrower(lead, story.lead)


def _lists_others(asked: Asked, story: Story) -> bool:
    """Whether two listings are of other names: each day's list is a measure, in the same words."""
    listing = MeasureType.ENTITY_LISTING
    if not (asked.lead.type is story.lead.type is listing) or asked.lead.action in _UNDOES:
        return False
    counted = {stated.value for stated in story.figures if stated.slot == "count:entity"}
    return not counted & asked.figures


def _has_another_text(asked: Asked, story: Story) -> bool:
    """Whether an act that begins a measure has a text of its own in the story's series."""
    if asked.lead.action not in _BEGINS or is_case(asked.lead.type):
        return False
    return bool(series(asked.documents) & series(documents(story.legal_keys)))


def _begins_anew(asked: Asked, story: Story) -> bool:
    """Whether an act begins a measure where the story's has long begun, or has ended.

    What applies is not imposed again; a raise, an extension or an exemption changes what is there.
    """
    lead = asked.lead
    if lead.action not in _BEGINS:
        return False
    was = story.history[-1]
    if was.status is Status.ENDED or (was.status in _FINAL and was.action in _UNDOES):
        return lead.status is not Status.IN_FORCE
    applies = was.status is Status.IN_FORCE and was.action is not MeasureAction.DELAY
    if lead.status is Status.IN_FORCE and asked.since(story) <= _TOLD_AGAIN:
        return False
    return applies and not (is_case(lead.type) and lead.status in _FINAL)


def _undoes(lead: Measure, kin: Kinship, alike: float) -> bool:
    """Whether an act undoes what was done years before: named by facts, or in the same words."""
    same = set(kin.same)
    if lead.action is MeasureAction.RESUME or lead.action in _UNDOES:
        named = {"authority", "goods and parties"} <= same
        return named or alike >= _WHOLE or ({"authority", "country"} <= same and alike >= _ALIKE)
    return False


def _is_misnamed(lead: Measure, kin: Kinship, alike: float, since: timedelta) -> bool:
    """Whether the kind of a measure can have been misread: all else fits, or the words do.

    A measure of another kind that begins on the same goods is a measure of its own.
    """
    if "goods and parties" in kin.same and since <= BARS[2][0] and lead.action not in _BEGINS:
        return alike >= _TURNED_LEAST
    return alike >= _ALIKE and since <= DAYS


def _narrower(lead: Measure, ours: Measure) -> bool:
    """Whether one names its targets and the other does not, and few goods are common."""
    return bool(lead.affected) is not bool(ours.affected) and (
        overlap(lead.products, ours.products) < 0.5
    )
