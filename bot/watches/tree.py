"""A rule as a tree: words and facts under NOT, AND, OR; its canonical writing and its anchor."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as kept

from bot.watches.scan import TYPED

# A value that reads the same without quotation marks: `product:` and `=x` would become `:=`.
_BARE = re.compile(rf"""(?![=/!'‘-])[^\s()"{TYPED}]+""")

# What holds of a story that says nothing: no rule can stand on these alone.
_WEAK = frozenset({"before", "after", "missing"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One fact asked for: `from:CN`, `product:=steel`, `rate>=25`. Columns count from 1."""

    field: str
    op: str  # `:` or `:=` for words, a comparison for numbers and dates
    value: str
    column: int = kept(default=0, compare=False)

    def __str__(self) -> str:
        bare, quoted = _BARE.fullmatch(self.value), f'"{self.value}"'
        return f"{self.field}{self.op}{self.value if bare else quoted}"


@dataclass(frozen=True, slots=True)
class Words:
    """A word, prefix or phrase asked for, in `title` or `text`; in either where `scope` is ''."""

    text: str
    literal: bool = False  # written in quotation marks
    scope: str = ""
    column: int = kept(default=0, compare=False)

    def __str__(self) -> str:
        written = f'"{self.text}"' if self.literal else self.text
        return f"{self.scope}:{written}" if self.scope else written


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression asked for; `pattern` as written between the slashes."""

    pattern: str
    scope: str = ""
    column: int = kept(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.scope}:/{self.pattern}/" if self.scope else f"/{self.pattern}/"


@dataclass(frozen=True, slots=True)
class Near:
    """Two words, or one of several, at most `words` words apart, in either order."""

    left: tuple[Words, ...]
    right: tuple[Words, ...]
    words: int
    column: int = kept(default=0, compare=False)

    def __str__(self) -> str:
        return f"{_one_of(self.left)} NEAR/{self.words} {_one_of(self.right)}"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"

    def __str__(self) -> str:
        near = isinstance(self.part, Near)
        return f"NOT ({self.part})" if near else f"NOT {_inner(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " AND ".join(map(_inner, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(map(_inner, self.parts))


Leaf = Clause | Words | Regex | Near
Node = Leaf | Not | And | Or


def _inner(node: Node) -> str:
    """A part as it stands inside another; parentheses only where there is something to hold."""
    return f"({node})" if isinstance(node, And | Or) else str(node)


def _one_of(words: tuple[Words, ...]) -> str:
    return str(words[0]) if len(words) == 1 else f"({Or(words)})"


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf, from left to right."""
    match node:
        case Not(part):
            yield from leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield node


def size(node: Node) -> int:
    """How many words and facts a rule asks for."""
    return sum(
        len(leaf.left) + len(leaf.right) if isinstance(leaf, Near) else 1 for leaf in leaves(node)
    )


def anchored(node: Node, positive: bool = True) -> bool:
    """Whether at least one stated word or fact is needed for the rule to hold.

    A rule that holds for whatever does *not* say something would take every story there is.
    Under NOT, AND and OR change places (De Morgan).
    """
    match node:
        case Not(part):
            return anchored(part, not positive)
        case And(parts) | Or(parts):
            enough = any if isinstance(node, And) is positive else all
            return enough(anchored(part, positive) for part in parts)
        case Clause(field=field):
            return positive and field not in _WEAK
        case _:
            return positive
