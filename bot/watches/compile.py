"""Trees to programs: what keys can say as keys, and a test for each part that they cannot."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.watches.asked import Asked, Row, Rows
from bot.watches.cover import expected
from bot.watches.facts import Number, Stretch
from bot.watches.fields import DAYS, NUMBERS
from bot.watches.keys import Key, Keys, is_word
from bot.watches.limits import number
from bot.watches.plain import compares, falls, is_between, stated
from bot.watches.spelling import compiled
from bot.watches.told import nearest
from bot.watches.tree import And, Clause, Leaf, Near, Node, Not, Or, Regex, Words, leaves
from bot.watches.values import missing
from bot.watches.words import readings

_PAIRS = 64  # sides of NEAR that are filed pair by pair

Test = Callable[[Asked], bool]


class Program(NamedTuple):
    """What has to hold of the words, and then of one measure."""

    said: Row  # keys that are needed
    unsaid: Row  # keys that are forbidden
    some: Rows  # rows of keys, one of each row needed
    heard: tuple[Test, ...]  # what keys cannot say
    stated: Row
    unstated: Row
    rest: tuple[Test, ...]


def positively(node: Node, positive: bool = True) -> Node:
    """The same rule with every NOT before a leaf (De Morgan)."""
    match node:
        case Not(part):
            return positively(part, not positive)
        case And(parts) | Or(parts):
            outer = And if isinstance(node, And) is positive else Or
            return outer(tuple(positively(part, positive) for part in parts))
    return node if positive else Not(node)


class Compiler:
    """Trees to programs; what rules have in common is made once. Whoever asks keeps the trees."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._tests: dict[Node, Test] = {}
        self._needs: dict[Leaf, tuple[Rows | None, bool]] = {}
        self._of_leaf: dict[
            int, tuple[Rows | None, bool]
        ] = {}  # by identity: a leaf is slow to hash

    def program(self, node: Node) -> Program:
        """What has to hold, the rarest first and expressions last."""
        needed: list[Key] = []
        forbidden: list[Key] = []
        rest: list[Node] = []
        for part in node.parts if isinstance(node, And) else (node,):
            self._sort(part, needed, forbidden, rest)
        one_of = [(part, self._one_word_of(part)) for part in rest]
        some = [row for _, row in one_of if row]
        rest = [part for part, row in one_of if not row]
        rest.sort(key=lambda part: isinstance(part, Regex))
        needed = sorted(dict.fromkeys(needed), key=expected)
        return Program(
            tuple(key for key in needed if is_word(key)),
            tuple(key for key in forbidden if is_word(key)),
            tuple(some),
            tuple(self._test(part) for part in rest if _is_heard(part)),
            tuple(key for key in needed if not is_word(key)),
            tuple(key for key in forbidden if not is_word(key)),
            tuple(self._test(part) for part in rest if not _is_heard(part)),
        )

    def _one_word_of(self, part: Node) -> Row:
        """The keys of an OR of single words; empty for any other part."""
        leaves_ = part.parts if isinstance(part, Or) else (part,)
        keys: list[Key] = []
        for leaf in leaves_:
            rows, enough = self.needs(leaf) if isinstance(leaf, Words) else (None, False)
            if rows is None or not enough:
                return ()
            keys += [row[0] for row in rows]
        return tuple(keys)

    def _sort(self, part: Node, needed: list[Key], no: list[Key], rest: list[Node]) -> None:
        if isinstance(part, And):
            for inner in part.parts:
                self._sort(inner, needed, no, rest)
            return
        leaf = part.part if isinstance(part, Not) else part
        rows, enough = (None, False) if isinstance(leaf, And | Or | Not) else self.needs(leaf)
        if isinstance(part, Not):
            if rows is not None and enough:
                no += [row[0] for row in rows]
                return
        elif rows is not None and len(rows) == 1:
            needed += rows[0]
            if enough:
                return
        rest.append(part)

    def needs(self, leaf: Leaf) -> tuple[Rows | None, bool]:
        """The keys without which a leaf cannot hold, in alternatives, and whether one suffices."""
        found = self._of_leaf.get(id(leaf))
        if found is None:
            known = self._needs.get(leaf)
            found = self._needs[leaf] = known or self._needed(leaf)
            self._of_leaf[id(leaf)] = found
        return found

    def _needed(self, leaf: Leaf) -> tuple[Rows | None, bool]:
        match leaf:
            case Words(scope=scope):
                rows = self._rows((leaf,))
                return rows, not scope and max(map(len, rows)) == 1
            case Near(left, right):
                ours, theirs = self._rows(left), self._rows(right)
                if len(ours) * len(theirs) > _PAIRS:
                    return min(ours, theirs, key=len), False
                return tuple((*one, *other) for one in ours for other in theirs), False
            case Clause(field=field) if field in NUMBERS + DAYS:
                key = self.keys.of_figure(field)
                return (((key,),) if key else None), False
            case Clause(field="after" | "before" | "missing") | Regex():
                return None, False
            case Clause():
                return ((self.keys.of_fact(leaf),),), True
        raise TypeError(leaf)

    def _rows(self, some: Sequence[Words]) -> Rows:
        return tuple(
            tuple(map(self.keys.of_token, row))
            for it in some
            for row in readings(it.text, it.literal)
        )

    def _test(self, node: Node) -> Test:
        test = self._tests.get(node)
        if test is None:
            test = self._made(node)
            if not isinstance(node, And | Or):
                self._tests[node] = test
        return test

    def _made(self, node: Node) -> Test:
        match node:
            case And():
                return _all_of(self.program(node))
            case Or(parts):
                return self._some(parts)
            case Not(part):
                return _not(self._test(part))
            case Words(scope=scope):
                return _said(self._rows((node,)), scope)
            case Near(left, right, apart):
                return _near(self._rows(left), self._rows(right), apart)
            case Regex(pattern=pattern, scope=scope):
                expression = compiled(pattern)
                return lambda asked: asked.told.searched(expression, scope) is not None
            case Clause():
                return self._clause(node)

    def _some(self, parts: tuple[Node, ...]) -> Test:
        keys: list[Key] = []
        rest: list[Node] = []
        for part in parts:
            rows, enough = (None, False) if isinstance(part, And | Or | Not) else self.needs(part)
            if rows is not None and enough:
                keys += [row[0] for row in rows]
            else:
                rest.append(part)
        return _any_of(tuple(keys), tuple(map(self._test, rest)))

    def _clause(self, clause: Clause) -> Test:
        field, op = clause.field, clause.op
        if field in NUMBERS:
            limit = number(clause)
            return lambda asked: any(
                compares(it, op, limit) for it in asked.figures(field) if isinstance(it, Number)
            )
        if field in DAYS:
            return lambda asked: any(
                falls(it.days, clause, asked.told)
                for it in asked.figures(field)
                if isinstance(it, Stretch)
            )
        if field == "missing":
            name = missing(clause)
            return lambda asked: not stated(name, asked.measure)
        if field in ("after", "before"):
            return lambda asked: is_between(clause, asked.told)
        key = self.keys.of_fact(clause)
        return lambda asked: key in asked.stated

    def need(self, node: Node) -> Rows | None:
        return None if isinstance(node, And | Or | Not) else self.needs(node)[0]

    def asked_for(self, node: Node) -> list[Key]:
        """Every key of a rule whose absence may decide, as often as it is asked for."""
        if isinstance(node, Not):
            return []
        if isinstance(node, And | Or):
            return [key for part in node.parts for key in self.asked_for(part)]
        return [key for row in self.needs(node)[0] or () for key in row]


