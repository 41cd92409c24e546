"""How much a story matters, from facts alone. Pure.

critical  in force or adopted, and a rate of 50 % or more or a change of 25 points or more on a
          broad group of products or on all goods; an export ban; a programme struck down
high      in force, adopted or agreed on a named group of products; ten or more entities listed
medium    proposed or under investigation; single products
low       threatened or considered; hedged; no barrier moves

A wide measure is one on all goods (or none named), on a broad group, or on two products or more;
what the words do not say is never counted as grave: the severity is only as sure as the reading.
"""

from bot.model.alert import Severity
from bot.model.event import (
    Amount,
    Direction,
    Figure,
    Measure,
    MeasureAction,
    MeasureType,
    Rate,
    Status,
)
from bot.model.story import Story, slot_of, value_of

_FINAL = frozenset({Status.IN_FORCE, Status.ADOPTED})
_STANDING = _FINAL | {Status.AGREED, Status.ENDED}
_OPEN = frozenset({Status.PROPOSED, Status.INVESTIGATING})
_STEEP_RATE, _STEEP_CHANGE, _MANY_ENTITIES = 50.0, 25.0, 10.0
# Groups whose trade is large enough that a steep rate on them is felt beyond one industry.
_BROAD = frozenset(
    {"all_goods", "agriculture", "metals", "steel", "aluminium", "copper", "semiconductors"}
    | {"electronics", "vehicles", "auto_parts", "machinery", "energy", "crude_oil", "chemicals"}
    | {"pharmaceuticals", "textiles", "critical_minerals", "rare_earths", "heavy_rare_earths"}
    | {"low_value_parcels"}
)
_CASES = frozenset({MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY})


def severity(story: Story) -> Severity:
    """How much it matters; the rules are the table at the head of this file."""
    lead = story.lead
    if lead.hedged or lead.action is MeasureAction.UPHOLD:
        return Severity.LOW
    if _is_critical(story):
        return Severity.CRITICAL
    if _entities(story) >= _MANY_ENTITIES:
        return Severity.HIGH
    if lead.status in _STANDING:
        return Severity.HIGH if _is_wide(lead) else Severity.MEDIUM
    return Severity.MEDIUM if lead.status in _OPEN else Severity.LOW


def _is_critical(story: Story) -> bool:
    lead = story.lead
    if lead.action is MeasureAction.STRIKE_DOWN:
        return True
    if lead.status not in _FINAL:
        return False
    if lead.type is MeasureType.EXPORT_BAN and lead.direction is Direction.RESTRICTIVE:
        return True
    return _is_broad(lead) and any(_is_steep(one) for one in _key_figures(story))


def _is_broad(lead: Measure) -> bool:
    """All goods, a broad group, or three products and more; cases are on one product each."""
    if lead.type in _CASES:
        return False
    return len(lead.products) >= 3 or bool(_BROAD.intersection(lead.products))


def _is_wide(lead: Measure) -> bool:
    return _is_broad(lead) or len(lead.products) >= 2


def _is_steep(figure: Figure) -> bool:
    if not isinstance(figure, Rate) or figure.unit not in ("percent", "percentage_points"):
        return False
    change = abs(figure.value - figure.previous) if figure.previous is not None else 0.0
    if figure.unit == "percentage_points":
        change, steep = figure.value, False
    else:
        steep = max(figure.value, figure.upper or 0.0) >= _STEEP_RATE
    return steep or change >= _STEEP_CHANGE


def _entities(story: Story) -> float:
    if story.lead.type is not MeasureType.ENTITY_LISTING:
        return 0.0
    counts = (one for one in _key_figures(story) if isinstance(one, Amount))
    return max((one.value for one in counts if one.unit == "entity"), default=0.0)


def _key_figures(story: Story) -> list[Figure]:
    """The figures of the lead that hold; what others give in return makes it no graver."""
    own = {(slot_of(figure), value_of(figure)) for figure in story.lead.figures}
    return [one.figure for one in story.figures if one.key and one.value in own]
