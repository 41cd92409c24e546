"""What the tests of the reading room share: the lens of the real vocabulary, and short items."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.config.vocabulary import load
from bot.events.lens import Lens
from bot.events.read import read
from bot.events.view import View
from bot.model.event import Event
from bot.model.feed import Tier
from bot.model.item import Item

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data" / "reading"


@cache
def lens() -> Lens:
    """The lens of `config/vocabulary`."""
    return Lens.of(load(ROOT / "config" / "vocabulary"))


def item(title: str, text: str = "", published: str = "2025-11-10") -> Item:
    """An item with nothing but its words and its day."""
    day = datetime.fromisoformat(published).replace(tzinfo=UTC)
    return Item("test", "1", title, text, "test", published=day)


def labelled_item(one: dict[str, str]) -> Item:
    """An item of a labelled set; some of them say who published them."""
    made = item(one["title"], one["text"], one["published"])
    return replace(made, source=one.get("source", "test"), tier=Tier(one.get("tier", "press")))


def official(title: str, text: str, source: str, published: str = "2025-11-10") -> Event:
    """The event of an item that an authority publishes."""
    one = replace(item(title, text, published), source=source, tier=Tier.OFFICIAL)
    found = read(one, lens())
    assert found is not None
    return found


def view(text: str, published: str = "2025-11-10") -> View:
    """The view of one text under a headline that says nothing."""
    return View.of(item("-", text, published), lens())


def event(title: str, text: str = "", published: str = "2025-11-10") -> Event | None:
    """The event of an item."""
    return read(item(title, text, published), lens())


def told(title: str, text: str = "", published: str = "2025-11-10") -> Event:
    """The event of an item that is relevant."""
    found = event(title, text, published)
    assert found is not None
    return found


def phrases(kind: str) -> list[dict[str, Any]]:
    """The labelled sentences of a kind."""
    lines = (DATA / "phrases.jsonl").read_text(encoding="utf-8").splitlines()
    return [found for line in lines if (found := json.loads(line))["kind"] == kind]
