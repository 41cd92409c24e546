"""The pulse: it beats, it never overlaps itself, and nothing is at work after its end."""

import asyncio

from bot.schedule import Pulse, Schedule


async def test_a_pulse_beats_again_and_again() -> None:
    beats = asyncio.Semaphore(0)

    async def beat() -> None:
        beats.release()

    async with Schedule([Pulse("beat", 0.01, beat)]), asyncio.timeout(10):
        for _ in range(3):
            await beats.acquire()


async def test_a_beat_at_work_ends_before_the_context_does() -> None:
    begun, ended = asyncio.Event(), []

    async def beat() -> None:
        begun.set()
        await asyncio.sleep(0.05)
        ended.append(True)

    async with Schedule([Pulse("beat", 0.01, beat)]):
        await asyncio.wait_for(begun.wait(), 10)
    assert ended == [True]


async def test_a_beat_that_hangs_is_broken_off() -> None:
    begun, broken = asyncio.Event(), []

    async def beat() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            broken.append(True)

    async with Schedule([Pulse("beat", 0.01, beat)], grace=0.01):
        await asyncio.wait_for(begun.wait(), 10)
    assert broken == [True]


async def test_a_beat_that_fails_does_not_stop_the_pulse() -> None:
    beats = asyncio.Semaphore(0)

    async def beat() -> None:
        beats.release()
        raise RuntimeError("once in a while")

    async with Schedule([Pulse("beat", 0.01, beat)]), asyncio.timeout(10):
        for _ in range(3):
            await beats.acquire()
