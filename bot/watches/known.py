"""What the values of a rule may be: places, blocs and products by name or code, closed lists."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from bot.model.event import Direction, MeasureAction, MeasureType, Status
from bot.model.feed import Tier
from bot.model.vocabulary import Term, Vocabulary

# Members by ISO 3166-1 code, as of 2025-10-26, when Timor-Leste joined ASEAN. A bloc that acts as
# one (the EU) is a member of itself.
BLOCS: Mapping[str, frozenset[str]] = {
    name: frozenset(members.split())
    for name, members in {
        "EU": "EU AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
        "G7": "CA DE FR GB IT JP US",
        "ASEAN": "BN ID KH LA MM MY PH SG TH TL VN",
        "USMCA": "CA MX US",
    }.items()
}

# What people write for a value of a list that is spelled quite otherwise.
MEANT: Mapping[str, Mapping[str, str]] = {
    "type": {
        "tariff": "import_tariff", "tariffs": "import_tariff", "duty": "import_tariff",
        "ad": "anti_dumping", "cvd": "countervailing_duty", "ban": "import_ban",
        "quota": "import_quota", "trq": "import_quota", "licence": "export_control",
        "license": "export_control", "blacklist": "entity_listing", "deal": "trade_agreement",
    },
    "action": {
        "increase": "raise", "hike": "raise", "cut": "lower", "reduce": "lower", "end": "remove",
        "lift": "remove", "scrap": "remove", "pause": "suspend", "renew": "extend",
        "postpone": "delay", "exclude": "exempt", "probe": "investigate", "add": "impose",
    },
    "status": {
        "effective": "in_force", "active": "in_force", "final": "adopted", "announced": "adopted",
        "planned": "considered", "draft": "proposed", "probe": "investigating",
        "expired": "ended", "revoked": "ended", "repealed": "ended",
    },
    "direction": {
        "up": "restrictive", "tightening": "restrictive", "restriction": "restrictive",
        "down": "liberalising", "easing": "liberalising", "unclear": "neutral",
    },
    "tier": {"government": "official", "agency": "wire", "media": "press", "news": "press"},
}  # fmt: skip

_LIKE = 0.7  # shares of two spellings; under it, suggestions are odder than none

LISTS: Mapping[str, tuple[str, ...]] = {
    "type": tuple(MeasureType),
    "action": tuple(MeasureAction),
    "status": tuple(Status),
    "direction": tuple(Direction),
    "tier": tuple(Tier),
}


# Ways to write the head of a numbered instrument that the reader writes in one way only.
_HEADS: Mapping[str, str] = {
    "s": "section", "sec": "section", "sec.": "section", "§": "section",
    "e.o.": "eo", "executive order": "eo", "proc": "proclamation", "proc.": "proclamation",
}  # fmt: skip
_NUMBERED = re.compile(
    r"(section|s|sec\.?|§|eo|e\.o\.|executive order|proc\.?|proclamation) ?(\d.*)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """Names of places and products by folded spelling, and the product tree, ready for look-up."""

    places: Mapping[str, str]  # folded spelling -> code or bloc
    products: Mapping[str, str]  # folded spelling -> key
    below: Mapping[str, frozenset[str]]  # product -> itself and everything below it
    instruments: Mapping[str, str] = field(default_factory=dict)  # folded spelling -> name

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Known":
        """What a vocabulary knows; its files `jurisdictions` and `products` are read."""
        places, products = vocabulary.of("jurisdictions"), vocabulary.of("products")
        blocs = {fold(name): name for name in BLOCS}
        instruments = vocabulary.of("instruments").values()
        named = {
            fold(spelling): term.label
            for term in instruments
            for spelling in (*term.spellings, term.label)
        }
        return cls(
            _spelled(places.values()) | blocs, _spelled(products.values()), _below(products), named
        )  # fmt: skip

    def codes(self, name: str, alone: bool) -> frozenset[str] | None:
        """The codes that a name of a place stands for: a bloc's members, unless it is alone."""
        code = self.places.get(fold(name))
        if code is None:
            return None
        return frozenset({code}) if alone else BLOCS.get(code, frozenset({code}))

    def keys(self, name: str, alone: bool) -> frozenset[str] | None:
        """The product keys that a name stands for: with everything below, unless it is alone."""
        key = self.products.get(fold(name))
        if key is None:
            return None
        return frozenset({key}) if alone else self.below[key]

    def parents(self) -> dict[str, str]:
        """The product directly above each product that has one."""
        above: dict[str, str] = {}
        for up in sorted(self.below, key=lambda key: len(self.below[key])):
            for key in self.below[up] - {up}:
                above.setdefault(key, up)
        return above

    def instrument(self, name: str) -> str | None:
        """The folded name of an instrument; None for one that there is not.

        Numbered ones (Section 301, EO 14257) are no closed list: whatever has a digit may be.
        """
        folded = fold(name)
        if numbered := _NUMBERED.fullmatch(folded):
            return f"{_HEADS.get(numbered[1], numbered[1])} {numbered[2]}"
        if not self.instruments or any(char.isdigit() for char in folded):
            return folded
        label = self.instruments.get(folded)
        return None if label is None else fold(label)


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """One form for every way to write a name: no case, no accents, one kind of separator."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(letters.casefold().replace("_", " ").replace("-", " ").split())


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is spelled most like a name, or begins with it, where one is near."""
    by_fold = {fold(candidate): candidate for candidate in candidates}
    folded = fold(name)
    near = get_close_matches(folded, by_fold, n=5, cutoff=_LIKE)
    if near:
        return by_fold[min(near, key=lambda it: _slips(folded, it))]
    return next((by_fold[it] for it in by_fold if it.startswith(f"{folded} ")), None)


def _slips(one: str, other: str) -> int:
    """How many letters were added, left out, mistaken or exchanged (Damerau's distance)."""
    last: list[int] = []
    before: list[int] = []
    row: list[int] = [*range(len(other) + 1)]
    for at, letter in enumerate(one, start=1):
        last, before, row = before, row, [at]
        for to, their in enumerate(other, start=1):
            row.append(min(row[-1] + 1, before[to] + 1, before[to - 1] + (letter != their)))
            if at > 1 and to > 1 and (letter, one[at - 2]) == (other[to - 2], their):
                row[-1] = min(row[-1], last[to - 2] + 1)
    return row[-1]


def _spelled(terms: Iterable[Term]) -> dict[str, str]:
    """Keys by every folded spelling; a key or label is stronger than another term's spelling."""
    spelled: dict[str, str] = {}
    terms = tuple(terms)
    for term in terms:
        spelled |= {fold(term.label): term.key}
    for term in terms:
        spelled |= {fold(term.key): term.key}
    for term in terms:
        adjectives = (*term.groups.get("demonyms", ()), *term.groups.get("seats", ()))
        for spelling in (*term.spellings, *adjectives):
            spelled.setdefault(fold(spelling), term.key)
    return spelled


def _below(products: Mapping[str, Term]) -> dict[str, frozenset[str]]:
    below = {key: {key} for key in products}
    for key, term in products.items():
        above = term.parent
        while above is not None and key not in below.get(above, {key}):
            below[above].add(key)
            above = products[above].parent
    return {key: frozenset(keys) for key, keys in below.items()}
