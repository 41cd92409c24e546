# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Whose fault it is that a host cannot be reached."""

from datetime import UTC, datetime, timedelta

from bot.sources.network import Network

NOON = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HERE, THERE = "http://wire.example/f", "http://other.example/f"


def network() -> Network:
    found = Network()
    for url in (HERE, THERE):
        found.asking(url)
    return found


def test_S10_a_failure_is_in_doubt_until_another_host_answers_after_it() -> None:
    found = network()
    found.answered(THERE, NOON - MINUTE)
    assert found.in_doubt(HERE, None)
    assert found.in_doubt(HERE, NOON)
    found.answered(THERE, NOON + MINUTE)
    assert not found.in_doubt(HERE, NOON)


def test_S10_an_answer_of_the_host_itself_says_nothing_of_the_others() -> None:
    found = network()
    found.answered("http://wire.example/another", NOON + MINUTE)
    assert found.in_doubt(HERE, NOON)


def test_S10_the_only_host_is_never_in_doubt() -> None:
    found = Network()
    found.asking(HERE)
    found.asking("http://wire.example/another")
    assert not found.in_doubt(HERE, None)
