"""Rules to an index: which of them take what is told, without asking each of them.

A rule is filed under its rarest needed key, with a second one beside it (`bot/watches/cover.py`);
only where both are there the rest is looked at: its needed and its forbidden keys, then what keys
cannot say (phrases, NEAR, numbers, dates). It finds what `bot/watches/plain.py` would.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.watches.asked import Asked
from bot.watches.compile import Compiler, Program, positively
from bot.watches.cover import cover, expected
from bot.watches.keys import Key, Keys
from bot.watches.known import Known
from bot.watches.told import Told
from bot.watches.tree import Node

ALWAYS = ""  # is always there: the second key of a rule that needs one only, the first of others


@dataclass(frozen=True, slots=True)
class Index:
    """Rules, filed; they are named by their number in the order given."""

    keys: Keys
    programs: tuple[Program, ...]
    filed: Mapping[Key, Mapping[Key, tuple[int, ...]]]

    @classmethod
    def of(cls, rules: Iterable[Node], known: Known) -> "Index":
        """The index of some rules; raises TellUser for an unknown value."""
        compiler = Compiler(Keys(known))
        positive = [positively(rule) for rule in rules]
        programs = tuple(compiler.program(rule) for rule in positive)
        return cls(compiler.keys, programs, _filed(positive, compiler))

    def taken(self, told: Told) -> list[int]:
        """The rules that take it, in order."""
        if not self.programs:
            return []
        asked = Asked(told, self.keys)
        spoken = self.keys.of_words({*asked.title, *asked.text})
        measures = self.keys.of_measures(told)
        left = self._candidates(spoken.union(*measures))
        found: list[int] = []
        for measure, keys in zip(told.measures, measures, strict=True):
            if not left:
                break
            asked.present, asked.measure = spoken | keys, measure
            taken = self._that_hold(left, asked)
            if taken:
                found += taken
                left = left.difference(taken)
        return sorted(found)

    def _candidates(self, present: set[Key]) -> set[int]:
        present.add(ALWAYS)
        candidates: set[int] = set()
        filed = self.filed
        for key in present:
            seconds = filed.get(key)
            if seconds is not None:
                for second in seconds.keys() & present:
                    candidates.update(seconds[second])
        return candidates

    def _that_hold(self, rules: set[int], asked: Asked) -> list[int]:
        programs, present, found = self.programs, asked.present, []
        for rule in rules:
            needed, forbidden, rest = programs[rule]
            if present.issuperset(needed) and present.isdisjoint(forbidden):
                for test in rest:
                    if not test(asked):
                        break
                else:
                    found.append(rule)
        return found


def _filed(
    rules: Sequence[Node], compiler: Compiler
) -> Mapping[Key, Mapping[Key, tuple[int, ...]]]:
    """Each rule under its rarest keys; what many rules ask for is taken to come often."""
    uses = Counter(key for rule in rules for key in compiler.asked_for(rule))
    share = 0.5 / max(len(rules), 1)
    often = {key: max(expected(key), min(0.5, share * count)) for key, count in uses.items()}
    filed: dict[Key, dict[Key, list[int]]] = {}
    for number_, rule in enumerate(rules):
        for entry in cover(rule, compiler.need, often.__getitem__) or [(ALWAYS,)]:
            first, second = entry if len(entry) > 1 else (entry[0], ALWAYS)
            row = filed.setdefault(first, {}).setdefault(second, [])
            if not row or row[-1] != number_:
                row.append(number_)
    return {key: {it: tuple(row) for it, row in rows.items()} for key, rows in filed.items()}
