"""Words as a rule means them: one form for case and accents, and simple English inflection.

A word of a rule takes every inflection that it shares a base form with: `tariffs` takes tariff,
`banned` takes bans, and `plan` does not take planes. Chinese and Japanese characters are words
each, so that a name in them is found as the row of its characters.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_EAST = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f"  # an accent that is written as a character of its own
_ASCII = re.compile(r"[A-Za-z0-9]+")
_ANY = re.compile(rf"[{_EAST}]|[^\W_{_EAST}](?:[^\W_{_EAST}]|[{_MARKS}])*")
_PLAIN = re.compile(r"[^\W_]+")
_ODD = re.compile(rf"[{_EAST}{_MARKS}]")
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}
_SIGNS = "’—–“”‘…\xa0€£•·"  # that ASCII text has most often beside it, none of them in a word
_IS_EAST = re.compile(rf"[{_EAST}]")

MIN_PREFIX = 4  # letters before a star

# Words that look like an inflection and are words of their own.
_OWN_WORDS = (
    "united news customs goods according during being thing king spring string species series "
    "hundred exceed succeed proceed speed need"
)
_OWN = frozenset(_OWN_WORDS.split())
_VOWELS = frozenset("aeiou")
_HISSING = ("s", "x", "z", "ch", "sh", "o")


class Form(StrEnum):
    """How a word of a rule is compared with one of a text; the value marks it in a key."""

    INFLECTED = "~"
    LITERAL = "="
    PREFIX = "*"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a rule, folded."""

    text: str
    form: Form

    def fits(self, word: str) -> bool:
        """Whether a folded word of a text is meant."""
        if self.form is Form.PREFIX:
            return word.startswith(self.text)
        if self.form is Form.LITERAL:
            return word == self.text
        return not bases(word).isdisjoint(bases(self.text))


def found(text: str) -> list[str]:
    """The words of a text as written, in order."""
    if not text.isascii():
        for sign in _SIGNS:
            text = text.replace(sign, " ")
        if not text.isascii():
            return (_ANY if _ODD.search(text) else _PLAIN).findall(text)
    return text.translate(_SPACED).split()  # six times as fast as an expression


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the words that `found` gives stand."""
    for match in (_ASCII if text.isascii() else _ANY).finditer(text):
        yield match.span()


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word without case and accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def is_east(word: str) -> bool:
    """Whether a word is one character of Chinese or Japanese."""
    return _IS_EAST.fullmatch(word) is not None


def letters(word: str) -> int:
    """How many letters a word has; a syllable of Korean is written with two or three in one."""
    plain = unicodedata.normalize("NFD", word)
    return sum(not unicodedata.combining(char) for char in plain)


def tokens(written: str, literal: bool) -> tuple[Token, ...]:
    """The words of a word or phrase of a rule; a star makes the word before it a prefix."""
    row = []
    for start, end in spans(written):
        word = folded(written[start:end])
        if written[end : end + 1] == "*":
            form = Form.PREFIX
        else:
            form = Form.LITERAL if literal or not _inflects(word) else Form.INFLECTED
        row.append(Token(word, form))
    return tuple(row)


@lru_cache(maxsize=20_000)
def readings(written: str, literal: bool) -> tuple[tuple[Token, ...], ...]:
    """The rows of words that a word of a rule may be: `UAE` is `U.A.E.`, too."""
    row = tokens(written, literal)
    short = 2 <= len(written) <= 4 and written.isascii() and written.isalpha()
    if not literal and short and written.isupper():
        return row, tuple(Token(letter.lower(), Form.LITERAL) for letter in written)
    return (row,)


def _inflects(word: str) -> bool:
    return word.isascii() and word.isalpha()


@lru_cache(maxsize=20_000)
def bases(word: str) -> frozenset[str]:
    """The base forms that a folded word may be an inflection of, itself included."""
    if word in _OWN or word[-1:] not in ("s", "d", "g") or not _inflects(word):
        return frozenset((word,))
    return frozenset((word, *(base for base in _candidates(word) if word in forms(base))))


def _candidates(word: str) -> Iterator[str]:
    if word.endswith("s"):
        yield word[:-1]
        yield word[:-2]
        yield word[:-3] + "y"
    elif word.endswith(("ed", "ing")):
        stem = word.removesuffix("ed").removesuffix("ing")
        yield stem
        yield stem + "e"
        yield stem[:-1]
        if stem.endswith("i"):
            yield stem[:-1] + "y"


@lru_cache(maxsize=20_000)
def forms(base: str) -> frozenset[str]:
    """The regular inflections of a base form."""
    if len(base) < 2:
        return frozenset()
    made = {_plural(base)}
    if len(base) >= 3 and not _VOWELS.isdisjoint(base):
        for stem in _stems(base):
            made |= {f"{stem}ed", f"{stem}ing"}
        if _ends_in_y(base):
            made |= {f"{base[:-1]}ied", f"{base}ing"}
    return frozenset(made)


def _plural(base: str) -> str:
    if _ends_in_y(base):
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(_HISSING) else f"{base}s"


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in _VOWELS


def _stems(base: str) -> tuple[str, ...]:
    """What -ed and -ing are put to: bann, rais, control and controll."""
    if _ends_in_y(base):
        return ()
    if base.endswith("ee"):
        return (base[:-1], base)  # agreed, agreeing
    if base.endswith("e"):
        return (base[:-1],)
    closed = base[-1] not in "aeiouwxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    if not closed:
        return (base,)
    several = sum(char in _VOWELS for char in base) > 1
    return (base, base + base[-1]) if several else (base + base[-1],)
