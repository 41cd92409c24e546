"""Work of many in one transaction."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.store.store import Store, Transaction
from bot.store.together import Together


class Writer:
    """Keeps a mark for each job, and how many jobs each transaction had."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    async def __call__(self, tx: Transaction, jobs: Sequence[str]) -> list[str]:
        self.sizes.append(len(jobs))
        for job in jobs:
            if job == "bad":
                raise ValueError("this one cannot be kept")
            await tx.meta.set(job, "kept")
        return [job.upper() for job in jobs]


async def kept(store: Store, *names: str) -> list[str]:
    async with store.reading() as tx:
        return [name for name in names if await tx.meta.get(name)]


async def test_what_comes_at_once_is_written_at_once(store: Store) -> None:
    writer = Writer()
    together = Together(store, writer)
    assert await asyncio.gather(*map(together, "abcde")) == list("ABCDE")
    assert len(writer.sizes) < 5
    assert await kept(store, *"abcde") == list("abcde")


async def test_a_transaction_holds_only_so_much_and_one_job_that_is_more(store: Store) -> None:
    writer = Writer()
    work = {"a": 60, "b": 60, "c": 60, "d": 500, "e": 0}
    together = Together(store, writer, work.__getitem__)
    assert await asyncio.gather(*map(together, "abcde")) == list("ABCDE")
    assert writer.sizes == [2, 1, 2]


async def test_a_job_that_cannot_be_written_costs_no_other(store: Store) -> None:
    together = Together(store, Writer())
    found = await asyncio.gather(*map(together, ("a", "bad", "b")), return_exceptions=True)
    assert (found[0], found[2]) == ("A", "B")
    assert isinstance(found[1], ValueError)
    assert await kept(store, "a", "b", "bad") == ["a", "b"]


async def test_a_job_that_is_broken_off_leaves_the_others_theirs(store: Store) -> None:
    together = Together(store, Writer())
    tasks = [asyncio.create_task(together(name)) for name in "abc"]
    await asyncio.sleep(0)
    tasks[0].cancel()
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert found[1:] == ["B", "C"]


async def test_one_alone_is_told_what_went_wrong(store: Store) -> None:
    with pytest.raises(ValueError, match="cannot be kept"):
        await Together(store, Writer())("bad")
