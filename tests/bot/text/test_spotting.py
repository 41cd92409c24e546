"""Terms of a vocabulary in a text."""

import pytest

from bot.text.normal import normalise
from bot.text.spotting import Sense, Spotter

SPOTTER = Spotter(
    (spelling, Sense("words", key, "spellings"))
    for spelling, key in (
        ("US", "us"), ("China", "china"), ("rare earth", "earth"), ("Korea", "south"),
        ("North Korea", "north"), ("fees on Chinese vessels", "fee"), ("U.S. Steel", "company"),
        ("关税", "tariff"), ("duty", "duty"), ("heavy-duty", "blank"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("The US told us", ["us"]),
        ("CHINA and china", ["china"]),
        ("Rare Earth curbs", ["earth"]),
        ("North Korea", ["north"]),
        ("Fees on Chinese Vessels", ["fee"]),
        ("U.S. steel", []),
        ("对美加征关税", ["tariff"]),
        ("heavy-duty trucks pay duty", ["blank", "duty"]),
        ("dutybound, USA", []),
    ],
)
def test_a_term_is_spotted_by_its_spelling(text: str, keys: list[str]) -> None:
    assert [one.key for one in SPOTTER.spot(normalise(text))] == keys


def test_a_spelling_with_two_meanings_gives_both() -> None:
    spotter = Spotter([("curbs", Sense("nouns", "a", "x")), ("curbs", Sense("verbs", "b", "y"))])
    assert {one.kind for one in spotter.spot(normalise("curbs"))} == {"nouns", "verbs"}


def test_lists_of_one_term_that_spell_alike_are_one_mention() -> None:
    spotter = Spotter(
        [("cut", Sense("acts", "cut", "base")), ("cut", Sense("acts", "cut", "past"))]
    )
    assert [one.group for one in spotter.spot(normalise("cut"))] == ["base+past"]
