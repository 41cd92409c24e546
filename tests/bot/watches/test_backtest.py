"""Back-tests: what a rule would have brought, asked of the past as it is kept."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from bot.model.alert import Severity
from bot.model.item import Item
from bot.model.past import Past
from bot.model.story import Story
from bot.watches.backtest import Backtest, Question
from bot.watches.kept import kept as kept_facts
from bot.watches.match import rule
from bot.watches.plain import asked
from bot.watches.plausible import Plausible
from bot.watches.told import Told
from bot.watches.tree import Node
from tests.bot.watches import made
from tests.bot.watches.stories import KNOWN

Kept = tuple[Story, Item]


def kept(at: Random) -> Kept:
    while True:
        story, item = made.told(at)
        if story is not None:
            return story, item


def past(story: Story, item: Item, severity: Severity = Severity.MEDIUM, number: int = 0) -> Past:
    return Past(severity, item, f"s{number}", story.revision, kept_facts(story))


def brought(
    node: Node, history: Sequence[Kept], severities: Sequence[Severity] = (), days: int = 14
) -> Backtest:
    how = severities or [Severity.MEDIUM] * len(history)
    stories = {(f"s{n}", story.revision): replace(story, id=f"s{n}") for n, (story, _) in
               enumerate(history)}  # fmt: skip
    question = Question(node, KNOWN)
    question.see(past(*it, how[n], n) for n, it in enumerate(history))
    assert len(question.wanted) <= 105
    return question.answer(days, {name: stories[name] for name in question.wanted})


@pytest.mark.parametrize("seed", range(2))
def test_a_first_look_never_passes_over_what_a_rule_takes(seed: int) -> None:
    at = Random(seed)
    history = [kept(at) for _ in range(60)]
    bodies = [past(*each) for each in history]
    passed_over = 0
    for _ in range(150):
        node = made.rule(at)
        look = Plausible(node, KNOWN)
        for (told, item), one in zip(history, bodies, strict=True):
            failing = look.failing(one.facts, item.title, item.text)
            passed_over += failing > 0
            assert not failing or asked(node, Told.of(told, item), KNOWN) is None
    assert passed_over > 1_000


@pytest.mark.parametrize("seed", range(20))
def test_it_counts_what_the_rule_takes(seed: int) -> None:
    at = Random(seed)
    node, history = made.rule(at), [kept(at) for _ in range(60)]
    severities = [at.choice(list(Severity)) for _ in history]
    found = brought(node, history, severities)
    taken = [
        how
        for it, how in zip(history, severities, strict=True)
        if asked(node, Told.of(*it), KNOWN) is not None
    ]
    assert (found.alerts, found.count, found.per_week) == (60, len(taken), len(taken) / 2)
    assert found.at_floor[Severity.LOW] == len(taken)
    assert found.at_floor[Severity.HIGH] == sum(how.rank >= Severity.HIGH.rank for how in taken)
    assert len(found.samples) == min(5, len(taken))


def test_samples_say_why_and_near_misses_say_what_failed() -> None:
    at = Random(1)
    history = [kept(at) for _ in range(200)]
    found = brought(rule("from:CN rate>=25", KNOWN), history)
    assert all([it.fact for it in one.why] == ["from:CN", "rate>=25"] for one in found.samples)
    assert len(found.samples) == 5
    assert {near.miss.clause for near in found.near_misses} <= {"from:CN", "rate>=25"}
    assert found.near_misses
