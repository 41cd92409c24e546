"""What is told, as the tests of the index look at it: keys, their places, one measure at a time."""

from collections.abc import Mapping
from functools import cached_property

from bot.watches import words
from bot.watches.facts import Facts
from bot.watches.keys import NONE, Key, Keys
from bot.watches.told import GAP, Span, Told

Rows = tuple[tuple[Key, ...], ...]  # the readings of a word or phrase, each a row of keys


class Asked:
    """One measure of what is told, as tests look at it."""

    def __init__(self, told: Told, keys: Keys) -> None:
        self.told, self._keys = told, keys
        self.title, self.text = words.found(told.title), words.found(told.text)
        self.present: set[Key] = set()
        self.measure: Facts

    @cached_property
    def at(self) -> list[tuple[Key, ...]]:
        """The keys of every word, by place."""
        spelled = self._keys.spelled
        return [*map(spelled, self.title), *(NONE,) * GAP, *map(spelled, self.text)]

    @cached_property
    def places(self) -> Mapping[Key, list[int]]:
        """Where the words of a key stand."""
        places: dict[Key, list[int]] = {}
        for place, keys in enumerate(self.at):
            for key in keys:
                places.setdefault(key, []).append(place)
        return places

    def spans(self, rows: Rows) -> list[Span]:
        """Where one of some words or phrases stands, in order."""
        found: list[Span] = []
        for row in rows:
            end, places = len(row) - 1, self.places.get(row[0], ())
            found += [(at, at + end) for at in places if end == 0 or self._follows(at, row)]
        return sorted(found) if len(rows) > 1 else found

    def _follows(self, place: int, row: tuple[Key, ...]) -> bool:
        at = self.at
        if place + len(row) > len(at):
            return False
        return all(key in at[place + step] for step, key in enumerate(row))
