"""Keys: what a rule can ask for in one look-up, and which of them an item and a measure satisfy.

A key stands for a word as a rule means it (`~tariff` with its inflections, `=tariffs` literally,
`*retaliat` as a prefix), for a fact with all that satisfies it (`from:eu`), or for a kind of figure
that is stated at all (`has:rate`). Only words and facts that some rule asks for have one.
"""

from collections.abc import Collection

from bot.model.event import Amount, Day, Measure, Rate
from bot.model.story import Story
from bot.watches.facts import (
    OF_STORY,
    ROLES,
    KeptFacts,
    directions,
    feed_of,
    key_of,
    languages,
    named,
)
from bot.watches.known import Known, fold
from bot.watches.told import Told
from bot.watches.tree import Clause
from bot.watches.values import accepted
from bot.watches.words import Form, Token, bases, folded

Key = str
NONE: tuple[Key, ...] = ()
_FORMS = "".join(Form)
_REMEMBERED = 20_000  # spellings whose keys are kept; then all are forgotten and learned anew
_HAS = {
    "rate": "has:rate", "previous": "has:rate", "change": "has:rate", "duty": "has:rate",
    "money": "has:amount", "entities": "has:amount", **{name: f"has:{name}" for name in ROLES},
}  # fmt: skip
_HAS_DAY = {role: f"has:{name}" for name, role in ROLES.items()}


def is_word(key: Key) -> bool:
    """Whether a key stands for a word, and not for a fact."""
    return key[0] in _FORMS


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
        self._spellings: dict[Key, list[str]] = {}  # the same by key

    @property
    def any_words(self) -> bool:
        """Whether any rule asks for a word."""
        return bool(self._words or self._prefixes)

    def of_token(self, token: Token) -> Key:
        """The key of a word of a rule, from now on known."""
        key = token.form + token.text
        if key in self._seen:
            return key
        self._seen.add(key)
        self._forget()
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
            keys = self._spelled[word] = self._learn(folded(word))
            for key in keys:
                self._spellings.setdefault(key, []).append(word)
        return keys

    def _forget(self) -> None:
        self._spelled.clear()
        self._spellings.clear()

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

    def of_words(self, words: Collection[str]) -> set[Key]:
        """The keys that the words of an item satisfy."""
        if len(self._spelled) > _REMEMBERED:
            self._forget()
        try:
            return set().union(*filter(None, map(self._spelled.__getitem__, words)))
        except KeyError:
            return set().union(*map(self.spelled, words))

    def spellings(self, key: Key) -> list[str]:
        """How the words that satisfy a key were written in the items so far."""
        return self._spellings.get(key, [])

    def of_measures(self, told: Told) -> list[set[Key]]:
        """The keys that each measure satisfies, in the order of `Told.measures`."""
        shared: list[Key] = []
        for tag in languages(told.item.language) if told.item else ():
            shared += self._facts.get(("language", tag), NONE)
        if told.kept:
            return [self._of_kept(it, shared) for it in told.kept]
        if told.story is None:
            if told.item is not None:
                self._of_source(told.item.tier, told.item.source, told.item.feed, shared)
            return [set(shared)]
        self._of_story(told.story, shared)
        return [self._of_measure(told.story, it, shared) for it in told.story.measures]

    def _of_source(self, tier: str, name: str, feed: str, keys: list[Key]) -> None:
        satisfied = self._facts.get
        keys += satisfied(("tier", tier), NONE)
        keys += satisfied(("source", fold(name)), NONE)
        keys += satisfied(("feed", fold(feed)), NONE)

    def _of_story(self, story: Story, keys: list[Key]) -> None:
        for source in story.sources:
            self._of_source(source.tier, source.name, feed_of(source), keys)
        figures = [it.figure for it in story.figures]
        for measure in story.measures:
            figures += measure.figures
        for figure in figures:
            if isinstance(figure, Rate):
                keys.append("has:rate")
            elif isinstance(figure, Amount):
                keys.append("has:amount")
            elif isinstance(figure, Day) and figure.role in _HAS_DAY:
                keys.append(_HAS_DAY[figure.role])

    def _of_measure(self, story: Story, measure: Measure, shared: list[Key]) -> set[Key]:
        satisfied, keys = self._facts.get, set(shared)
        keys.update(satisfied(("type", measure.type), NONE))
        keys.update(satisfied(("action", measure.action), NONE))
        keys.update(satisfied(("status", measure.status), NONE))
        for direction in directions(story, measure):
            keys.update(satisfied(("direction", direction), NONE))
        for value in named(story, measure, "implementing")[0]:
            keys.update(satisfied(("from", value), NONE), satisfied(("country", value), NONE))
        for value in named(story, measure, "affected")[0]:
            keys.update(satisfied(("to", value), NONE), satisfied(("country", value), NONE))
        for value in named(story, measure, "products")[0]:
            keys.update(satisfied(("product", value), NONE))
        for value in named(story, measure, "instruments")[0]:
            name = key_of("instrument", value)
            keys.update(satisfied(("instrument", name), NONE))
            self._of_code(keys, name)
        return keys

    def _of_kept(self, facts: KeptFacts, shared: list[Key]) -> set[Key]:
        """What kept facts satisfy; figures are kept only where a measure states them."""
        satisfied, keys = self._facts.get, set(shared)
        for field in OF_STORY:
            for value in facts.sources[field]:
                keys.update(satisfied((field, value), NONE))
        for field, values in facts.stated.items():
            for value in values:
                keys.update(satisfied((field, value), NONE))
                if field in ("from", "to"):
                    keys.update(satisfied(("country", value), NONE))
                elif field == "instrument":
                    self._of_code(keys, value)
        keys.update([_HAS[field] for field in (*facts.amounts, *facts.dates)])
        return keys

    def _of_code(self, keys: set[Key], instrument: str) -> None:
        """What a code of goods satisfies: itself, and every beginning of it."""
        for field in ("hs", "eccn"):
            if instrument.startswith(f"{field} "):
                code = instrument.removeprefix(f"{field} ")
                keys.update(self._facts.get((f"{field}=", code), NONE))
                for length in range(1, len(code) + 1):
                    keys.update(self._facts.get((field, code[:length]), NONE))
