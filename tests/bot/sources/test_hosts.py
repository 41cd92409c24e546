# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Turns at a host, on a clock that only the test moves."""

import asyncio
from itertools import pairwise

import pytest

from bot.sources.hosts import Hosts
from bot.sources.request import Failed, Response, Trouble


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


def said(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response("http://wire.example/f", status, named)


async def sent_away(hosts: Hosts, host: str) -> float:
    with pytest.raises(Failed) as caught:
        await turn(hosts, host)
    assert caught.value.trouble is Trouble.WAITING
    assert caught.value.wait is not None
    return caught.value.wait


async def test_S7_a_host_that_calls_us_too_many_is_asked_less_often_and_forgives() -> None:
    clock = Clock()
    hosts = Hosts(2, 1, clock)
    await turn(hosts, "wire.example")
    gaps = []
    for status in (429, 403, 200, *[200] * 20):
        hosts.heard("wire.example", said(status))
        gaps.append(hosts._known["wire.example"].gap)
    assert gaps[:3] == [10, 20, 16]
    assert gaps[-1] == 2


async def test_S7_a_429_on_one_feed_delays_the_hosts_others() -> None:
    hosts = Hosts(2, 1, Clock())
    assert hosts.heard("wire.example", said(429, retry_after="3600")) == 3600
    assert await sent_away(hosts, "wire.example") == 3600
    assert hosts.heard("other.example", said(429)) == 60
    assert await sent_away(hosts, "other.example") == 60


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (200, {"x_ratelimit_remaining": "0.0", "x_ratelimit_reset": "30"}, 30),
        (200, {"ratelimit_remaining": "0", "ratelimit_reset": "30"}, 30),
        (200, {"x_ratelimit_remaining": "5", "x_ratelimit_reset": "30"}, None),
        (200, {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "-1"}, None),
        (200, {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "1762776060"}, None),
        (
            200,
            {
                "x_ratelimit_remaining": "0",
                "x_ratelimit_reset": "1762776060",
                "date": "Mon, 10 Nov 2025 12:00:00 GMT",
            },
            60,
        ),
        (503, {}, None),
        (503, {"retry_after": "120"}, 120),
        (500, {"retry_after": "120"}, None),
    ],
)
async def test_S7_what_a_host_says_of_its_limits_is_kept(
    status: int, headers: dict[str, str], wait: float | None
) -> None:
    hosts = Hosts(2, 1, Clock())
    assert hosts.heard("wire.example", said(status, **headers)) == wait


async def test_S7_whoever_would_wait_long_is_sent_away_with_a_time_of_their_own() -> None:
    clock = Clock()
    hosts = Hosts(2, 1, clock)
    hold = asyncio.Event()

    async def slow() -> None:
        async with hosts.turn("wire.example"):
            await hold.wait()

    holding = [asyncio.create_task(slow()) for _ in range(3)]
    await asyncio.sleep(0)
    waits = [await sent_away(hosts, "wire.example") for _ in range(3)]
    assert waits[1] - waits[0] == waits[2] - waits[1] == 2
    await turn(hosts, "other.example")
    for task in holding:
        task.cancel()
    await asyncio.gather(*holding, return_exceptions=True)
    assert hosts._known["wire.example"].waiting == 0


async def test_S7_a_gap_that_is_long_is_not_waited_for() -> None:
    hosts = Hosts(60, 1, Clock())
    await turn(hosts, "wire.example")
    assert await sent_away(hosts, "wire.example") >= 60


async def test_S7_the_operators_own_host_is_not_slowed_down() -> None:
    hosts = Hosts(60, 1, Clock())
    hosts.exempt("wire.example")
    assert hosts.heard("wire.example", said(429, retry_after="3600")) is None
    await turn(hosts, "wire.example")
    await turn(hosts, "wire.example")


async def test_many_hosts_are_forgotten_when_they_are_idle() -> None:
    clock = Clock()
    hosts = Hosts(1, 1, clock)
    for number in range(4100):
        await turn(hosts, f"host{number}.example")
        clock.time += 2
    assert len(hosts._known) < 4100
