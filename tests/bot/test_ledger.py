"""What became of requests is written in order, all of it, whatever the database says meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.ledger import Ledger
from bot.model.errors import TollbellError
from bot.store.store import Store, Transaction


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with Store.open("sqlite+aiosqlite://") as opened:
        yield opened


def note(name: str, said: list[str]) -> Callable[[Transaction], Awaitable[str]]:
    async def write(tx: Transaction) -> str:
        await tx.meta.set("last", name)
        said.append(name)
        return name

    return write


async def test_what_comes_at_once_is_written_in_order_and_answered(store: Store) -> None:
    said: list[str] = []
    ledger = Ledger(store)
    names = [str(number) for number in range(120)]
    answers = await asyncio.gather(*(ledger.write(note(name, said)) for name in names))
    assert answers == names == said
    async with store.reading() as tx:
        assert await tx.meta.get("last") == "119"


async def test_a_database_that_is_away_is_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ledger.AGAIN", 0.0)
    ledger, troubles = Ledger(store), [TollbellError("the disk is full")] * 2

    async def write(tx: Transaction) -> str:
        if troubles:
            raise troubles.pop()
        await tx.meta.set("last", "written")
        return "written"

    both = await asyncio.gather(ledger.write(write), ledger.write(write))
    assert [*both] == ["written"] * 2


async def test_a_note_at_fault_costs_no_other_its_place(store: Store) -> None:
    said: list[str] = []
    ledger = Ledger(store)

    async def fault(_: Transaction) -> None:
        raise ValueError("a fault of ours")

    found = await asyncio.gather(
        ledger.write(note("before", said)),
        ledger.write(fault),
        ledger.write(note("after", said)),
        return_exceptions=True,
    )
    assert [found[0], found[2]] == ["before", "after"]
    assert isinstance(found[1], ValueError)
    async with store.reading() as tx:
        assert await tx.meta.get("last") == "after"


async def test_whoever_gives_up_waiting_leaves_the_others_in_peace(store: Store) -> None:
    said: list[str] = []
    ledger = Ledger(store)
    first = asyncio.create_task(ledger.write(note("first", said)))
    await asyncio.sleep(0)
    second = asyncio.create_task(ledger.write(note("second", said)))
    first.cancel()
    assert await second == "second"
    assert said == ["first", "second"], "what was asked for is written all the same"
