"""How far a measure has come, and whether the item stands by it."""

from datetime import date

from bot.events.claims import Claim
from bot.events.view import View
from bot.model.event import DateRole, Day, Figure, MeasureAction, MeasureType, Status

# The strongest cue of the headline decides; within a span the first of this order that it has.
_LADDER = (
    ("threatened", Status.THREATENED),
    ("considered", Status.CONSIDERED),
    ("proposed", Status.PROPOSED),
    ("agreed", Status.AGREED),
)


def hedged(view: View, start: int, end: int) -> bool:
    """Whether a span leans on unnamed or unconfirmed reports."""
    return "hedged" in cues(view, start, end)


def cues(view: View, start: int, end: int) -> set[str]:
    """The classes of status words in a span."""
    return {one.key for one in view.between(start, end, "statuses")}


def denied(view: View, claim: Claim) -> bool:
    """Whether the claim is that nothing will change."""
    return "denied" in cues(view, claim.start, claim.end)


def status(view: View, claim: Claim, figures: list[Figure], span: tuple[int, int]) -> Status:
    """The status of a claim, by its words and by the days that the item names."""
    action = claim.action
    said = cues(view, claim.start, claim.end)
    if (
        action is MeasureAction.INVESTIGATE
        or "preliminary" in said
        and claim.type
        in (
            MeasureType.ANTI_DUMPING,
            MeasureType.COUNTERVAILING_DUTY,
        )
    ):
        return Status.INVESTIGATING
    if action is MeasureAction.UPHOLD:
        return Status.IN_FORCE
    for cue, level in _LADDER:
        if cue in said:
            return level
    if action is MeasureAction.NEGOTIATE:
        return Status.AGREED if claim.type is MeasureType.TRADE_AGREEMENT else Status.CONSIDERED
    ahead = starts_later(view, figures, span)
    if ahead is None:
        ahead = coming(view, claim)
    if action in (MeasureAction.REMOVE, MeasureAction.STRIKE_DOWN) and not ahead:
        return Status.ENDED
    return Status.ADOPTED if ahead else Status.IN_FORCE


def starts_later(view: View, figures: list[Figure], span: tuple[int, int]) -> bool | None:
    """Whether the measure starts after publication; None where no day of effect is named."""
    published = view.published
    days = [
        _day(one.value)
        for one in figures
        if isinstance(one, Day)
        and one.role is DateRole.EFFECTIVE
        and span[0] <= one.evidence.start < span[1]
    ]
    if published is None or not days:
        return None
    return any(day > published for day in days)


def _day(value: str) -> date:
    return date.fromisoformat(value if len(value) == 10 else f"{value}-01")


def coming(view: View, claim: Claim) -> bool:
    """Whether the words put the act in the future: `China to slap`, `will levy`."""
    if claim.act is None:
        return False
    before = view.lower[max(claim.start, claim.act.start - 24) : claim.act.start]
    return any(f"{word} " in f" {before}" for word in ("to", "will", "would", "shall"))
