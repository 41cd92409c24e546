"""docs/slack.svg: the alert of the seed article as Slack shows it, from the blocks that it is sent.

`make picture`. Slack draws blocks by itself; this drawing follows it closely enough to show what
stands where.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from picture import alert

from bot.platforms.slack.render import post

FILE = Path(__file__).parent / "slack.svg"
WIDTH, LEFT, TOP = 760, 72, 52
LETTER = 0.56  # of the size of a letter, on average
LOOKS = {"*": 'font-weight="700"', "~": 'text-decoration="line-through"'}
TOKEN = re.compile(r"<!date[^|>]*\|([^>]*)>|<(http[^|>]*)\|([^>]*)>|\*([^*\n]+)\*|~([^~\n]+)~")

Word = tuple[str, str]  # and how it looks


class Sheet:
    """Lines of text from the top down."""

    def __init__(self) -> None:
        self.y, self.drawn = TOP, list[str]()

    def write(
        self, text: str, size: int, fill: str, x: int = LEFT, width: int = WIDTH - 100
    ) -> int:
        """Draw mrkdwn from `x` on; get how far down it goes."""
        y, room = self.y, width / (size * LETTER)
        for line in text.split("\n"):
            words: list[Word] = []
            for word in _words(line):
                if words and sum(len(it) + 1 for it, _ in [*words, word]) > room:
                    y = self._line(words, size, fill, x, y)
                    words = []
                words.append(word)
            y = self._line(words, size, fill, x, y)
        return y

    def _line(self, words: list[Word], size: int, fill: str, x: int, y: int) -> int:
        y += round(size * 1.45)
        spans = " ".join(f"<tspan {look}>{escape(word)}</tspan>" for word, look in words)
        self.drawn.append(f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}">{spans}</text>')
        return y

    def block(self, block: dict[str, Any]) -> None:
        """Draw a block below the last one."""
        match block:
            case {"type": "header"}:
                self.y = self.write(f"*{block['text']['text'].replace('*', '')}*", 18, "#1d1c1d")
            case {"type": "context"}:
                self.y = self.write(block["elements"][0]["text"], 12, "#616061")
            case {"type": "section", "text": {"text": text}} if text.startswith("> "):
                began = self.y + 6
                self.y = self.write(text.replace("> ", ""), 15, "#1d1c1d", LEFT + 14)
                bar = f'<rect x="{LEFT}" y="{began}" width="4" height="{self.y - began + 4}"'
                self.drawn.append(f'{bar} rx="2" fill="#dddddd"/>')
            case {"type": "section", "text": {"text": text}}:
                self.y = self.write(text, 15, "#1d1c1d")
            case {"type": "section"}:
                self._fields([field["text"] for field in block["fields"]])
            case {"type": "actions"}:
                self._buttons([element["text"]["text"] for element in block["elements"]])
        self.y += 8

    def _fields(self, texts: list[str]) -> None:
        half = (WIDTH - 100) // 2
        for start in range(0, len(texts), 2):
            pair = texts[start : start + 2]
            ends = [
                self.write(text, 15, "#1d1c1d", LEFT + half * side, half - 20)
                for side, text in enumerate(pair)
            ]
            self.y = max(ends) + 4

    def _buttons(self, labels: list[str]) -> None:
        x, self.y = LEFT, self.y + 6
        for label in labels:
            wide = round(len(label) * 13 * LETTER) + 26
            box = f'<rect x="{x}" y="{self.y}" width="{wide}" height="28" rx="4" fill="#ffffff"'
            self.drawn.append(f'{box} stroke="#bbbabb"/>')
            place = f'x="{x + wide / 2}" y="{self.y + 19}" font-size="13" fill="#1d1c1d"'
            look = 'font-weight="700" text-anchor="middle"'
            self.drawn.append(f"<text {place} {look}>{escape(label)}</text>")
            x += wide + 8
        self.y += 28


def _words(line: str) -> Iterator[Word]:
    """The words of a line of mrkdwn, each with its look."""
    end = 0
    for token in TOKEN.finditer(line):
        yield from _plain(line[end : token.start()], "")
        day, _, link, strong, struck = token.groups()
        for text, look in (
            (day, ""),
            (link, 'fill="#1264a3"'),
            (strong, LOOKS["*"]),
            (struck, LOOKS["~"]),
        ):
            yield from _plain(text or "", look)
        end = token.end()
    yield from _plain(line[end:], "")


def _plain(text: str, look: str) -> Iterator[Word]:
    return ((word, look) for word in unescape(text).replace("\u200b", "").split())


def main() -> None:
    """Draw it."""
    sheet = Sheet()
    for block in post(alert(), "A1F3B2C4D5")["blocks"]:
        sheet.block(block)
    who = (
        '<rect x="20" y="24" width="36" height="36" rx="6" fill="#1f2933"/>'
        '<text x="38" y="48" font-size="18" text-anchor="middle" fill="#ffffff">T</text>'
        f'<text x="{LEFT}" y="38" font-size="15" font-weight="700" fill="#1d1c1d">Tollbell</text>'
        f'<text x="{LEFT + 66}" y="37" font-size="10" fill="#616061">APP</text>'
    )
    size = f'viewBox="0 0 {WIDTH} {sheet.y + 16}" width="{WIDTH}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Lato, Arial, sans-serif">'
    back = f'<rect width="{WIDTH}" height="{sheet.y + 16}" rx="8" fill="#ffffff" stroke="#dddddd"/>'
    FILE.write_text("\n".join([head, back, who, *sheet.drawn, "</svg>\n"]), encoding="utf-8")


if __name__ == "__main__":
    main()
