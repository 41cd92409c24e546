"""The lens: a vocabulary made ready for reading, compiled once and shared by every item."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.model.event import MeasureAction
from bot.model.vocabulary import Term, Vocabulary
from bot.text.spotting import Sense, Spotter

# Lists of a term whose words are spellings, by the file that holds them.
_SPELT = ("spellings", "demonyms", "seats", "agencies", "leaders", "participles", "nouns")


@dataclass(frozen=True, slots=True)
class Barrier:
    """What a barrier noun stands for: the measure's type, or how the clause decides it."""

    type: str
    relief: bool
    rate: bool
    trade: bool
    weak: bool  # by itself no sign that an item is about trade


@dataclass(frozen=True, slots=True)
class Act:
    """What an action word stands for."""

    action: MeasureAction | str  # "lift" and "halt" are settled by what they are done to
    barrier: str | None
    weak: bool


@dataclass(frozen=True, slots=True)
class Lens:
    """The spotter of all terms, and what the terms of barriers, actions and products mean."""

    spotter: Spotter
    barriers: dict[str, Barrier]
    acts: dict[str, Act]
    parents: dict[str, str]  # the product above each product that has one
    instruments: dict[str, str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Lens":
        """The lens of a vocabulary."""
        return cls(
            spotter=Spotter(_spellings(vocabulary)),
            barriers={key: _barrier(term) for key, term in vocabulary.of("barriers").items()},
            acts={key: _act(term) for key, term in vocabulary.of("actions").items()},
            parents={
                key: term.parent for key, term in vocabulary.of("products").items() if term.parent
            },
            instruments={key: term.label for key, term in vocabulary.of("instruments").items()},
        )


def _barrier(term: Term) -> Barrier:
    groups = term.groups
    return Barrier(
        type=groups["type"][0],
        relief=groups.get("polarity") == ("relief",),
        rate="rate" in groups,
        trade="trade" in groups,
        weak="weak" in groups,
    )


def _act(term: Term) -> Act:
    action = term.groups["action"][0]
    known = action in MeasureAction.__members__.values()
    barrier = term.groups.get("barrier", (None,))[0]
    return Act(MeasureAction(action) if known else action, barrier, "weak" in term.groups)


def _spellings(vocabulary: Vocabulary) -> Iterator[tuple[str, Sense]]:
    for kind, terms in vocabulary.terms.items():
        for key, term in terms.items():
            for spelling in term.spellings:
                yield spelling, Sense(kind, key, "spellings")
            for group, words in term.groups.items():
                if group in _SPELT:
                    for word in words:
                        yield word, Sense(kind, key, group)
            for verb in term.groups.get("verbs", ()):
                for tense, form in inflect(verb):
                    yield form, Sense(kind, key, tense)


def inflect(verb: str) -> Iterator[tuple[str, str]]:
    """The forms of a verb: `base`, `third`, `past` and `ing`; a colon gives irregular ones.

    The first word of a phrase is inflected: `carve out`, `carves out`, ...
    """
    base, _, given = verb.partition(":")
    if given:
        third, past, ing = given.split(",")
        forms = [third, past, ing]
    else:
        word, space, rest = base.partition(" ")
        forms = [form + space + rest for form in (_third(word), _past(word), _ing(word))]
    yield from zip(("base", "third", "past", "ing"), (base, *forms), strict=True)


def _third(word: str) -> str:
    if word.endswith(("s", "sh", "ch", "x", "z", "o")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ied"
    return word + "ed"


def _ing(word: str) -> str:
    if word.endswith("e") and not word.endswith(("ee", "oe")):
        return word[:-1] + "ing"
    return word + "ing"
