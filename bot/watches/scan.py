"""A rule's text, taken token by token with columns; every pattern is linear, whatever is typed."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.model.errors import TellUser


class Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()  # its text is the number of words
    FIELD = auto()  # with its operator; a value follows
    WORD = auto()
    PHRASE = auto()  # in quotation marks
    REGEX = auto()  # between slashes
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    column: int  # from 1
    op: str = ""  # of a field


def refuse(column: int, sentence: str) -> TellUser:
    """The error for the person who wrote the rule, pointing at a column (from 1)."""
    return TellUser(f"At column {column}: {sentence}")


NEAR = 4  # words, where the rule does not say

_SPACE = re.compile(r"\s*")
_FIELD = re.compile(r"([A-Za-z_]+)(:=?|\s*(?:!=|<=|>=|=>|=<|==|=|<|>|≥|≤|≠)\s*)")
_WRITTEN = {"≥": ">=", "≤": "<=", "≠": "!=", "=>": ">=", "=<": "<=", "==": "="}
_WORD = re.compile(r'[^\s()"]+')
_NEAR = re.compile(r"NEAR(?:/(\d+))?")
_SINGLE = {"(": Kind.OPEN, ")": Kind.CLOSE, "-": Kind.NOT}
_OPERATOR = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
# What telephones, word processors and Chinese keyboards make of the signs of the language.
TYPED = "“”„«»–−（）：＝＜＞＊"
_TYPED = str.maketrans(TYPED, '"' * 5 + "--():=<>*")


class Cursor:
    """A place in a rule; `peek` and `take` see operators and fields, `value` a field's value."""

    def __init__(self, text: str) -> None:
        self.text, self._written = text.translate(_TYPED), text  # character by character alike
        self._at = 0
        self._next: tuple[Token, int] | None = None

    def peek(self) -> Token:
        """The token that comes next, which stays."""
        if self._next is None:
            self._next = self._scan()
        return self._next[0]

    def take(self) -> Token:
        """The token that comes next, which is passed."""
        token = self.peek()
        assert self._next is not None  # noqa: S101  (for the type checker: peek has just set it)
        self._at, self._next = self._next[1], None
        return token

    def value(self) -> Token:
        """A bare, quoted or slashed value, as far as it goes; of kind END where there is none."""
        self._next = None
        token, self._at = self._word(self._start())
        return token

    def _start(self) -> int:
        space = _SPACE.match(self.text, self._at)
        return space.end() if space else self._at

    def _scan(self) -> tuple[Token, int]:
        start = self._start()
        if single := _SINGLE.get(self.text[start : start + 1]):
            return Token(single, self.text[start], start + 1), start + 1
        if field := _FIELD.match(self.text, start):
            name, op = field.groups()
            op = op.strip()
            return Token(Kind.FIELD, name, start + 1, _WRITTEN.get(op, op)), field.end()
        token, end = self._word(start)
        if token.kind is not Kind.WORD:
            return token, end
        if near := _NEAR.fullmatch(token.text):
            return Token(Kind.NEAR, near[1] or str(NEAR), token.column), end
        return Token(_OPERATOR.get(token.text, Kind.WORD), token.text, token.column), end

    def _word(self, start: int) -> tuple[Token, int]:
        if self.text.startswith('"', start):
            end = self.text.find('"', start + 1)
            if end < 0:
                raise refuse(start + 1, "this quotation mark is never closed.")
            return Token(Kind.PHRASE, self._written[start + 1 : end], start + 1), end + 1
        if self.text.startswith("/", start):
            return self._regex(start)
        found = _WORD.match(self.text, start)
        if found is None:
            return Token(Kind.END, "", start + 1), start
        return Token(Kind.WORD, found.group(), start + 1), found.end()

    def _regex(self, start: int) -> tuple[Token, int]:
        end = self.text.find("/", start + 1)
        while end > 0 and self._is_escaped(end):
            end = self.text.find("/", end + 1)
        if end < 0:
            raise refuse(start + 1, "this / begins a regular expression that no second / closes.")
        return Token(Kind.REGEX, self._written[start + 1 : end], start + 1), end + 1

    def _is_escaped(self, at: int) -> bool:
        start = at
        while self.text[start - 1] == "\\":
            start -= 1
        return (at - start) % 2 == 1
