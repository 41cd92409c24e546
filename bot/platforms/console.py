"""The terminal as a platform: alerts are cards, edits are one dim line.

Everything untrusted becomes `rich.text.Text`, never console markup.
"""

import asyncio
import io
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime

from rich import box
from rich.console import Console as Terminal
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text as Line

from bot.model.command import Reply
from bot.model.message import (
    Field,
    Link,
    Message,
    Moment,
    Person,
    Quote,
    Span,
    Strong,
    Struck,
    Text,
    Tone,
)
from bot.model.protocols import Host
from bot.model.watch import Channel
from bot.platforms.plain import address, clean, day, headline, kept, line, plain

WIDEST = 100  # columns; longer lines are hard to read

COLOURS = {
    Tone.RESTRICTIVE: "red",
    Tone.UNCONFIRMED: "yellow",
    Tone.LIBERALISING: "green",
    Tone.PROCEDURAL: "bright_black",
}
_DIM = Style(dim=True)


class Console:
    """A platform that prints; it has one room and nobody asks it anything."""

    name = "console"

    def __init__(self, terminal: Terminal | None = None) -> None:
        self._terminal = terminal or standard()
        self._numbers: dict[str, int] = {}  # the card that was printed for a key, in this run
        self._said: dict[str, str] = {}  # the line that an edit would print of each card

    async def run(self, host: Host) -> None:  # noqa: ARG002
        """Wait until cancelled."""
        await asyncio.Event().wait()

    async def send(
        self,
        channel: Channel,  # noqa: ARG002
        message: Message,
        key: str,
        reply_to: str | None = None,
        tried: datetime | None = None,  # noqa: ARG002  a terminal of an earlier run is gone
    ) -> str:
        """Print a card, once for each key, and get the key as its reference."""
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._said[key] = edited(message, self._numbers[key]).plain
            self._print(self._card(message, key, reply_to))
        return key

    async def edit(self, channel: Channel, ref: str, message: Message) -> None:  # noqa: ARG002
        """Print in one line what an earlier card would now say, where that line is another one."""
        told = edited(message, self._numbers.get(ref))
        if self._said.get(ref) == told.plain:
            return
        self._said[ref] = told.plain
        whole = not self._terminal.is_terminal  # a pipe has no width
        self._terminal.print(
            told, no_wrap=True, overflow="ignore" if whole else "ellipsis", crop=not whole
        )

    async def tell(self, user: str, message: Message) -> None:  # noqa: ARG002
        """Print a card: whoever reads the terminal is the one person there is."""
        self._print(card(message))

    async def missing(self, channel: Channel) -> tuple[str, ...]:  # noqa: ARG002
        """Nothing: a terminal takes everything."""
        return ()

    def _card(self, message: Message, key: str, reply_to: str | None) -> RenderableType:
        number = self._numbers[key]
        if reply_to is None:
            return card(message, number)
        return reply(message, number, self._numbers.get(reply_to))

    def _print(self, what: RenderableType) -> None:
        self._terminal.print(what, width=min(self._terminal.width, WIDEST))


def standard() -> Terminal:
    """Standard output, which shows a question mark for what its encoding lacks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Terminal(highlight=False)


def show(reply: Reply, terminal: Terminal | None = None) -> None:
    """Print the answer to a command: its sentence, then its cards."""
    screen = terminal or standard()
    screen.print(_line(reply.text))
    for message in reply.messages:
        screen.print(card(message), width=min(screen.width, WIDEST))


def card(message: Message, number: int | None = None) -> Panel:
    """A message as a card: what moved, how sure, figures, the words they were read from."""
    colour = COLOURS[message.tone]
    return Panel(
        Group(*_spaced(_parts(message))),
        title=_label(message, number),
        title_align="left",
        subtitle=_moment(message),
        subtitle_align="right",
        border_style=colour,
        box=box.ROUNDED,
        padding=(0, 1),
    )


def reply(message: Message, number: int | None = None, to: int | None = None) -> Padding:
    """A message that follows another one: a short indented card."""
    follows = f"#{to}" if to else "an earlier card"
    mark = Line("↳ ", _DIM).append_text(_label(message, number)).append(f" follows {follows}", _DIM)
    parts = [part for part in _parts(message) if part is not None]
    return Padding(Group(mark, *parts), (0, 0, 1, 2))


def edited(message: Message, number: int | None = None) -> Line:
    """One line: which card was edited, and what it now says."""
    which = f"#{number}" if number else "an earlier card"
    says = [headline(message), line(message.badge), line(plain(message.body))]
    text = f"  ✎ {which} now says: " + " · ".join(part for part in says if part)
    return Line(text, style=_DIM)


def _label(message: Message, number: int | None) -> Line:
    count = f"#{number}" if number else ""
    return Line(" · ".join(part for part in (count, line(message.badge)) if part), style="bold")


def _moment(message: Message) -> Line | None:
    return None if message.at is None else Line(day(Moment(message.at, day_only=False)), _DIM)


def _parts(message: Message) -> list[RenderableType | None]:
    """Title, body, figures, evidence, address and footer; None for those that are empty."""
    url = address(message.url)
    footer = clean(message.footer)
    return [
        Line(headline(message), Style(bold=True, link=url, color=COLOURS[message.tone])),
        _line(message.body) if plain(message.body) else None,
        _grid(message.fields) if message.fields else None,
        Group(*map(_quote, message.quotes)) if message.quotes else None,
        Line(url, Style(dim=True, link=url), overflow="fold") if url else None,
        Line(footer, _DIM) if footer else None,
    ]


def _spaced(parts: Sequence[RenderableType | None]) -> Iterable[RenderableType]:
    """The parts with an empty line before figures, evidence and what stands below them."""
    block = False
    for part in parts:
        if part is None:
            continue
        opens = isinstance(part, Table | Group)
        if opens or block:
            yield Line()
        block = opens
        yield part


def _grid(fields: Sequence[Field]) -> Table:
    grid = Table.grid(padding=(0, 2), expand=False)
    grid.add_column(style="bold", no_wrap=True, max_width=18, overflow="ellipsis")
    grid.add_column(ratio=1, overflow="fold")
    for field in fields:
        value = _line(field.value) if plain(field.value) else Line("not stated", _DIM)
        grid.add_row(Line(line(field.name)), value)
    return grid


def _quote(quote: Quote) -> Padding:
    told = Line(f"“{line(quote.text)}”", Style(italic=True))
    told.append(f" — {line(quote.source)}", Style(dim=True, link=address(quote.url)))
    return Padding(told, (0, 0, 0, 2))


def _line(text: Text) -> Line:
    made = Line(overflow="fold")
    for span in text:
        made.append_text(_span(span))
    return made


def _span(span: Span) -> Line:
    match span:
        case str():
            return Line(kept(span))
        case Strong(inner):
            return Line(kept(inner), "bold")
        case Struck(inner):
            return Line(kept(inner), "strike dim")
        case Link(inner, url):
            return Line(kept(inner), Style(underline=True, link=address(url)))
        case Moment():
            return Line(day(span))
        case Person(id_):
            return Line(f"@{line(id_)}")
