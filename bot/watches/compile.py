"""Trees to programs: what keys can say as keys, and a test for each part that they cannot."""

from collections.abc import Sequence

from bot.watches.asked import Row, Rows
from bot.watches.checks import Program, Test, all_of, any_of, are_near, are_said, is_heard, not_
from bot.watches.cover import expected
from bot.watches.facts import Stretch
from bot.watches.fields import DAYS, NUMBERS
from bot.watches.figures import Number
from bot.watches.keys import Key, Keys, is_word
from bot.watches.limits import number
from bot.watches.plain import compares, falls, is_between, stated
from bot.watches.spelling import compiled
from bot.watches.tree import And, Clause, Leaf, Near, Node, Not, Or, Regex, Words
from bot.watches.values import missing
from bot.watches.words import readings

_INNER = (And, Or, Not)  # made once: a union in isinstance is made at every call
_PAIRS = 64  # sides of NEAR that are filed pair by pair


def positively(node: Node, positive: bool = True) -> Node:
    """The same rule with every NOT before a leaf (De Morgan)."""
    if not isinstance(node, _INNER):
        return node if positive else Not(node)
    if isinstance(node, Not):
        return positively(node.part, not positive)
    outer = And if isinstance(node, And) is positive else Or
    return outer(tuple([positively(part, positive) for part in node.parts]))


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
        rows = [self._one_word_of(part) for part in rest]
        some = [row for row in rows if row]
        rest = [part for part, row in zip(rest, rows, strict=True) if not row]
        rest.sort(key=lambda part: isinstance(part, Regex))
        said, stated = _apart(sorted(dict.fromkeys(needed), key=expected))
        unsaid, unstated = _apart(forbidden)
        heard = tuple([self._test(part) for part in rest if is_heard(part)])
        others = tuple([self._test(part) for part in rest if not is_heard(part)])
        return Program(said, unsaid, tuple(some), heard, stated, unstated, others)

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
        rows, enough = (None, False) if isinstance(leaf, _INNER) else self.needs(leaf)
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
                return all_of(self.program(node))
            case Or(parts):
                return self._some(parts)
            case Not(part):
                return not_(self._test(part))
            case Words(scope=scope):
                return are_said(self._rows((node,)), scope)
            case Near(left, right, apart):
                return are_near(self._rows(left), self._rows(right), apart)
            case Regex(pattern=pattern, scope=scope):
                expression = compiled(pattern)
                return lambda asked: asked.told.searched(expression, scope) is not None
            case Clause():
                return self._clause(node)

    def _some(self, parts: tuple[Node, ...]) -> Test:
        keys: list[Key] = []
        rest: list[Node] = []
        for part in parts:
            rows, enough = (None, False) if isinstance(part, _INNER) else self.needs(part)
            if rows is not None and enough:
                keys += [row[0] for row in rows]
            else:
                rest.append(part)
        return any_of(tuple(keys), tuple(map(self._test, rest)))

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
        return None if isinstance(node, _INNER) else self.needs(node)[0]

    def count(self, node: Node, uses: dict[Key, int]) -> None:
        """Count every key of a rule whose absence may decide, as often as it is asked for.

        Every leaf is seen, so that all keys are known before the first item is asked about.
        """
        if isinstance(node, (And, Or)):
            for part in node.parts:
                self.count(part, uses)
        elif isinstance(node, Not):
            self.need(node.part)
        else:
            for row in self.needs(node)[0] or ():
                for key in row:
                    uses[key] = uses.get(key, 0) + 1


def _apart(keys: Sequence[Key]) -> tuple[Row, Row]:
    """Those that stand for words, and those that stand for facts."""
    if not keys:
        return (), ()
    return tuple([it for it in keys if is_word(it)]), tuple([it for it in keys if not is_word(it)])
