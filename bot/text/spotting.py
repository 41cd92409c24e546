"""Every term of a vocabulary that a text names, in one pass over the text."""

from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick

from bot.text.normal import Normal


class Sense(NamedTuple):
    """What a spelling means: the file (`kind`), the term (`key`) and the list it stands in."""

    kind: str
    key: str
    group: str


class Mention(NamedTuple):
    """A term named in the text, from `start` to `end` of the normalised text."""

    start: int
    end: int
    kind: str
    key: str
    group: str


class _Entry(NamedTuple):
    spelling: str
    case: str  # "fold", "title" or "exact"
    senses: tuple[Sense, ...]
    capitals: tuple[int, ...]  # where it has capitals: they must be capitals in the text
    bounded: bool  # must stand between word boundaries; Chinese does not


class Spotter:
    """Finds the spellings that it was made from; where two overlap the longer one wins."""

    def __init__(self, spellings: Iterable[tuple[str, Sense]]) -> None:
        gathered: dict[str, dict[str, list[Sense]]] = {}
        for spelling, sense in spellings:
            senses = gathered.setdefault(_fold(spelling), {}).setdefault(spelling, [])
            if sense not in senses:
                senses.append(sense)
        self._automaton = ahocorasick.Automaton()
        for folded, by_spelling in gathered.items():
            entries = tuple(_entry(text, senses) for text, senses in by_spelling.items())
            plain = entries[0].senses if len(entries) == 1 and entries[0].case == "fold" else ()
            self._automaton.add_word(folded, (len(folded), plain, entries))
        self._automaton.make_automaton()

    def spot(self, text: Normal) -> list[Mention]:
        """The mentions in the order of the text."""
        found = sorted(self._candidates(text), key=_first_then_longest)
        mentions: list[Mention] = []
        reached = 0
        for start, end, senses in found:
            if start < reached:
                continue
            reached = end
            mentions += [Mention(start, end, *sense) for sense in senses]
        return mentions

    def _candidates(self, text: Normal) -> list[tuple[int, int, tuple[Sense, ...]]]:
        lower, original = text.lower, text.text
        size = len(lower)
        found = []
        for last, (length, plain, entries) in self._automaton.iter(lower):
            start, end = last - length + 1, last + 1
            if entries[0].bounded and (
                (start > 0 and lower[start - 1].isalnum()) or (end < size and lower[end].isalnum())
            ):
                continue
            senses = plain or _senses(entries, original, start, end)
            if senses:
                found.append((start, end, senses))
        return found


def _senses(entries: tuple[_Entry, ...], original: str, start: int, end: int) -> tuple[Sense, ...]:
    """What the spellings mean whose case is that of the text."""
    senses: tuple[Sense, ...] = ()
    for entry in entries:
        if _cased(entry, original, start, end):
            senses += tuple(one for one in entry.senses if one not in senses)
    return senses


def _fold(spelling: str) -> str:
    return spelling.lower()


def _merged(senses: list[Sense]) -> tuple[Sense, ...]:
    """One sense for a term, whatever lists spell it so: `cut` is base, past and noun."""
    groups: dict[tuple[str, str], list[str]] = {}
    for sense in senses:
        groups.setdefault((sense.kind, sense.key), []).append(sense.group)
    return tuple(Sense(kind, key, "+".join(names)) for (kind, key), names in groups.items())


def _entry(spelling: str, senses: list[Sense]) -> _Entry:
    if spelling.islower() or (
        not any(_shouted(word) for word in spelling.split()) and not spelling[0].isupper()
    ):
        case = "fold"
    elif spelling[0].isupper() and any(char.islower() for char in spelling) and len(spelling) > 3:
        case = "title"
    else:
        case = "exact"
    capitals = tuple(place for place, char in enumerate(spelling) if char.isupper())
    bounded = ord(spelling[0]) < 0x2E80
    return _Entry(spelling, case, _merged(senses), capitals, bounded)


def _shouted(word: str) -> bool:
    """Whether case decides what a word means: US, GaN, EVs; not so `Chinese` inside a phrase."""
    return any(char.isupper() for char in word[1:]) or (word.isupper() and len(word) > 1)


def _cased(entry: _Entry, original: str, start: int, end: int) -> bool:
    if entry.case == "fold":
        return True
    if entry.case == "title":
        return all(original[start + place].isupper() for place in entry.capitals)
    return original[start:end] == entry.spelling


def _first_then_longest(found: tuple[int, int, tuple[Sense, ...]]) -> tuple[int, int]:
    return found[0], -found[1]
