"""Why a rule did not take what is told: its first clause that failed, and what came nearest."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.watches.facts import Facts
from bot.watches.fields import DAYS, NUMBERS
from bot.watches.known import Known
from bot.watches.limits import number
from bot.watches.plain import ask
from bot.watches.told import Span, Told
from bot.watches.tree import And, Clause, Near, Node, Not, Or, Regex, Words
from bot.watches.words import readings

_SHOWN = 200  # characters of a clause
_COMPARED = 2_000  # words of a text that a missing word is compared with


@dataclass(frozen=True, slots=True)
class Miss:
    """The first clause that failed; `nearest` is a sentence, the span where the item says it."""

    clause: str
    nearest: str
    start: int | None = None
    end: int | None = None


def why_not(node: Node, told: Told, known: Known) -> Miss | None:
    """The first clause that failed for the measure that satisfies most; None if the rule holds."""
    if any(ask(node, it, told, known) is not None for it in told.measures):
        return None
    parts = node.parts if isinstance(node, And) else (node,)
    best = max(
        told.measures, key=lambda it: sum(ask(part, it, told, known) is not None for part in parts)
    )
    return _miss(node, best, told, known)


def held(node: Node, told: Told, known: Known) -> float:
    """The share of a rule's parts that hold, for the measure that satisfies most of them."""
    parts = node.parts if isinstance(node, And) else (node,)
    return max(
        sum(ask(part, it, told, known) is not None for part in parts) / len(parts)
        for it in told.measures
    )


def _miss(node: Node, measure: Facts, told: Told, known: Known) -> Miss:
    match node:
        case And(parts):
            failed = (it for it in parts if ask(it, measure, told, known) is None)
            return _miss(next(failed), measure, told, known)
        case Or(parts):
            return _of_all(node, [_miss(it, measure, told, known) for it in parts[:20]])
        case Not(part):
            why = ask(part, measure, told, known) or ()
            said = ", ".join(f"{it.fact} ({it.quote or it.value})" for it in why[:3])
            first = next((it for it in why if it.start is not None), None)
            where = (first.start, first.end) if first else (None, None)
            return Miss(_short(str(node)), said or "the rest of it does not hold", *where)
        case Words():
            return _of_words(node, told)
        case Near():
            return _of_near(node, told)
        case Regex():
            return Miss(_short(str(node)), "no text that it takes")
    return Miss(str(node), _stated(node, measure, told))


def _of_all(node: Or, misses: Sequence[Miss]) -> Miss:
    """None of several: the first that comes near with a place in the item, or else the first."""
    best = next((it for it in misses if it.start is not None), misses[0])
    return Miss(_short(str(node)), f"{best.clause}: {best.nearest}", best.start, best.end)


def _of_words(node: Words, told: Told) -> Miss:
    clause = _short(str(node))
    if node.scope and (span := _anywhere(node, told)):
        return Miss(clause, f"it does not stand in the {node.scope}", *told.characters(span))
    row = readings(node.text, node.literal)[0]
    for token in row:
        if not any(word and token.fits(word) for word in told.row):
            return _like(clause, token.text, told)
    return Miss(clause, "its words do not stand side by side")


def _anywhere(node: Words, told: Told) -> Span | None:
    spans = told.spans(readings(node.text, node.literal), "")
    return spans[0] if spans else None


def _like(clause: str, word: str, told: Told) -> Miss:
    """The word of the item that is written most like one that is missing."""
    words = [it for it in told.row[:_COMPARED] if it]
    near = get_close_matches(word, words, n=1, cutoff=0.7)
    if not near:
        return Miss(clause, f"there is no {word}")
    place = told.row.index(near[0])
    start, end = told.characters((place, place))
    return Miss(clause, f"there is no {word}, but {told.quote((start, end))}", start, end)


def _of_near(node: Near, told: Told) -> Miss:
    clause, sides = _short(str(node)), []
    for words in (node.left, node.right):
        spans = [it for one in words for it in told.spans(readings(one.text, one.literal), "")]
        if not spans:
            return Miss(clause, _of_words(words[0], told).nearest)
        sides.append(spans[:50])
    apart, pair = min(
        (max(two[0] - one[1], one[0] - two[1]), (min(one[0], two[0]), max(one[1], two[1])))
        for one in sides[0]
        for two in sides[1]
    )
    if pair[1] >= told.titled > pair[0]:
        return Miss(clause, "one stands in the title, the other in the text")
    where = told.characters(pair)
    return Miss(clause, f"they stand {apart} words apart, and {node.words} are allowed", *where)


def _stated(clause: Clause, measure: Facts, told: Told) -> str:
    """What is stated instead of what a fact asks for."""
    field = clause.field
    if field == "missing":
        return f"{clause.value} is stated"
    if field in ("after", "before"):
        return f"published {told.published}" if told.published else "no date of publication"
    if field in NUMBERS:
        limit = number(clause).number
        values = sorted(measure.numbers(field), key=lambda it: abs(it.number - limit))
        said = [it.value for it in values]
    elif field in DAYS:
        said = [it.value for it in measure.days(field)]
    else:
        said = [it.value for it in measure.words(field)]
    shown = ", ".join(dict.fromkeys(said[:5]))
    return f"it states {shown}" if shown else f"no {field} is stated"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
