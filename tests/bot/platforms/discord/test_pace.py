"""Turns come at an even pace."""

import asyncio

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
    came = await times(Pace(rate=20, burst=4), 10)
    assert came[3] < 0.05
    assert all(at >= (n - 3) / 20 - 0.001 for n, at in enumerate(came))


async def test_no_turn_comes_while_discord_holds() -> None:
    pace = Pace(rate=1000, burst=4)
    pace.hold(0.05)
    assert min(await times(pace, 3)) >= 0.05


async def test_a_turn_that_is_given_up_costs_the_others_none() -> None:
    pace = Pace(rate=2, burst=1)
    await pace.turn()
    waiting = asyncio.ensure_future(pace.turn())
    await asyncio.sleep(0)
    waiting.cancel()
    assert max(await times(pace, 1)) < 0.9
