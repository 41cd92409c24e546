"""What is kept of a story satisfies the rules that the story satisfies."""

from dataclasses import replace
from random import Random

import pytest

from bot.watches.index import Index
from bot.watches.kept import BEGINS, kept, told_of
from bot.watches.told import Told
from tests.bot.watches import made
from tests.bot.watches.stories import KNOWN, TARIFF, rate, story

RULES, STORIES = 400, 100


@pytest.mark.parametrize("seed", range(3))
def test_a_rule_takes_the_same_of_a_story_and_of_what_is_kept_of_it(seed: int) -> None:
    at = Random(seed)
    index, taken = Index.of([made.rule(at) for _ in range(RULES)], KNOWN), 0
    for _ in range(STORIES):
        told, item = made.told(at)
        if told is None:
            continue
        item = at.choice([item, replace(item, published=None)])  # then the story's day counts
        wholly = index.taken(Told.of(told, item))
        assert index.taken(told_of(kept(told), item)) == wholly
        taken += len(wholly)
    assert 0.05 < taken / (RULES * STORIES) < 0.8


def test_a_number_that_json_cannot_hold_is_kept() -> None:
    told = story(replace(TARIFF, figures=(rate(float("inf"), upper=5.0),)))
    (facts,) = told_of(kept(told), made.told(Random(1))[1]).measures
    assert [it.number for it in facts.numbers("rate")] == [float("inf"), 5.0]


def test_what_was_kept_in_another_form_can_be_told_by_how_it_begins() -> None:
    assert kept(story(TARIFF)).startswith(BEGINS)
