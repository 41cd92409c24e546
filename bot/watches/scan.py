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
    FIELD = auto()  # with its operator; a value follows
    WORD = auto()  # a value where one is expected, else a free word or phrase
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


_SPACE = re.compile(r"\s*")
_FIELD = re.compile(r"([A-Za-z_]+)(:=?|\s*(?:!=|<=|>=|=|<|>)\s*)")
_WORD = re.compile(r'[^\s()"]+')
_SINGLE = {"(": Kind.OPEN, ")": Kind.CLOSE, "-": Kind.NOT}
_OPERATOR = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


class Cursor:
    """A place in a rule; `peek` and `take` see operators and fields, `value` a field's value."""

    def __init__(self, text: str) -> None:
        self.text = text
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
        """A bare or quoted word, as far as it goes; of kind END where there is none."""
        self._next = None
        start = self._start()
        token, self._at = self._word(start)
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
            return Token(Kind.FIELD, name, start + 1, op.strip()), field.end()
        token, end = self._word(start)
        if self.text.startswith('"', start):
            return token, end  # quoted, so no operator
        return Token(_OPERATOR.get(token.text, token.kind), token.text, token.column), end

    def _word(self, start: int) -> tuple[Token, int]:
        if self.text.startswith('"', start):
            end = self.text.find('"', start + 1)
            if end < 0:
                raise refuse(start + 1, "this quotation mark is never closed.")
            return Token(Kind.WORD, self.text[start + 1 : end], start + 1), end + 1
        found = _WORD.match(self.text, start)
        if found is None:
            return Token(Kind.END, "", start + 1), start
        return Token(Kind.WORD, found.group(), start + 1), found.end()
