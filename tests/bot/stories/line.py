"""The line from events to alerts in memory, with an index equal in meaning to the store's."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.alerts.decide import decide
from bot.model.alert import Alert
from bot.model.event import Event
from bot.model.story import Placement, Story
from bot.stories.keys import keys
from bot.stories.place import place

NEAR = 50


@dataclass
class Line:
    """Stories by their keys: those that share a key with an event are near, most shared first."""

    parents: Mapping[str, str] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    by_key: dict[str, set[str]] = field(default_factory=dict)

    def near(self, event: Event) -> list[Story]:
        """At most 50 stories, most shared keys first, the newest first among equals."""
        shared = Counter(name for key in keys(event) for name in self.by_key.get(key, ()))
        order = sorted(
            shared, key=lambda name: (-shared[name], -self.stories[name].last_at.timestamp(), name)
        )
        return [self.stories[name] for name in order[:NEAR]]

    def take(self, event: Event, at: datetime | None = None) -> tuple[Placement, Alert | None]:
        """Place an event, remember its story, decide what to say."""
        when = at or event.item.published
        assert when is not None
        placed = place(event, self.near(event), when, self.parents)
        self.stories[placed.after.id] = placed.after
        for key in keys(event):
            self.by_key.setdefault(key, set()).add(placed.after.id)
        return placed, decide(placed.before, placed.after)
