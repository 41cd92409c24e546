"""docs/alert.svg: the card of the seed article, as the terminal shows it (`make picture`)."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console as Terminal

from bot.alerts.actions import dressed
from bot.alerts.labels import Labels
from bot.alerts.wording import wording
from bot.config.seeds import load_watches
from bot.config.vocabulary import load
from bot.events.lens import Lens
from bot.events.read import read
from bot.model.alert import Reason
from bot.model.item import Item
from bot.model.message import Message
from bot.platforms.console import card
from bot.stories.place import place
from bot.watches.known import Known
from bot.watches.match import compile_watches

ROOT = Path(__file__).parents[1]
PUBLISHED = datetime(2025, 11, 10, 2, tzinfo=UTC)
FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
WATCHES = ("critical-minerals", "us-china")


def alert() -> Message:
    """What the bot says of the seed article."""
    item = Item(
        feed="strait-ledger",
        key="sl-251110",
        title="China suspends rare-earth export curbs in easing package with the United States",
        text=(ROOT / "seeds" / "article.txt").read_text(encoding="utf-8"),
        source="Strait Ledger",
        url="https://strait-ledger.example/2025/11/10/sl-251110",
        published=PUBLISHED,
    )
    vocabulary = load(ROOT / "config" / "vocabulary")
    watches = [w for w in load_watches(ROOT / "seeds" / "watches.toml") if w.slug in WATCHES]
    event = read(item, Lens.of(vocabulary))
    if event is None:
        raise SystemExit("the seed article is no longer read as relevant")
    story = place(event, [], PUBLISHED).after
    matches = compile_watches(watches, Known.of(vocabulary)).match(story)
    message = wording(story, Reason.NEW, matches, Labels.of(vocabulary))
    return dressed(message, story, "A1F3B2C4D5")


def main() -> None:
    """Draw it."""
    terminal = Terminal(record=True, width=100, file=io.StringIO())
    terminal.print(card(replace(alert(), actions=())))
    svg = terminal.export_svg(title="tollbell run")
    text = FONT_FACE.sub("", svg)  # a picture in a README loads nothing from elsewhere
    (ROOT / "docs" / "alert.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
