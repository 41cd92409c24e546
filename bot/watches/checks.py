"""What keys cannot say of a rule, as tests; and a rule's program, which is both."""

from collections.abc import Callable
from typing import NamedTuple

from bot.watches.asked import Asked, Row, Rows
from bot.watches.keys import is_word
from bot.watches.told import nearest
from bot.watches.tree import Clause, Node, leaves

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


def not_(test: Test) -> Test:
    return lambda asked: not test(asked)


def all_of(program: Program) -> Test:
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


def any_of(keys: Row, rest: tuple[Test, ...]) -> Test:
    words = tuple(key for key in keys if is_word(key))
    facts = tuple(key for key in keys if not is_word(key))
    return lambda asked: (
        not asked.spoken.isdisjoint(words)
        or not asked.stated.isdisjoint(facts)
        or any(test(asked) for test in rest)
    )


def is_heard(node: Node) -> bool:
    """Whether a part looks at the item alone, so that no measure makes a difference."""
    return all(
        leaf.field in ("after", "before") if isinstance(leaf, Clause) else True
        for leaf in leaves(node)
    )


def are_said(rows: Rows, scope: str) -> Test:
    if not scope and all(len(row) == 1 for row in rows):
        return any_of(tuple(row[0] for row in rows), ())
    if not scope and len(rows) == 1:
        row = rows[0]
        return lambda asked: bool(asked.begins(row))
    if not scope:
        return lambda asked: bool(asked.spans(rows))
    return lambda asked: any(
        (place < len(asked.title)) is (scope == "title") for place, _ in asked.spans(rows)
    )


def are_near(left: Rows, right: Rows, apart: int) -> Test:
    if [*map(len, left)] == [*map(len, right)] == [1]:
        one, other = left[0][0], right[0][0]
        return lambda asked: asked.are_near(one, other, apart)

    def test(asked: Asked) -> bool:
        ours = asked.spans(left)
        return bool(ours) and nearest(ours, asked.spans(right), apart) is not None

    return test
