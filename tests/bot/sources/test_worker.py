# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Reading in a process that can be killed."""

import asyncio
import contextlib
import os
import pickle
import pickletools
import signal
import sys
from datetime import UTC, datetime

import pytest

from bot.model.errors import TollbellError
from bot.model.feed import Feed, Tier
from bot.model.item import Item, Page
from bot.sources import reader, worker
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable
from bot.sources.worker import Lost, Parser
from tests.bot.sources.documents import entries
from tests.bot.sources.hostile import documents

FEED = Feed("wire", "http://wire.example/f", "")
GOOD = Response(FEED.url, 200, {}, entries(["a"]))
NOON = datetime(2025, 11, 10, 12, tzinfo=UTC)
CPU = 2.0  # seconds (P7)
MEMORY = 300_000  # kB (P7)


linux = pytest.mark.skipif(sys.platform != "linux", reason="measured through /proc")


def pid(parser: Parser) -> int:
    running = parser._all[0]._running
    assert running is not None
    return running.pid


def spent(process: int) -> float:
    """Processor seconds of a process so far."""
    with open(f"/proc/{process}/stat") as file:  # noqa: PTH123 - no path of ours
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> int:
    """The most resident memory of a process so far, in kB."""
    with open(f"/proc/{process}/status") as file:  # noqa: PTH123 - no path of ours
        return int(next(line for line in file if line.startswith("VmHWM")).split()[1])


@linux
async def test_P7_hostile_documents_end_soon_and_a_good_one_is_read_after_each() -> None:
    async with Parser() as parser:
        await parser.read(FEED, GOOD)
        for name, body in documents():
            process, before = pid(parser), spent(pid(parser))
            with contextlib.suppress(Unreadable):
                await parser.read(FEED, Response(FEED.url, 200, {}, body))
            if process == pid(parser):
                assert spent(process) - before < CPU, name
                assert resident(process) < MEMORY, name
            assert (await parser.read(FEED, GOOD)).items[0].guid == "a", name


async def test_P1_a_process_that_dies_costs_only_its_own_document() -> None:
    async with Parser() as parser:
        await parser.read(FEED, GOOD)
        os.kill(pid(parser), signal.SIGKILL)
        with pytest.raises(Lost):
            await parser.read(FEED, GOOD)
        assert (await parser.read(FEED, GOOD)).items


async def test_P1_a_process_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Parser() as parser:
        await parser.read(FEED, GOOD)
        hanging = pid(parser)
        os.kill(hanging, signal.SIGSTOP)
        monkeypatch.setattr(worker, "HARD", 0.2)
        with pytest.raises(Lost, match="takes too long"):
            await parser.read(FEED, GOOD)
        monkeypatch.undo()
        assert (await parser.read(FEED, GOOD)).items
        assert pid(parser) != hanging


async def test_P1_a_cancelled_reading_leaves_no_answer_for_the_next() -> None:
    async with Parser() as parser:
        await parser.read(FEED, GOOD)
        os.kill(pid(parser), signal.SIGSTOP)
        task = asyncio.create_task(parser.read(FEED, GOOD))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        other = Response(FEED.url, 200, {}, entries(["b"]))
        assert (await parser.read(FEED, other)).items[0].guid == "b"


@linux
async def test_P1_a_process_holds_none_of_the_bots_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    async with Parser() as parser:
        await parser.read(FEED, GOOD)
        with open(f"/proc/{pid(parser)}/environ", "rb") as file:  # noqa: PTH123, ASYNC230
            assert b"secret" not in file.read()


async def test_P1_processes_end_with_their_parser() -> None:
    async with Parser(2) as parser:
        await asyncio.gather(*(parser.read(FEED, GOOD) for _ in range(4)))
        running = pid(parser)
    with pytest.raises(ProcessLookupError):
        os.kill(running, 0)


async def test_P2_an_exception_in_a_kind_is_a_sentence() -> None:
    async with Parser() as parser:
        with pytest.raises(Unreadable, match="cannot be read"):
            await parser.read(FEED, Response(FEED.url, 200, {}, None))  # type: ignore[arg-type]
        with pytest.raises(Unreadable, match="no source kind 'x'"):
            await parser.read(Feed("wire", "http://x", "", kind="x"), GOOD)


async def test_P5_a_python_with_an_unsafe_expat_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "SAFE_EXPAT", (99, 0, 0))
    with pytest.raises(TollbellError, match=r"expat 2\.4\.1 or newer"):
        async with Parser():
            pass


def test_an_answer_can_call_nothing_here() -> None:
    with pytest.raises(pickle.UnpicklingError, match="has no place"):
        worker._loaded(pickle.dumps(os.system))
    with pytest.raises(pickle.UnpicklingError, match="no answer"):
        worker._loaded(pickle.dumps(5))
    assert worker._loaded(pickle.dumps(reader.Outcome(None, "x"))) == reader.Outcome(None, "x")


def test_an_answer_is_made_of_what_the_bot_allows_on_every_python() -> None:
    item = Item("wire", "key", "Title", "", "Wire", Tier.PRESS, published=NOON)
    answer = reader.packed(reader.Outcome(Page("T", (item,))))
    # An enum that pickles itself as early 3.11 does is written by value all the same.
    named = {arg for code, arg, _ in pickletools.genops(answer) if "UNICODE" in code.name}
    assert "getattr" not in named
    assert "press" in named
    assert "PRESS" not in named
    assert worker._loaded(answer) == reader.Outcome(Page("T", (item,)))
