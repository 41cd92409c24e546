"""A rule as a tree: clauses, NOT, AND, OR; its canonical writing, and whether it has an anchor."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A value that reads the same without quotation marks; `product:` and `=x` would become `:=`.
_BARE = re.compile(r'[^\s()"=][^\s()"]*')


@dataclass(frozen=True, slots=True)
class Clause:
    """One fact asked for: `from:CN`, `product:=steel`, `rate>=25`. Columns count from 1."""

    field: str
    op: str  # `:` or `:=` for words, a comparison for numbers
    value: str
    column: int

    def __str__(self) -> str:
        bare, quoted = _BARE.fullmatch(self.value), f'"{self.value}"'
        return f"{self.field}{self.op}{self.value if bare else quoted}"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"

    def __str__(self) -> str:
        return f"NOT {_inner(self.part)}"


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


Node = Clause | Not | And | Or


def _inner(node: Node) -> str:
    """A part as it stands inside another; parentheses only where there is something to hold."""
    return f"({node})" if isinstance(node, And | Or) else str(node)


def clauses(node: Node) -> Iterator[Clause]:
    """Every clause, from left to right."""
    match node:
        case Clause():
            yield node
        case Not(part):
            yield from clauses(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from clauses(part)


def anchored(node: Node, positive: bool = True) -> bool:
    """Whether at least one stated fact is needed for the rule to hold.

    A rule that holds for whatever does *not* say something would take every story there is.
    Under NOT, AND and OR change places (De Morgan).
    """
    match node:
        case Clause():
            return positive
        case Not(part):
            return anchored(part, not positive)
        case And(parts) | Or(parts):
            enough = any if isinstance(node, And) is positive else all
            return enough(anchored(part, positive) for part in parts)
