"""A rule asked of one measure, word by word and fact by fact: whether it holds, and by what.

This is what a rule means. The index (`bot/watches/index.py`) finds the same rules faster.
"""

from collections.abc import Callable
from functools import lru_cache

from bot.model.watch import Why
from bot.watches.facts import Facts
from bot.watches.figures import Number
from bot.watches.known import Known
from bot.watches.limits import COMPARISONS, Away, Days, Sum, compare_away, compare_days, day, number
from bot.watches.spelling import compiled
from bot.watches.told import Span, Told, nearest
from bot.watches.tree import And, Clause, Near, Node, Not, Or, Regex, Words
from bot.watches.values import accepted, missing
from bot.watches.words import readings

# What a part of a rule says of a measure: None if it does not hold, else what satisfied it.
Answer = tuple[Why, ...] | None


def asked(node: Node, told: Told, known: Known) -> Answer:
    """What satisfied a rule, by the first measure for which the whole of it holds."""
    answers = (ask(node, measure, told, known) for measure in told.measures)
    return next((answer for answer in answers if answer is not None), None)


def ask(node: Node, measure: Facts, told: Told, known: Known) -> Answer:
    """What satisfied a part of a rule, of one measure."""
    match node:
        case Not(part):
            return () if ask(part, measure, told, known) is None else None
        case And(parts):
            return _every(parts, measure, told, known)
        case Or(parts):
            answers = [it for part in parts if (it := ask(part, measure, told, known)) is not None]
            return sum(answers, ()) if answers else None
        case Words():
            return _said(node, told)
        case Regex(pattern=pattern, scope=scope):
            return _found(str(node), told, told.searched(compiled(pattern), scope))
        case Near(left, right, apart):
            near = nearest(_spans(left, told), _spans(right, told), apart)
            return _found(str(node), told, told.characters(near) if near else None)
        case Clause():
            return _clause(node, measure, told, known)


def _every(parts: tuple[Node, ...], measure: Facts, told: Told, known: Known) -> Answer:
    why: tuple[Why, ...] = ()
    for part in parts:
        answer = ask(part, measure, told, known)
        if answer is None:
            return None
        why += answer
    return why


def _spans(words: tuple[Words, ...], told: Told) -> list[Span]:
    found = [told.spans(readings(it.text, it.literal), it.scope) for it in words]
    return found[0] if len(found) == 1 else sorted({span for spans in found for span in spans})


def _said(node: Words, told: Told) -> Answer:
    found = _spans((node,), told)
    return _found(str(node), told, told.characters(found[0]) if found else None)


def _found(term: str, told: Told, span: Span | None) -> Answer:
    if span is None:
        return None
    quote = told.quote(span)
    return (Why(term, quote, quote, *span),)


def _clause(clause: Clause, measure: Facts, told: Told, known: Known) -> Answer:
    match clause.field:
        case "missing":
            field = missing(clause)
            return None if stated(field, measure) else (Why(str(clause), "not stated"),)
        case "after" | "before":
            return _dated(clause, told)
        case "rate" | "previous" | "change" | "duty" | "money" | "entities" | "sources":
            limit, op = number(clause), clause.op
            for it in measure.numbers(clause.field):
                if compares(it, op, limit):
                    return (Why(str(clause), it.value, it.quote),)
            return None
        case "effective" | "expires" | "deadline" | "announced":
            for date in measure.days(clause.field):
                if falls(date.days, clause, told):
                    return (Why(str(clause), date.value, date.quote),)
            return None
    return _stated(clause, measure, known)


def _stated(clause: Clause, measure: Facts, known: Known) -> Answer:
    """Holds if the measure states one of the accepted values; says all that it states of them."""
    takes = accepts(clause, known)
    words = [word for word in measure.words(clause.field) if takes(word.key)]
    if not words:
        return None
    values = ", ".join(dict.fromkeys(word.value for word in words))
    return (Why(str(clause), values, next((word.quote for word in words if word.quote), None)),)


def accepts(clause: Clause, known: Known) -> Callable[[str], bool]:
    """Whether a key satisfies a clause of words: codes by their beginning, else one of a set."""
    keys = accepted(clause, known)
    if clause.field in ("hs", "eccn") and clause.op == ":":
        return lambda key: key.startswith(tuple(keys))
    return keys.__contains__


def stated(field: str, measure: Facts) -> bool:
    """Whether a measure states anything of a field."""
    if field in ("effective", "expires", "deadline", "announced"):
        return any(True for _ in measure.days(field))
    if field in ("rate", "previous", "change", "duty", "money", "entities"):
        return any(True for _ in measure.numbers(field))
    return bool(measure.words(field))


def compares(stated: Number, op: str, limit: Sum) -> bool:
    """Whether a number stands so to a limit; amounts of another currency or unit do not."""
    if limit.unit and stated.unit != limit.unit and stated.unit.split("/")[0] != limit.unit:
        return False
    return COMPARISONS[op](stated.number, limit.number)


def falls(days: Days, clause: Clause, told: Told) -> bool:
    """Whether a stated date stands so to the clause's limit."""
    limit = _limit(clause)
    if isinstance(limit, Away):
        return compare_away(days, clause.op, limit, told.day, clause.field == "announced")
    return compare_days(days, clause.op, limit)


@lru_cache(maxsize=4_096)
def _limit(clause: Clause) -> Days | Away:
    return day(clause)


def _dated(clause: Clause, told: Told) -> Answer:
    """`after:` takes its day and what is later, `before:` what is earlier than its day."""
    on = told.published
    if on is None or not is_between(clause, told):
        return None
    return (Why(str(clause), on.isoformat()),)


def is_between(clause: Clause, told: Told) -> bool:
    """Whether the day of publication is on the side that a clause asks for."""
    on, limit = told.published, _limit(clause)
    if on is None:
        return False
    if isinstance(limit, Away):
        behind = (told.day - on).days
        return behind <= limit.days if clause.field == "after" else behind > limit.days
    return on >= limit.first if clause.field == "after" else on < limit.first
