"""Back-tests: what a rule would have brought, asked of the past as it is kept."""

import json
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from bot.model.alert import Severity
from bot.model.event import Amount, Day, Figure, Rate
from bot.model.item import Item
from bot.model.past import Past
from bot.model.story import Story
from bot.store import codec
from bot.store.past import read_facts
from bot.watches.backtest import Backtest, Question, figures_of
from bot.watches.index import Index
from bot.watches.match import rule
from bot.watches.plain import asked
from bot.watches.plausible import Plausible
from bot.watches.told import Told
from bot.watches.tree import Node
from tests.bot.watches import made
from tests.bot.watches.stories import KNOWN, TARIFF, rate, story

Kept = tuple[Story, Item]


def kept(at: Random) -> Kept:
    while True:
        story, item = made.told(at)
        if story is not None:
            return story, item


def past(story: Story, item: Item, severity: Severity = Severity.MEDIUM) -> Past:
    body = json.dumps(codec.encode(Story, story))
    return Past(severity, item, body)


def read(body: str) -> Story:
    return codec.decode_text(Story, body)


def brought(node: Node, history: Sequence[Past], days: int = 14) -> Backtest:
    question = Question(node, KNOWN, read, read_facts)
    question.see(history)
    return question.answer(days)


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
            failing = look.failing(one.story, item.title, item.text)
            passed_over += failing > 0
            assert not failing or asked(node, Told.of(told, item), KNOWN) is None
    assert passed_over > 1_000


@pytest.mark.parametrize("seed", range(20))
def test_it_counts_what_the_rule_takes(seed: int) -> None:
    at = Random(seed)
    node, history = made.rule(at), [kept(at) for _ in range(60)]
    severities = [at.choice(list(Severity)) for _ in history]
    found = brought(node, [past(*it, how) for it, how in zip(history, severities, strict=True)])
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
    found = brought(rule("from:CN rate>=25", KNOWN), [past(*it) for it in history])
    assert all([it.fact for it in one.why] == ["from:CN", "rate>=25"] for one in found.samples)
    assert len(found.samples) == 5
    assert {near.miss.clause for near in found.near_misses} <= {"from:CN", "rate>=25"}
    assert found.near_misses


@pytest.mark.parametrize("kinds", [(), (Rate,), (Day, Amount), (Rate, Amount, Day)])
def test_a_rule_takes_the_same_of_a_story_that_is_read_for_its_facts(
    kinds: tuple[type[Figure], ...],
) -> None:
    at = Random(len(kinds))
    rules = [it for it in (made.rule(at) for _ in range(600)) if figures_of(it) <= {*kinds}]
    index, taken = Index.of(rules, KNOWN), 0
    for _ in range(100):
        story, item = kept(at)
        item = at.choice([item, replace(item, published=None)])  # then the story's day counts
        wholly = index.taken(Told.of(story, item))
        body = past(story, item).story
        assert index.taken(Told.of(read_facts(body, kinds), item)) == wholly
        taken += len(wholly)
    assert 0.05 < taken / (len(rules) * 100) < 0.8


def test_a_number_that_json_cannot_hold_is_read_as_it_was() -> None:
    told = story(replace(TARIFF, figures=(rate(float("inf"), upper=5.0),)))
    body = json.dumps(codec.encode(Story, told))
    assert read_facts(body, (Rate,)).measures[0].figures == told.measures[0].figures
