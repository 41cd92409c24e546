"""Turns come at an even pace."""

import asyncio

from bot.platforms.discord import rest
from bot.platforms.discord.pace import Pace


async def times(pace: Pace, count: int) -> list[float]:
    """When each of so many turns came, in seconds from now."""
    clock = asyncio.get_running_loop().time
    began = clock()

    async def turn() -> float:
        await pace.turn()
        return clock() - began

    return await asyncio.gather(*(turn() for _ in range(count)))


async def test_a_few_come_at_once_and_the_others_in_step() -> None:
    came = await times(Pace(rate=20, peak=20, burst=4, missed=4), 10)
    assert came[3] < 0.05
    assert all(at >= (n - 3) / 20 - 0.001 for n, at in enumerate(came))


def test_what_a_busy_machine_missed_is_made_up_for_without_a_second_over_the_limit() -> None:
    limits = Pace(rest.RATE, rest.PEAK, rest.BURST, rest.MISSED)._limits
    now, turns = 0.0, list[float]()
    while now < 60:
        now = max(now, *(limit.opens for limit in limits))
        if int(now) % 5 == 4 and now % 1 < 0.1:
            now += 0.15  # the machine is busy elsewhere
        for limit in limits:
            limit.take(now)
        turns.append(now)
    assert len(turns) >= 60 * rest.RATE
    in_a_second = max(sum(at <= turn < at + 1 for turn in turns) for at in turns[::7])
    assert in_a_second <= rest.PEAK + rest.BURST < 50


async def test_no_turn_comes_while_discord_holds() -> None:
    pace = Pace(rate=1000, peak=1000, burst=4, missed=4)
    pace.hold(0.05)
    assert min(await times(pace, 3)) >= 0.05


async def test_a_turn_that_is_given_up_costs_the_others_none() -> None:
    pace = Pace(rate=2, peak=2, burst=1, missed=1)
    await pace.turn()
    waiting = asyncio.ensure_future(pace.turn())
    await asyncio.sleep(0)
    waiting.cancel()
    assert max(await times(pace, 1)) < 0.9
