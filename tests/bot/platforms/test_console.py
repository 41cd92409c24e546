"""What the terminal shows."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console as Terminal

from bot.model.command import Call, Reply
from bot.model.message import Field, Message, Quote, Strong
from bot.model.watch import Channel
from bot.platforms.console import Console, show
from tests.bot.platforms.samples import ALERT, MARKS, messages
from tests.fakes import Paper

HERE = Channel("console", "console")


def terminal(width: int = 80, *, colour: bool = False) -> Terminal:
    return Terminal(file=io.StringIO(), width=width, force_terminal=colour, highlight=False)


async def printed(given: Sequence[Message], width: int = 80, *, colour: bool = False) -> str:
    screen = terminal(width, colour=colour)
    console = Console(screen)
    for number, message in enumerate(given):
        await console.send(HERE, message, f"key {number}")
    return text_of(screen)


def text_of(screen: Terminal) -> str:
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


async def test_a_card_tells_what_moved_and_the_words_it_was_read_from() -> None:
    text = await printed([ALERT])
    for said in (
        "▼ US lowers tariff on goods from CN: 57 % → 47 %",
        "#1 · TARIFF · AGREED · MEDIUM",
        "no official text yet.",
        "57 % → 47 %",
        "10 Nov 2025",
        "not stated",
        "“would fall to 47% from 57%” — Reuters",
        "https://news.example/us-china",
        "not legal advice",
        "30 Oct 2025 06:05 UTC",
    ):
        assert said in text


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
async def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = replace(
        ALERT, title="A long title " * 12, fields=(Field("A long name " * 5, ("x " * 90,)),)
    )
    lines = (await printed([ALERT, long], width)).splitlines()
    assert max(map(cell_len, lines)) <= min(width, 100)


async def test_a_pipe_gets_no_colour_and_a_terminal_does() -> None:
    assert "\x1b" not in await printed([ALERT])
    assert "\x1b[" in await printed([ALERT], colour=True)


async def test_untrusted_text_is_neither_markup_nor_control() -> None:
    hostile = Message(
        MARKS,
        MARKS,
        body=(MARKS,),
        fields=(Field(MARKS, (MARKS,)),),
        quotes=(Quote(MARKS, MARKS),),
        footer=MARKS,
    )
    text = await printed([hostile], 200)
    assert "[bold]x[/bold]" in text
    assert not set(text) & set("\x1b\x07\u202e")


@given(messages)
@settings(max_examples=25, deadline=None)
def test_any_message_makes_a_card(message: Message) -> None:
    text = asyncio.run(printed([message, message], 70))
    assert not set(text) & {chr(n) for n in range(32) if n != 10}


async def test_the_same_key_is_printed_once() -> None:
    screen = terminal()
    console = Console(screen)
    refs = [await console.send(HERE, ALERT, "same") for _ in range(2)]
    assert refs[0] == refs[1]
    assert text_of(screen).count("US lowers") == 1


async def test_a_reply_names_the_card_that_it_follows() -> None:
    screen = terminal()
    console = Console(screen)
    first = await console.send(HERE, ALERT, "a")
    await console.send(HERE, replace(ALERT, title="Confirmed"), "b", reply_to=first)
    assert "↳ #2 · TARIFF · AGREED · MEDIUM follows #1" in text_of(screen)
    assert "  ▼ Confirmed" in text_of(screen)


async def test_an_edit_is_one_line_that_says_what_the_card_now_says() -> None:
    screen = terminal(40)
    console = Console(screen)
    ref = await console.send(HERE, ALERT, "a")
    before = text_of(screen)
    await console.edit(HERE, ref, replace(ALERT, title="US ends tariff", badge="TARIFF · ENDED"))
    (told,) = text_of(screen).removeprefix(before).splitlines()
    assert told.startswith("  ✎ #1 now says: ▼ US ends tariff · TARIFF · ENDED · Told after")


async def test_an_edit_that_changes_nothing_of_the_line_is_not_printed() -> None:
    screen = terminal()
    console = Console(screen)
    ref = await console.send(HERE, ALERT, "key")
    await console.edit(HERE, ref, replace(ALERT, fields=()))
    ended = replace(ALERT, title="US ends tariff")
    await console.edit(HERE, ref, ended)
    await console.edit(HERE, ref, replace(ended, fields=()))
    assert text_of(screen).count("now says") == 1


async def test_an_edit_fits_a_terminal_and_may_be_of_a_former_run() -> None:
    screen = terminal(40, colour=True)
    await Console(screen).edit(HERE, "of a former run", ALERT)
    (told,) = text_of(screen).splitlines()
    assert "an earlier card now says" in told
    assert "…" in told


def test_a_command_is_answered_by_a_sentence_and_cards() -> None:
    screen = terminal()
    show(Reply((Strong("Two"), " [bold]events"), (ALERT, ALERT)), screen)
    assert text_of(screen).startswith("Two [bold]events\n╭─ TARIFF")
    assert text_of(screen).count("▼ US lowers") == 2


async def test_an_encoding_without_shapes_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    await Console().send(HERE, ALERT, "a")
    assert b"? US lowers tariff" in raw.getvalue()


async def test_it_runs_until_cancelled() -> None:
    running = asyncio.ensure_future(Console(terminal()).run(Paper([], _never)))
    done, _ = await asyncio.wait({running}, timeout=0.01)
    assert not done
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def _never(call: Call) -> Reply:
    raise AssertionError(call)
