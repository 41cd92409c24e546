"""Whether measures are the two sides of one deal: what two authorities give one another. Pure."""

from collections.abc import Sequence

from bot.model.event import Direction, Measure, MeasureAction, MeasureType, Status


def two_sided(measures: Sequence[Measure]) -> bool:
    """Whether two authorities move towards one another, in a deal or a truce."""
    lead = measures[0]
    partners = {one for measure in measures for one in measure.implementing}
    partners |= set(lead.affected)
    if len(partners) < 2:
        return False
    if is_deal(lead) or lead.action is MeasureAction.NEGOTIATE:
        return True
    if lead.direction is not Direction.LIBERALISING:
        return False
    return any(_answers(lead, other) for other in measures[1:])


def is_deal(measure: Measure) -> bool:
    """Whether a measure is a named trade deal."""
    return measure.type is MeasureType.TRADE_AGREEMENT


def _answers(lead: Measure, other: Measure) -> bool:
    """Whether another authority eases something in return."""
    return (
        bool(other.implementing)
        and not set(other.implementing) & set(lead.implementing)
        and other.direction is Direction.LIBERALISING
        and (lead.status is Status.AGREED or bool(set(other.implementing) & set(lead.affected)))
    )
