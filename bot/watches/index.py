"""Rules to an index: which of them take what is told, without asking each of them.

A rule is filed under its rarest needed key, with a second one beside it (`bot/watches/cover.py`);
only where both are there the rest is looked at: its needed and its forbidden keys, then what keys
cannot say (phrases, NEAR, numbers, dates). It finds what `bot/watches/plain.py` would.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import itemgetter
from typing import NamedTuple

from bot.watches.asked import Asked, Row
from bot.watches.checks import Program
from bot.watches.compile import Compiler, positively
from bot.watches.cover import cover, expected
from bot.watches.keys import Key, Keys
from bot.watches.known import Known
from bot.watches.told import Told
from bot.watches.tree import Node
from bot.watches.uncollected import uncollected

ALWAYS = ""  # is always there: the second key of a rule that needs one only, the first of others


class Filed(NamedTuple):
    """What is filed under a key: rules, each with the second key that it needs."""

    seconds: tuple[Key, ...]
    rules: tuple[int, ...]


_SECONDS, _RULES = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Index:
    """Rules, filed; they are named by their number in the order given.

    A rule's program is made when both of its keys are first there: most rules of a large set are
    never looked at, and a set is ready in half the time.
    """

    rules: tuple[Node, ...]  # with every NOT before a leaf
    filed: Mapping[Key, Filed]
    compiler: Compiler
    programs: list[Program | None]  # by rule; None: not looked at so far
    needs: list[Row]  # by rule, all keys that it needs; none: not looked at so far
    bans: list[Row]  # by rule, the words that must not be there

    @classmethod
    def of(cls, rules: Iterable[Node], known: Known) -> "Index":
        """The index of some rules whose values were checked (`bot/watches/values.py`)."""
        with uncollected():
            compiler = Compiler(Keys(known))
            positive = tuple([positively(rule) for rule in rules])
            size = len(positive)
            filed = _filed(positive, compiler)
            return cls(positive, filed, compiler, [None] * size, [()] * size, [()] * size)

    def taken(self, told: Told) -> list[int]:
        """The rules that take it, in order."""
        if not self.rules:
            return []
        asked = Asked(told, self.compiler.keys)
        present = asked.spoken.union((ALWAYS,), *asked.measures)
        programs, program = self.programs, self._program
        some = [*self._candidates(present)]
        some = [*compress(some, map(present.issuperset, map(self.needs.__getitem__, some)))]
        likely = compress(some, map(present.isdisjoint, map(self.bans.__getitem__, some)))
        found = {it for it in likely if _holds(programs[it] or program(it), asked)}
        return sorted(found)

    def _program(self, rule: int) -> Program:
        made = self.programs[rule] = self.compiler.program(self.rules[rule])
        self.needs[rule], self.bans[rule] = (*made.said, *made.stated), made.unsaid
        return made

    def _candidates(self, present: set[Key]) -> Iterable[int]:
        """Rules whose two keys are there; one that is filed twice may come twice."""
        there = [*map(self.filed.__getitem__, self.filed.keys() & present)]
        seconds = chain.from_iterable(map(_SECONDS, there))
        rules = chain.from_iterable(map(_RULES, there))
        return compress(rules, map(present.__contains__, seconds))


def _holds(program: Program, asked: Asked) -> bool:
    """Whether a rule holds, for one and the same measure."""
    said, unsaid, some, heard, stated, unstated, rest = program
    spoken = asked.spoken
    if not spoken.issuperset(said):
        return False
    if unsaid and not spoken.isdisjoint(unsaid):
        return False
    for row in some:
        if spoken.isdisjoint(row):
            return False
    for number, keys in enumerate(asked.measures):
        if keys.issuperset(stated) and keys.isdisjoint(unstated):
            for test in heard:
                if not test(asked):
                    return False
            if not rest:
                return True
            heard = ()
            asked.turn(number)
            if all(test(asked) for test in rest):
                return True
    return False


def _filed(rules: Sequence[Node], compiler: Compiler) -> Mapping[Key, Filed]:
    """Each rule under its rarest keys; what many rules ask for is taken to come often."""
    uses: dict[Key, int] = {}
    for rule in rules:
        compiler.count(rule, uses)
    often = {key: expected(key) + count / len(rules) for key, count in uses.items()}
    filed: dict[Key, dict[tuple[Key, int], None]] = {}
    for number, node in enumerate(rules):
        for entry in cover(node, compiler.need, often.__getitem__) or [(ALWAYS,)]:
            second = entry[1] if len(entry) > 1 else ALWAYS
            filed.setdefault(entry[0], {})[second, number] = None
    return {
        key: Filed(tuple([second for second, _ in rows]), tuple([rule for _, rule in rows]))
        for key, rows in filed.items()
    }
