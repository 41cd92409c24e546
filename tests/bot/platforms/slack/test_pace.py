"""Turns come at an even pace, in each place for itself."""

import asyncio

import pytest

from bot.model.errors import TryLater
from bot.platforms.slack import pace
from bot.platforms.slack.pace import Pace


async def test_one_place_waits_and_another_does_not() -> None:
    clock = asyncio.get_running_loop().time
    turns, began = Pace(0.05, 1), clock()
    await turns.turn("a")
    await turns.turn("b")
    assert clock() - began < 0.045
    await turns.turn("a")
    assert clock() - began >= 0.045


async def test_a_few_come_at_once_after_a_rest() -> None:
    clock = asyncio.get_running_loop().time
    turns, began = Pace(0.1, 3), clock()
    for _ in range(4):
        await turns.turn("edits")
    assert 0.09 < clock() - began < 0.25


async def test_a_long_wait_is_the_outboxs() -> None:
    turns = Pace(1.0, 1)
    turns.hold("a", 30)
    with pytest.raises(TryLater) as told:
        await turns.turn("a")
    assert told.value.unsent
    assert 29 < (told.value.after or 0) <= 30
    await turns.turn("b")


async def test_it_remembers_no_more_places_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PLACES", 3)
    turns = Pace(1.0, 1)
    for place in "abcde":
        await turns.turn(place)
    assert len(turns._due) == 3
