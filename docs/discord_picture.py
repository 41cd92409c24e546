"""docs/discord.svg and docs/discord-add.svg: what Discord shows of the bodies that it is sent.

`make picture`. Discord draws a message by itself; this drawing follows it closely enough to show
what stands where. The alert is the seed article's, the answer that of `/watch add` after the demo.
"""

import asyncio
import io
import os
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from picture import alert

from bot.app import opened
from bot.cli.verbs.demo import RecordedFeeds, _workplace
from bot.commands import Answer, Reach
from bot.model.command import Call, Reply
from bot.model.watch import Channel
from bot.platforms.discord.render import answers, opening

HERE = Path(__file__).parent
NOW = datetime(2025, 11, 12, 9, tzinfo=UTC)
WIDTH, LEFT, CARD = 700, 72, 560
TEXT, DIM, STRONG, BLUE = "#dbdee1", "#949ba4", "#f2f3f5", "#00a8fc"
BUTTONS = {2: "#4e5058", 3: "#248046", 4: "#da373c", 5: "#4e5058"}
BOLD = 1.13  # how much wider
LETTERS = (("il.,:;'|!()[]·", 0.29), ("mwMW%@→▲▼◆", 0.88), (" ", 0.28), ("—…", 0.95))
TOKEN = re.compile(
    r"\\(?P<plain>.)|(?P<bold>\*\*)|(?P<struck>~~)|\[(?P<link>(?:\\.|[^\]\\])*)\]\([^)]*\)|"
    r"<t:(?P<at>\d+):(?P<form>\w)>|<@&(?P<role>\d+)>|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Run:
    """Some words that look alike."""

    text: str
    look: str = ""
    factor: float = 1.0  # of the width

    def wide(self, size: float) -> float:
        return sum(map(_letter, self.text)) * size * self.factor


def _letter(letter: str) -> float:
    for letters, width in LETTERS:
        if letter in letters:
            return width
    return 0.7 if letter.isupper() else 0.58


def runs(text: str) -> Iterator[Run]:
    """Markdown as words with their looks."""
    bold = struck = False
    for found in TOKEN.finditer(text.replace("\u200b", "")):
        look = ('font-weight="700" ' if bold else "") + (
            'text-decoration="line-through" ' if struck else ""
        )
        kind, factor = found.lastgroup, BOLD if bold else 1.0
        if kind == "bold":
            bold = not bold
        elif kind == "struck":
            struck = not struck
        elif kind == "link":
            yield Run(re.sub(r"\\(.)", r"\1", found["link"]), look + f'fill="{BLUE}"', factor)
        elif kind == "form":
            yield Run(_time(int(found["at"]), found["form"]), look + f'fill="{STRONG}"', factor)
        elif kind == "role":
            yield Run("@trade-desk", 'fill="#c9cdfb" font-weight="600"')
        else:
            yield Run(found["plain"] or found["other"], look, factor)


def _time(seconds: int, form: str) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    if form != "R":
        return f"{at.day} {at:%B %Y}"
    days = round((at - NOW).total_seconds() / 86400)
    told = f"{abs(days)} days" if abs(days) < 60 else f"{abs(days) // 30} months"
    return f"in {told}" if days > 0 else f"{told} ago" if days else "today"


def lines(text: str, size: float, width: float) -> Iterator[list[Run]]:
    """The words of a text, broken where a line is full."""
    for paragraph in text.split("\n"):
        line: list[Run] = []
        used = 0.0
        for word in _words(paragraph):
            wide = sum(run.wide(size) for run in word)
            if line and used + wide > width:
                yield line
                line, used = [], 0.0
            line += word
            used += wide
        yield line


def _words(text: str) -> Iterator[list[Run]]:
    word: list[Run] = []
    for run in runs(text):
        for part in re.split(r"(?<= )", run.text):
            word.append(replace(run, text=part))
            if part.endswith(" "):
                yield word
                word = []
    yield word


class Sheet:
    """A picture from the top down."""

    def __init__(self) -> None:
        self.y, self.drawn = 24.0, list[str]()

    def box(self, x: float, y: float, size: tuple[float, float], fill: str, round_: int = 4) -> str:
        wide, high = size
        return (
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" '
            f'rx="{round_}" fill="{fill}"/>'
        )

    def write(
        self, text: str, size: int, fill: str, x: float = LEFT, width: float = CARD, look: str = ""
    ) -> None:
        """Draw markdown; a line that begins with > stands behind a bar."""
        for paragraph in text.split("\n"):
            quoted = paragraph.startswith("> ")
            indent, top = (12 if quoted else 0), self.y
            room = (width - indent) / (BOLD if "weight" in look else 1.0)
            for line in lines(paragraph.removeprefix("> "), size, room):
                self.y += round(size * 1.4)
                spans = "".join(
                    f"<tspan {alike}>{escape(''.join(run.text for run in some))}</tspan>"
                    for alike, some in groupby(line, key=lambda run: run.look)
                )
                self.drawn.append(
                    f'<text x="{x + indent:.0f}" y="{self.y:.0f}" font-size="{size}" '
                    f'fill="{fill}" xml:space="preserve" {look}>{spans}</text>'
                )
            if quoted:
                self.drawn.append(self.box(x, top + 5, (4, self.y - top), "#4e5058", 2))

    def head(self, note: str) -> None:
        """Who speaks."""
        self.drawn.append('<circle cx="40" cy="44" r="20" fill="#5865f2"/>')
        bell = "M40 34a7 7 0 0 0-7 7v6l-3 4h20l-3-4v-6a7 7 0 0 0-7-7zm-3 19a3 3 0 0 0 6 0z"
        self.drawn.append(f'<path d="{bell}" fill="#fff"/>')
        self.write("**Tollbell**", 16, STRONG)
        self.drawn.append(self.box(146, self.y - 13, (32, 16), "#5865f2"))
        self.drawn.append(
            f'<text x="151" y="{self.y - 1:.0f}" font-size="11" fill="#fff" font-weight="600">'
            f'APP</text><text x="188" y="{self.y:.0f}" font-size="12" fill="{DIM}">{note}</text>'
        )

    def embed(self, embed: dict[str, Any]) -> None:
        """The card."""
        top, at = self.y + 8, len(self.drawn)
        self.y = top + 6
        x, width = LEFT + 16, CARD - 32
        if author := embed.get("author"):
            self.write(author["name"], 13, STRONG, x, width, 'font-weight="600"')
        if title := embed.get("title"):
            self.y += 4
            self.write(title, 16, BLUE if "url" in embed else STRONG, x, width, 'font-weight="600"')
        if description := embed.get("description"):
            self.y += 2
            self.write(description, 14, TEXT, x, width)
        self._fields(embed.get("fields", []), x, width)
        if footer := embed.get("footer"):
            self.y += 6
            self.write(footer["text"], 11, DIM, x, width)
        high = self.y + 14 - top
        card = self.box(LEFT, top, (CARD, high), "#2b2d31")
        bar = self.box(LEFT, top, (4, high), f"#{embed.get('color', 0):06x}", 2)
        self.drawn[at:at] = [card, bar]
        self.y = top + high

    def _fields(self, fields: list[dict[str, Any]], x: float, width: float) -> None:
        """Inline fields stand three in a row."""
        while fields:
            row: list[dict[str, Any]] = []
            while fields and len(row) < 3 and fields[0]["inline"]:
                row.append(fields.pop(0))
            row = row or [fields.pop(0)]
            wide = width / 3 if row[0]["inline"] else width
            top = low = self.y + 6
            for number, field in enumerate(row):
                self.y = top
                left = x + number * wide
                self.write(field["name"], 13, STRONG, left, wide - 10, 'font-weight="600"')
                self.write(field["value"], 13, TEXT, left, wide - 10)
                low = max(low, self.y)
            self.y = low

    def buttons(self, rows: list[dict[str, Any]]) -> None:
        """The rows below."""
        for row in rows:
            x, self.y = float(LEFT), self.y + 8
            for button in row["components"]:
                label = button["label"] + (" ↗" if "url" in button else "")
                wide = Run(label).wide(14) + 28
                self.drawn.append(self.box(x, self.y, (wide, 32), BUTTONS[button["style"]], 6))
                self.drawn.append(
                    f'<text x="{x + wide / 2:.0f}" y="{self.y + 21:.0f}" font-size="14" '
                    f'fill="#fff" text-anchor="middle">{escape(label)}</text>'
                )
                x += wide + 8
            self.y += 32

    def save(self, file: Path) -> None:
        high = self.y + 24
        whole = "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{high:.0f}" '
                f"viewBox=\"0 0 {WIDTH} {high:.0f}\" font-family=\"'gg sans', 'Noto Sans', "
                'Helvetica, Arial, sans-serif">',
                self.box(0, 0, (WIDTH, high), "#313338", 8),
                *self.drawn,
                "</svg>\n",
            ]
        )
        file.write_text(whole, encoding="utf-8")


