"""The drawing of the memory: every table and column, in the order of the line.

Times are aware and in UTC. What may be null says what null means. The migrations build the same.
"""

from bot.store.schema.drawing import metadata
from bot.store.schema.line import (
    alerts,
    events,
    feeds,
    item_versions,
    items,
    meta,
    notices,
    seeds,
    stories,
    story_bonds,
    story_facts,
    story_keys,
    story_revisions,
)
from bot.store.schema.outbox import deliveries, posts
from bot.store.schema.wishes import (
    calls,
    channel_settings,
    marks,
    mutes,
    spaces,
    subscriptions,
    watch_versions,
    watches,
)

__all__ = [
    "alerts",
    "calls",
    "channel_settings",
    "deliveries",
    "events",
    "feeds",
    "item_versions",
    "items",
    "marks",
    "meta",
    "metadata",
    "mutes",
    "notices",
    "posts",
    "seeds",
    "spaces",
    "stories",
    "story_bonds",
    "story_facts",
    "story_keys",
    "story_revisions",
    "subscriptions",
    "watch_versions",
    "watches",
]
