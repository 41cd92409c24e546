# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Turns at a host, on a clock that only the test moves."""

import asyncio
from itertools import pairwise

import pytest

from bot.sources.hosts import Hosts
from bot.sources.request import Failed, Trouble


class Clock:
    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


async def turn(hosts: Hosts, host: str) -> None:
    async with hosts.turn(host):
        pass


async def test_S7_a_host_is_asked_one_request_at_a_time_with_a_gap() -> None:
    clock = asyncio.get_running_loop().time
    hosts = Hosts(0.05, 1, clock)
    began: list[float] = []
    under_way = 0

    async def request() -> None:
        nonlocal under_way
        async with hosts.turn("wire.example"):
            under_way += 1
            assert under_way == 1
            began.append(clock())
            await asyncio.sleep(0)
            under_way -= 1

    await asyncio.gather(*(request() for _ in range(3)))
    assert min(later - sooner for sooner, later in pairwise(began)) >= 0.05


async def test_S5_a_host_that_wants_peace_is_not_asked() -> None:
    clock = Clock()
    hosts = Hosts(0, 1, clock)
    hosts.close("wire.example", 3600)
    with pytest.raises(Failed) as caught:
        await turn(hosts, "wire.example")
    assert caught.value.trouble is Trouble.WAITING
    assert caught.value.wait == 3600
    await turn(hosts, "other.example")
    clock.time += 3601
    await turn(hosts, "wire.example")


async def test_S5_a_shorter_wish_does_not_undo_a_longer_one() -> None:
    hosts = Hosts(0, 1, Clock())
    hosts.close("wire.example", 3600)
    hosts.close("wire.example", 60)
    with pytest.raises(Failed) as caught:
        await turn(hosts, "wire.example")
    assert caught.value.wait == 3600


async def test_a_turn_that_failed_gives_way_to_the_next() -> None:
    hosts = Hosts(0, 1, Clock())
    with pytest.raises(ZeroDivisionError):
        async with hosts.turn("wire.example"):
            raise ZeroDivisionError
    await turn(hosts, "wire.example")


async def test_many_hosts_are_forgotten_when_they_are_idle() -> None:
    clock = Clock()
    hosts = Hosts(1, 1, clock)
    for number in range(4100):
        await turn(hosts, f"host{number}.example")
        clock.time += 2
    assert len(hosts._known) < 4100