def draw(body: dict[str, Any], file: Path, note: str, last: str = "") -> None:
    """One message as Discord shows it."""
    sheet = Sheet()
    sheet.head(note)
    if body.get("content"):
        sheet.write(body["content"], 15, TEXT)
    for embed in body.get("embeds") or []:
        sheet.embed(embed)
    sheet.buttons(body.get("components") or [])
    if last:
        sheet.y += 6
        sheet.write(last, 12, DIM)
    sheet.save(file)


async def watch_add() -> Reply:
    """The answer of `/watch add preset:critical-minerals`, after all rounds of the demo."""
    recorded = RecordedFeeds(HERE.parent / "seeds" / "items")
    os.environ["TOLLBELL_LOG__LEVEL"] = "error"
    async with recorded.served() as address:
        with _workplace(HERE.parent / "seeds" / "items", address, None) as settings:
            async with opened(settings) as app:
                for number in recorded.rounds:
                    recorded.round = number
                    await app.once()
                answer = Answer(Reach(app.store, {}), app.answer.labels, app.answer.known, _now)
                channel = Channel("discord", "1", "2")
                values = {"preset": "critical-minerals", "role": "66"}
                return await answer(Call("watch add", channel, "7", values))


def _now() -> datetime:
    return NOW


def main() -> None:
    """Draw both."""
    message = replace(alert(), ping="66")
    draw(opening(message), HERE / "discord.svg", "Today at 03:04")
    with redirect_stdout(io.StringIO()):  # the demo's own cards
        (body, *_) = answers(asyncio.run(watch_add()))
    draw(body, HERE / "discord-add.svg", "/watch add", "Only you can see this")


if __name__ == "__main__":
    main()
