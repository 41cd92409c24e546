"""Whether a rule may take a story, by what its kept facts hold: a cheap look before asking.

It never says no to what the rule takes. Kept facts (`bot/watches/kept.py`) are JSON whose keys and
fields stand in quotation marks, as `"CN"` does; what is not told by that is taken for possible.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.watches.compile import positively
from bot.watches.fields import DAYS, NUMBERS
from bot.watches.keys import Key, Keys
from bot.watches.known import Known
from bot.watches.tree import And, Clause, Near, Node, Or, Words
from bot.watches.values import accepted
from bot.watches.words import found, readings


class Kept(NamedTuple):
    """What a story stated, and the words of its item."""

    facts: str
    words: Callable[[], set[Key]]


Look = Callable[[Kept], bool]

_CLOSED = ("from", "to", "country", "product", "type", "action", "status", "direction", "tier")
_FIGURES = tuple(field for field in (*NUMBERS, *DAYS) if field != "sources")


class Plausible:
    """A rule's parts, ready to be looked for."""

    def __init__(self, node: Node, known: Known) -> None:
        self._keys, self._known = Keys(known), known
        rule = positively(node)
        parts = rule.parts if isinstance(rule, And) else (rule,)
        self._looks = sorted((self._look(part) for part in parts), key=lambda it: it[0])

    def failing(self, facts: str, title: str, text: str) -> int:
        """How many parts of the rule cannot hold; counted up to two."""
        spoken: list[set[Key]] = []

        def words() -> set[Key]:
            if not spoken:
                spoken.append(self._keys.of_words({*found(title), *found(text)}))
            return spoken[0]

        kept, failing = Kept(facts, words), 0
        for _, look in self._looks:
            if not look(kept):
                failing += 1
                if failing == 2:
                    break
        return failing

    def _look(self, node: Node) -> tuple[int, Look]:
        """A look with what it costs: 0 nothing, 1 the facts, 2 the words of the item."""
        match node:
            case And(parts):
                return _all([self._look(part) for part in parts])
            case Or(parts):
                return _any([self._look(part) for part in parts])
            case Words():
                return 2, self._spoken((node,))
            case Near(left, right):
                return _all([(2, self._spoken(left)), (2, self._spoken(right))])
            case Clause(field=field) if field in _CLOSED:
                return 1, _holds([f'"{it}"' for it in accepted(node, self._known)])
            case Clause(field=field) if field in _FIGURES:
                return 1, _holds([f'"{field}":'])
            case Clause(field="hs" | "eccn" as field):
                return 1, _holds([f'"{field} {it}' for it in accepted(node, self._known)])
        return 0, lambda _: True

    def _spoken(self, some: Sequence[Words]) -> Look:
        rows = [
            frozenset(map(self._keys.of_token, row))
            for it in some
            for row in readings(it.text, it.literal)
        ]
        return lambda kept: any(row <= kept.words() for row in rows)


def _holds(needles: Sequence[str]) -> Look:
    if len(needles) == 1:
        needle = needles[0]
        return lambda kept: needle in kept.facts
    return lambda kept: any(needle in kept.facts for needle in needles)


def _all(looks: Sequence[tuple[int, Look]]) -> tuple[int, Look]:
    return max(cost for cost, _ in looks), lambda kept: all(look(kept) for _, look in looks)


def _any(looks: Sequence[tuple[int, Look]]) -> tuple[int, Look]:
    return max(cost for cost, _ in looks), lambda kept: any(look(kept) for _, look in looks)
