"""What a score must reach for an event to join a story: the bar. Pure.

Words alone can join within days; later the facts must name the measure, and after the last row of
the table only a legal key can, or an act that undoes what the story tells.
"""

from datetime import timedelta
from math import inf

from bot.model.event import Measure, MeasureAction, Status
from bot.model.story import Story
from bot.stories.asked import Asked
from bot.stories.facts import Kinship, is_case

BARS = (
    (timedelta(days=3), 0.3),
    (timedelta(days=10), 0.42),
    (timedelta(days=60), 0.42),
    (timedelta(days=550), 0.48),
)
DAYS = BARS[1][0]  # within them the same headline is the same news
# An act that undoes something needs something to undo: it may look further back.
LONGEST = timedelta(days=6 * 365)
UNDOES = frozenset(
    {MeasureAction.REMOVE, MeasureAction.EASE, MeasureAction.SUSPEND, MeasureAction.STRIKE_DOWN}
)
BEGINS = frozenset({MeasureAction.IMPOSE, MeasureAction.INVESTIGATE})
SOME_WORDS, ALIKE, WHOLE = 0.2, 0.35, 0.55  # likeness: some, in other words, nearly the same
_FINAL = frozenset({Status.IN_FORCE, Status.ADOPTED})
_TOLD_AGAIN = timedelta(days=45)  # that a measure applies may be told twice within them
_ANEW = 0.25  # what applies is not imposed again, unless it was read wrongly
_YEARLY = timedelta(days=200)  # what comes so long after, in the same words, is the next one
_UNDONE = 0.04
_QUIET = 0.12  # words about a measure rarely open a story: the bar is lower for them


def bar(asked: Asked, story: Story, kin: Kinship, alike: float) -> float:
    """What the score must reach; endless where too long a time lies between."""
    since = asked.since(story)
    if BARS[-1][0] < since <= LONGEST and undoes(asked.lead, kin, alike):
        return BARS[-1][1]
    ease = _QUIET if asked.quiet else 0.0
    if since <= DAYS and asked.lead.action in UNDOES:
        ease = max(ease, _UNDONE)  # what is undone was mostly told in the last days
    renewed = alike < ALIKE or since > _YEARLY
    anew = _ANEW if since > DAYS and renewed and _begins_anew(asked, story) else 0.0
    return next((low for limit, low in BARS if since <= limit), inf) - ease + anew


def _begins_anew(asked: Asked, story: Story) -> bool:
    """Whether an act begins a measure where the story's has long begun, or has ended.

    What applies is not imposed again; a raise, an extension or an exemption changes what is there.
    """
    lead = asked.lead
    if lead.action not in BEGINS:
        return False
    was = story.history[-1]
    if was.status is Status.ENDED or (was.status in _FINAL and was.action in UNDOES):
        return lead.status is not Status.IN_FORCE
    applies = was.status is Status.IN_FORCE and was.action is not MeasureAction.DELAY
    if lead.status is Status.IN_FORCE and asked.since(story) <= _TOLD_AGAIN:
        return False
    return applies and not (is_case(lead.type) and lead.status in _FINAL)


def undoes(lead: Measure, kin: Kinship, alike: float) -> bool:
    """Whether an act undoes what was done years before: named by facts, or in the same words."""
    same = set(kin.same)
    if lead.action is MeasureAction.RESUME or lead.action in UNDOES:
        named = {"authority", "goods and parties"} <= same
        return named or alike >= WHOLE or ({"authority", "country"} <= same and alike >= ALIKE)
    return False
