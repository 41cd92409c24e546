"""What is told, as the tests of the index look at it: keys, their places, one measure at a time."""

from bisect import bisect_left
from functools import cached_property
from itertools import chain

from bot.watches import words
from bot.watches.facts import Facts, Stretch
from bot.watches.fields import NUMBERS
from bot.watches.figures import Number
from bot.watches.keys import Key, Keys
from bot.watches.told import GAP, Span, Told

Row = tuple[Key, ...]
_FEW = 8  # places that are faster looked through
Rows = tuple[Row, ...]  # the readings of a word or phrase, each a row of keys


class Asked:
    """What is told, with the measure that tests are about just now."""

    def __init__(self, told: Told, keys: Keys) -> None:
        self.told = told
        self.title: list[str] = []
        self.text: list[str] = []
        if keys.any_words:
            self.title, self.text = words.found(told.title), words.found(told.text)
        self.spoken = keys.of_words({*self.title, *self.text})
        self._keys, self._places = keys, dict[Key, list[int]]()
        self._sets: dict[Key, frozenset[int]] = {}
        self.measures = keys.of_measures(told)
        self.stated = self.measures[0]  # of the present measure, like `measure`
        self._figures: dict[tuple[int, str], tuple[Number | Stretch, ...]] = {}
        self._at = 0

    def turn(self, number: int) -> None:
        """Be about another measure."""
        self._at, self.stated = number, self.measures[number]

    @property
    def measure(self) -> Facts:
        return self.told.measures[self._at]

    def figures(self, field: str) -> tuple[Number | Stretch, ...]:
        """The numbers or dates of the measure's field, remembered."""
        found = self._figures.get((self._at, field))
        if found is None:
            ask = self.measure.numbers if field in NUMBERS else self.measure.days
            found = self._figures[self._at, field] = tuple(ask(field))
        return found

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        where: dict[str, list[int]] = {}
        for words_, start in ((self.title, 0), (self.text, len(self.title) + GAP)):
            for place, word in enumerate(words_, start):
                if word in where:
                    where[word].append(place)
                else:
                    where[word] = [place]
        return where

    def places(self, key: Key) -> list[int]:
        """Where a key is satisfied, in order."""
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = self._find(key)
        return found

    def _find(self, key: Key) -> list[int]:
        where = self._where
        found = [where[word] for word in self._keys.spellings(key) if word in where]
        return sorted(chain.from_iterable(found)) if len(found) != 1 else found[0]

    def spans(self, rows: Rows) -> list[Span]:
        """Where one of some words or phrases stands, in order."""
        found: list[Span] = []
        for row in rows:
            if len(row) == 1:
                found += [(place, place) for place in self.places(row[0])]
            else:
                found += [(place, place + len(row) - 1) for place in self.begins(row)]
        return sorted(found) if len(rows) > 1 else found

    def begins(self, row: Row) -> list[int]:
        """Where a phrase begins: where its rarest word stands, and the others around it."""
        there = [self.places(key) for key in row]
        pivot = min(range(len(row)), key=[*map(len, there)].__getitem__)
        starts = [place - pivot for place in there[pivot]]
        for step, places in enumerate(there):
            if step != pivot and starts:
                stands = places if len(places) < _FEW else self._set_of(row[step])
                starts = [at for at in starts if at + step in stands]
        return starts

    def _set_of(self, key: Key) -> frozenset[int]:
        found = self._sets.get(key)
        if found is None:
            found = self._sets[key] = frozenset(self.places(key))
        return found

    def are_near(self, one: Key, other: Key, apart: int) -> bool:
        """Whether two words stand at most so many words apart."""
        theirs = self.places(other)
        for place in self.places(one) if theirs else ():
            at = bisect_left(theirs, place - apart)
            while at < len(theirs) and theirs[at] <= place + apart:
                if theirs[at] != place:
                    return True
                at += 1
        return False
