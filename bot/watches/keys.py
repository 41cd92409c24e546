"""Keys: what a rule can ask for in one look-up, and which of them an item and a measure satisfy.

A key stands for a word as a rule means it (`~tariff` with its inflections, `=tariffs` literally,
`*retaliat` as a prefix), for a fact with all that satisfies it (`from:eu`), or for a kind of figure
that is stated at all (`has:rate`). Only words and facts that some rule asks for have one.
"""

from bot.model.event import Amount, Day, Rate
from bot.model.item import Item
from bot.model.story import Story
from bot.watches.facts import ROLES, SETS, directions, feed_of, key_of, languages, named
from bot.watches.known import Known, fold
from bot.watches.told import Told
from bot.watches.tree import Clause
from bot.watches.values import accepted
from bot.watches.words import Form, Token, bases, folded

Key = str
NONE: tuple[Key, ...] = ()
_REMEMBERED = 20_000  # spellings whose keys are kept; then all are forgotten and learned anew
_PLAIN = ("type", "action", "status")
_HAS = {
    "rate": "has:rate", "previous": "has:rate", "change": "has:rate", "duty": "has:rate",
    "money": "has:amount", "entities": "has:amount", **{name: f"has:{name}" for name in ROLES},
}  # fmt: skip
_HAS_DAY = {role: f"has:{name}" for name, role in ROLES.items()}


class Keys:
    """The keys of a set of rules, by what satisfies them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._words: dict[str, list[Key]] = {}  # base form or literal word, marked by its form
        self._prefixes: dict[str, Key] = {}
        self._lengths: list[int] = []  # of prefixes
        self._facts: dict[tuple[str, str], list[Key]] = {}
        self._seen: set[Key] = set()
        self._spelled: dict[str, tuple[Key, ...]] = {}  # as written in items: learned

    def of_token(self, token: Token) -> Key:
        """The key of a word of a rule, from now on known."""
        key = token.form + token.text
        if key in self._seen:
            return key
        self._seen.add(key)
        self._spelled.clear()
        match token.form:
            case Form.PREFIX:
                self._prefixes[token.text] = key
                self._lengths = sorted({len(it) for it in self._prefixes})
            case Form.LITERAL:
                self._words.setdefault(key, []).append(key)
            case Form.INFLECTED:
                for base in bases(token.text):
                    self._words.setdefault(Form.INFLECTED + base, []).append(key)
        return key

    def of_fact(self, clause: Clause) -> Key:
        """The key of a fact of a rule, from now on known; raises TellUser for an unknown value."""
        values = accepted(clause, self._known)
        name = next(iter(values)) if len(values) == 1 else clause.value
        key = f"{clause.field}{clause.op}{fold(name)}"
        if key not in self._seen:
            self._seen.add(key)
            alone = clause.op == ":=" and clause.field in ("hs", "eccn")
            field = f"{clause.field}=" if alone else clause.field
            for value in values:
                self._facts.setdefault((field, value), []).append(key)
        return key

    def of_figure(self, field: str) -> Key | None:
        """The key that holds wherever a number or a date of a field may be stated."""
        return _HAS.get(field)

    def spelled(self, word: str) -> tuple[Key, ...]:
        """The keys that a word of an item satisfies, as it is written."""
        keys = self._spelled.get(word)
        if keys is None:
            if len(self._spelled) >= _REMEMBERED:
                self._spelled.clear()
            keys = self._spelled[word] = self._learn(folded(word))
        return keys

    def _learn(self, word: str) -> tuple[Key, ...]:
        keys = list(self._words.get(Form.LITERAL + word, NONE))
        for base in bases(word):
            keys += self._words.get(Form.INFLECTED + base, NONE)
        for length in self._lengths:
            if length > len(word):
                break
            if key := self._prefixes.get(word[:length]):
                keys.append(key)
        return tuple(dict.fromkeys(keys)) if keys else NONE

    def of_words(self, words: set[str]) -> set[Key]:
        """The keys that the words of an item satisfy."""
        known = self._spelled
        found: set[Key] = set()
        for word in words:
            keys = known.get(word)
            if keys is None:
                keys = self.spelled(word)
            if keys:
                found.update(keys)
        return found

    def of_measures(self, told: Told) -> list[set[Key]]:
        """The keys that each measure satisfies, in the order of `Told.measures`."""
        shared: list[Key] = []
        self._of_item(told.item, shared)
        if told.story is None:
            if told.item is not None:
                self._take(shared, "tier", told.item.tier)
                self._take(shared, "source", fold(told.item.source))
                self._take(shared, "feed", fold(told.item.feed))
            return [set(shared)]
        self._of_story(told.story, shared)
        return [self._of_measure(told.story, at, shared) for at in range(len(told.story.measures))]

    def _take(self, keys: list[Key], field: str, value: str) -> None:
        if found := self._facts.get((field, value)):
            keys += found

    def _of_item(self, item: Item | None, keys: list[Key]) -> None:
        for tag in languages(item.language) if item else ():
            self._take(keys, "language", tag)

    def _of_story(self, story: Story, keys: list[Key]) -> None:
        for source in story.sources:
            self._take(keys, "tier", source.tier)
            self._take(keys, "source", fold(source.name))
            self._take(keys, "feed", fold(feed_of(source)))
        figures = [it.figure for it in story.figures]
        for figure in (*figures, *(it for one in story.measures for it in one.figures)):
            match figure:
                case Rate():
                    keys.append("has:rate")
                case Amount():
                    keys.append("has:amount")
                case Day(role=role) if role in _HAS_DAY:
                    keys.append(_HAS_DAY[role])

    def _of_measure(self, story: Story, at: int, shared: list[Key]) -> set[Key]:
        measure, keys = story.measures[at], list(shared)
        for field in _PLAIN:
            self._take(keys, field, getattr(measure, field))
        for direction in directions(story, measure):
            self._take(keys, "direction", direction)
        for field, name in SETS.items():
            for value in named(story, measure, name)[0]:
                self._take(keys, field, key_of(field, value))
                if field in ("from", "to"):
                    self._take(keys, "country", value)
                elif field == "instrument":
                    self._of_code(keys, key_of(field, value))
        return set(keys)

    def _of_code(self, keys: list[Key], instrument: str) -> None:
        """What a code of goods satisfies: itself, and every beginning of it."""
        for field in ("hs", "eccn"):
            if instrument.startswith(f"{field} "):
                code = instrument.removeprefix(f"{field} ")
                self._take(keys, f"{field}=", code)
                for length in range(1, len(code) + 1):
                    self._take(keys, field, code[:length])
