"""Why a rule did not take an item."""

from random import Random

import pytest

from bot.watches.match import rule
from bot.watches.near_miss import held, why_not
from bot.watches.plain import asked
from bot.watches.told import Told
from tests.bot.watches import made
from tests.bot.watches.stories import CURBS, KNOWN, TARIFF, story
from tests.bot.watches.test_plain import ITEM

TOLD = Told.of(story(CURBS, TARIFF), ITEM)


@pytest.mark.parametrize(
    ("text", "clause", "nearest"),
    [
        ("from:CN rate>=50", "rate>=50", "no rate is stated"),
        ("from:US rate>=50", "rate>=50", "it states 47%"),
        ("from:US to:EU", "to:EU", "it states CN"),
        ("from:CN effective<=30d", "effective<=30d", "no effective is stated"),
        ("chips gallium", "gallium", "there is no gallium"),
        ("chips tarrif", "tarrif", "there is no tarrif, but tariffs"),
        ('"list entity"', '"list entity"', "its words do not stand side by side"),
        (
            "tariff NEAR/1 magnets",
            "tariff NEAR/1 magnets",
            "they stand 4 words apart, and 1 are allo",
        ),
        ("tariff NEAR/1 zinc", "tariff NEAR/1 zinc", "there is no zinc"),
        (
            "firms NEAR chipmakers",
            "firms NEAR/4 chipmakers",
            "one stands in the title, the other in",
        ),
        ("title:tariffs", "title:tariffs", "it does not stand in the title"),
        ("from:CN NOT chips", "NOT chips", "chips (chips)"),
        ("from:CN (zinc OR tarrif)", "zinc OR tarrif", "tarrif: there is no tarrif, but tariffs"),
        ("from:CN /copper/", "/copper/", "no text that it takes"),
        ("from:CN after:2026", "after:2026", "published 2025-11-10"),
        ("from:US to:CN missing:rate", "missing:rate", "rate is stated"),
    ],
)
def test_the_first_clause_that_failed_is_named(text: str, clause: str, nearest: str) -> None:
    miss = why_not(rule(text, KNOWN), TOLD, KNOWN)
    assert miss is not None
    assert miss.clause == clause
    assert miss.nearest.startswith(nearest)
    if miss.start is not None:
        assert TOLD.item is not None
        quote = TOLD.item.body[miss.start : miss.end]
        assert miss.clause.startswith("NOT") or quote in TOLD.item.body
        assert quote == quote.strip()


def test_a_rule_that_holds_missed_nothing() -> None:
    assert why_not(rule("from:CN chips", KNOWN), TOLD, KNOWN) is None


def test_every_rule_says_why_exactly_where_it_does_not_hold() -> None:
    at = Random(3)
    for _ in range(2_000):
        node, told = made.rule(at), Told.of(*made.told(at))
        holds = asked(node, told, KNOWN) is not None
        assert (why_not(node, told, KNOWN) is None) is holds
        assert (held(node, told, KNOWN) == 1.0) is holds
