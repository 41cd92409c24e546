"""One measure in one line, in the grammar of headlines. Pure.

`{▲▼◆} {Implementer} {verb} {measure} on {product}{ to/from target}: {from} → {to}`
"""

from collections.abc import Sequence

from bot.alerts.labels import Labels
from bot.alerts.values import amount, rate
from bot.alerts.verbs import named, preposition, verb
from bot.model.event import (
    Amount,
    Direction,
    Measure,
    MeasureAction,
    MeasureType,
    Rate,
    Status,
)
from bot.model.story import Story, slot_of, value_of

LONGEST = 140
_SHAPES = {Direction.RESTRICTIVE: "▲", Direction.LIBERALISING: "▼"}
# A denied rate is none, and one that is struck down is not what a reader should take away.
_WITHOUT = frozenset({MeasureAction.UPHOLD, MeasureAction.STRIKE_DOWN})
_PLACELESS = frozenset({MeasureType.TRADE_AGREEMENT, MeasureType.ENTITY_LISTING})


def headline(story: Story, labels: Labels) -> str:
    """What moved, in one line of at most 140 characters."""
    lead = story.lead
    line = f"{shape(lead.direction)} {clause(lead, labels)}"
    rates = (
        "" if lead.action in _WITHOUT else rate_text(key_rates(story, lead), lead.action, most=2)
    )
    return shortened(f"{line}: {rates}" if rates else line)


def shape(direction: Direction) -> str:
    """▲ for a barrier that rises, ▼ for one that falls, ◆ where neither is clear."""
    return _SHAPES.get(direction, "◆")


def clause(measure: Measure, labels: Labels) -> str:
    """Who does what to which goods of whom, without figures."""
    who = labels.countries(measure.implementing) or "Unnamed authority"
    if measure.action is MeasureAction.STRIKE_DOWN:
        fate = "struck down" if measure.status is Status.ENDED else "ruled unlawful"
        return f"{who} {named(measure)}{_goods(measure, labels)} {fate}"
    return f"{who} {_listing(measure) or verb(measure)}{_goods(measure, labels)}"


def _listing(measure: Measure) -> str | None:
    """`adds 140 entities to Entity List`, where a listing says how many."""
    counts = [one for one in measure.figures if isinstance(one, Amount) and one.unit == "entity"]
    is_made = measure.status in (Status.IN_FORCE, Status.ADOPTED)
    if measure.type is not MeasureType.ENTITY_LISTING or not counts or not is_made:
        return None
    if measure.action not in (MeasureAction.IMPOSE, MeasureAction.TIGHTEN):
        return None
    names = [name for name in measure.instruments if "List" in name]
    hedge = "reportedly " if measure.hedged else ""
    count = amount(max(counts, key=lambda one: one.value))
    return f"{hedge}adds {count} to {names[0] if names else 'export blacklist'}"


def _goods(measure: Measure, labels: Labels) -> str:
    """` on steel from China`; goods are named only where the measure names them."""
    others = tuple(one for one in measure.affected if one not in measure.implementing)
    whom = labels.countries(others)
    if measure.type is MeasureType.PORT_FEE:
        return f" on ships of {whom}" if whom else " on ships"
    goods = labels.goods(measure.products, most=4)
    at = f" {preposition(measure.type)} {whom}" if whom else ""
    if measure.type in _PLACELESS:
        return at
    if not goods:
        return f" on goods{at}" if at else ""
    return f" on {goods}{at}"


def key_rates(story: Story, measure: Measure) -> list[Rate]:
    """The rates of one measure of a story that hold as it now stands."""
    held = {stated.value: stated.figure for stated in story.figures if stated.key}
    own = ((slot_of(figure), value_of(figure)) for figure in measure.figures)
    found = [held[value] for value in own if value in held]
    return [figure for figure in found if isinstance(figure, Rate)]


def rate_text(rates: Sequence[Rate], action: MeasureAction, most: int) -> str:
    """Rates in a row; a change from one to another goes before all others."""
    words = list(dict.fromkeys(rate(one, action) for one in shown_rates(rates)))
    more = " …" if len(words) > most else ""
    return " / ".join(words[:most]) + more


def shown_rates(rates: Sequence[Rate]) -> list[Rate]:
    """The changes from one rate to another, where there are some; else all rates."""
    return [one for one in rates if one.previous is not None] or list(rates)


def shortened(line: str, longest: int = LONGEST) -> str:
    """A line cut between words where it is too long."""
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0] + "…"
