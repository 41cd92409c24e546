"""Watches to a matcher: which of them take a story, and by which of their clauses.

A rule is about one measure: it takes a story if there is one measure of it (the lead is tried
first) for which the whole rule holds, NOT included. What a measure states is in
`bot/watches/facts.py`. What is not stated satisfies no clause, whatever the comparison.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.model.errors import TellUser
from bot.model.story import Story
from bot.model.watch import Match, Watch, Why
from bot.watches.facts import Facts, Number, facts
from bot.watches.known import LISTS, Known, fold, nearest
from bot.watches.parse import NUMBERS, parse
from bot.watches.scan import refuse
from bot.watches.tree import And, Clause, Node, Not, Or

# What a part of a rule says of a measure: None if it does not hold, else what satisfied it.
Answer = tuple[Why, ...] | None
Question = Callable[[Facts], Answer]

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Matcher:
    """Watches, ready to be asked of any number of stories."""

    watches: tuple[tuple[Watch, Question], ...]

    def match(self, story: Story) -> tuple[Match, ...]:
        """The watches that take a story as it now stands, in their order, each with its why."""
        measures = facts(story)
        found = ((watch, _first(question, measures)) for watch, question in self.watches)
        return tuple(
            Match(watch.slug, watch.version, why) for watch, why in found if why is not None
        )


def compile_watches(watches: Sequence[Watch], known: Known) -> Matcher:
    """A matcher of all watches; raises TellUser, naming the first watch that cannot be read."""
    return Matcher(tuple((watch, _of_watch(watch, known)) for watch in watches))


def question(rule: str, known: Known) -> Question:
    """One rule, checked word by word and ready to be asked; raises TellUser with the column."""
    return _question(parse(rule), known)


def _of_watch(watch: Watch, known: Known) -> Question:
    try:
        return question(watch.rule, known)
    except TellUser as error:
        raise TellUser(f"The rule of watch {watch.slug} cannot be read. {error}") from error


def _first(asked: Question, measures: Sequence[Facts]) -> Answer:
    answers = map(asked, measures)
    return next((answer for answer in answers if answer is not None), None)


def _question(node: Node, known: Known) -> Question:
    match node:
        case Clause(field=field) if field in NUMBERS:
            return _compared(node)
        case Clause():
            return _stated(node, _accepted(node, known))
        case Not(part):
            return _none(_question(part, known))
        case And(parts):
            return _every(tuple(_question(part, known) for part in parts))
        case Or(parts):
            return _some(tuple(_question(part, known) for part in parts))


def _none(part: Question) -> Question:
    return lambda measure: () if part(measure) is None else None


def _every(parts: tuple[Question, ...]) -> Question:
    def ask(measure: Facts) -> Answer:
        why: tuple[Why, ...] = ()
        for part in parts:
            answer = part(measure)
            if answer is None:
                return None
            why += answer
        return why

    return ask


def _some(parts: tuple[Question, ...]) -> Question:
    def ask(measure: Facts) -> Answer:
        answers = [answer for part in parts if (answer := part(measure)) is not None]
        return sum(answers, ()) if answers else None

    return ask


def _stated(clause: Clause, accepted: frozenset[str]) -> Question:
    """Holds if the measure states one of the accepted values; says all that it states of them."""
    fact, field = str(clause), clause.field

    def ask(measure: Facts) -> Answer:
        words = [word for word in measure.words[field] if word.key in accepted]
        if not words:
            return None
        values = ", ".join(dict.fromkeys(word.value for word in words))
        return (Why(fact, values, next((word.quote for word in words if word.quote), None)),)

    return ask


def _compared(clause: Clause) -> Question:
    fact, field = str(clause), clause.field
    holds, limit = _COMPARISONS[clause.op], _limit(clause)

    def ask(measure: Facts) -> Answer:
        found: Number | None = next(
            (it for it in measure.numbers[field] if holds(it.number, limit)), None
        )
        return None if found is None else (Why(fact, found.value, found.quote),)

    return ask


def _limit(clause: Clause) -> float:
    """The number of a comparison; a percent sign may stand behind it."""
    text = clause.value.removesuffix("%")
    if not text.replace(".", "", 1).isdecimal() or not text.isascii():
        raise refuse(
            clause.column,
            f"{clause.value} is not a number that {clause.field} can be compared with; "
            f"write {clause.field}{clause.op}25.",
        )
    return float(text)


def _accepted(clause: Clause, known: Known) -> frozenset[str]:
    """The keys that satisfy a clause; raises TellUser with a suggestion for an unknown name."""
    field, name, alone = clause.field, clause.value, clause.op == ":="
    if field in ("from", "to", "country"):
        return known.codes(name, alone) or _unknown(clause, "country", known.places)
    if field == "product":
        return known.keys(name, alone) or _unknown(clause, "product", known.products)
    if field in LISTS:
        keys = {fold(key): key for key in LISTS[field]}
        found = keys.get(fold(name))
        return frozenset({found}) if found else _unknown(clause, field, LISTS[field])
    return frozenset({fold(name)})  # an instrument or a source: open lists


def _unknown(
    clause: Clause, kind: str, candidates: Sequence[str] | Mapping[str, str]
) -> frozenset[str]:
    near = nearest(clause.value, candidates)
    if near is not None:
        near = candidates[near] if isinstance(candidates, Mapping) else near
        raise refuse(clause.column, f"there is no {kind} {clause.value}; did you mean {near}?")
    if isinstance(candidates, Mapping):
        raise refuse(clause.column, f"there is no {kind} {clause.value} in the vocabulary.")
    raise refuse(
        clause.column, f"there is no {kind} {clause.value}; there are {', '.join(candidates)}."
    )