def _not(test: Test) -> Test:
    return lambda asked: not test(asked)


def _all_of(program: Program) -> Test:
    said, unsaid, some, heard, stated_, unstated, rest = program
    tests = (*heard, *rest)
    return lambda asked: (
        asked.spoken >= set(said)
        and asked.stated.issuperset(stated_)
        and asked.spoken.isdisjoint(unsaid)
        and asked.stated.isdisjoint(unstated)
        and not any(asked.spoken.isdisjoint(row) for row in some)
        and all(test(asked) for test in tests)
    )


def _any_of(keys: Row, rest: tuple[Test, ...]) -> Test:
    words = tuple(key for key in keys if is_word(key))
    facts = tuple(key for key in keys if not is_word(key))
    return lambda asked: (
        not asked.spoken.isdisjoint(words)
        or not asked.stated.isdisjoint(facts)
        or any(test(asked) for test in rest)
    )


def _is_heard(node: Node) -> bool:
    """Whether a part looks at the item alone, so that no measure makes a difference."""
    return all(
        leaf.field in ("after", "before") if isinstance(leaf, Clause) else True
        for leaf in leaves(node)
    )


def _said(rows: Rows, scope: str) -> Test:
    if not scope and all(len(row) == 1 for row in rows):
        return _any_of(tuple(row[0] for row in rows), ())
    if not scope and len(rows) == 1:
        row = rows[0]
        return lambda asked: bool(asked.begins(row))
    if not scope:
        return lambda asked: bool(asked.spans(rows))
    return lambda asked: any(
        (place < len(asked.title)) is (scope == "title") for place, _ in asked.spans(rows)
    )


def _near(left: Rows, right: Rows, apart: int) -> Test:
    if [*map(len, left)] == [*map(len, right)] == [1]:
        one, other = left[0][0], right[0][0]
        return lambda asked: asked.are_near(one, other, apart)

    def test(asked: Asked) -> bool:
        ours = asked.spans(left)
        return bool(ours) and nearest(ours, asked.spans(right), apart) is not None

    return test
