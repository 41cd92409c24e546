"""What would become of an item by itself, and who would be told; nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.labels import Labels
from bot.alerts.title import headline
from bot.events.lens import Lens
from bot.events.read import read
from bot.model.item import Item
from bot.model.story import Story
from bot.stories.place import place
from bot.watches.match import Matcher


@dataclass(frozen=True, slots=True)
class Preview:
    """An item, the story that it would open, and the watches that would take it."""

    item: Item
    story: Story | None  # None: it tells of no trade measure
    watches: tuple[str, ...] = ()

    def line(self, labels: Labels) -> str:
        """One sentence about it."""
        if self.story is None:
            return f"{self.item.title} - no trade measure"
        taken = ", ".join(self.watches) or "no watch"
        return f"{headline(self.story, labels)} - {taken}"


def previews(items: Sequence[Item], lens: Lens, matcher: Matcher, now: datetime) -> list[Preview]:
    """What would become of items, the newest first."""
    return [_preview(item, lens, matcher, now) for item in reversed(items)]


def _preview(item: Item, lens: Lens, matcher: Matcher, now: datetime) -> Preview:
    event = read(item, lens)
    if event is None:
        return Preview(item, None)
    story = place(event, (), item.published or now, lens.parents).after
    found = matcher.match(story, item, now.date())
    return Preview(item, story, tuple(match.watch for match in found))
