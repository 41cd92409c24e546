"""The index finds what a plain reading of every rule finds."""

from random import Random

import pytest

from bot.watches.compile import positively
from bot.watches.index import Index
from bot.watches.plain import asked
from bot.watches.told import Told
from bot.watches.tree import And, Node, Not, Or
from tests.bot.watches.made import rule, told
from tests.bot.watches.stories import KNOWN

RULES, STORIES = 300, 100  # 30,000 pairs a round


@pytest.mark.parametrize("seed", range(3))
def test_the_index_and_a_plain_reading_take_the_same(seed: int) -> None:
    at = Random(seed)
    rules = [rule(at) for _ in range(RULES)]
    index = Index.of(rules, KNOWN)
    taken = 0
    for _ in range(STORIES):
        one = Told.of(*told(at))
        plainly = [n for n, each in enumerate(rules) if asked(each, one, KNOWN) is not None]
        assert index.taken(one) == plainly, [
            str(rules[n]) for n in {*plainly} ^ {*index.taken(one)}
        ]
        taken += len(plainly)
    assert 0.05 < taken / (RULES * STORIES) < 0.8  # the pairs are of both kinds


def test_an_index_of_one_rule_agrees_too() -> None:
    at = Random(7)
    for _ in range(1_000):
        each, one = rule(at), Told.of(*told(at))
        assert bool(Index.of([each], KNOWN).taken(one)) is (asked(each, one, KNOWN) is not None)


def test_negations_are_moved_to_the_leaves_and_mean_the_same() -> None:
    at = Random(11)
    for _ in range(500):
        each, one = rule(at), Told.of(*told(at))
        moved = positively(each)
        assert all(not isinstance(it, And | Or | Not) for it in _negated(moved))
        assert (asked(moved, one, KNOWN) is None) is (asked(each, one, KNOWN) is None)


def _negated(node: Node) -> list[Node]:
    match node:
        case Not(part):
            return [part]
        case And(parts) | Or(parts):
            return [it for part in parts for it in _negated(part)]
    return []
