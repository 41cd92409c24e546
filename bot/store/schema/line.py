"""Tables of the line: feeds, items, events, stories, alerts."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.model.alert import Alert, Certainty, Reason
from bot.model.event import Direction, MeasureType, Status
from bot.model.feed import Tier
from bot.model.story import Story
from bot.store.columns import NAME, SERIAL, Body, Rank, Utc, Word
from bot.store.schema.drawing import metadata

feeds = Table(
    "feeds",
    metadata,
    Column("slug", NAME, primary_key=True),
    Column("position", Integer, nullable=False),  # as the operator listed them
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("tier", Word(Tier), nullable=False),
    Column("jurisdiction", String),  # null: the publisher is no official one
    Column("language", String),  # null: the feed keeps to none
    Column("enabled", Boolean, nullable=False),
    Column("verified", Text),  # null: nobody has seen this address work
    Column("min_interval", Integer),  # seconds; null: the bot's own floor
    Column("etag", Text),  # null: the server gave none
    Column("last_modified", Text),  # null: the server gave none
    Column("body_hash", String),  # null: no complete body came yet
    Column("next_check_at", Utc),  # null: never asked, so due at once
    Column("last_poll_at", Utc),  # null: never asked
    Column("last_ok_at", Utc),  # null: never answered well
    Column("last_new_at", Utc),  # null: never had anything new
    Column("interval", Float),  # seconds; null: not learned yet
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("error", Text),  # null: the last poll went well
    Column("extra", JSON, nullable=False, default=dict),
    Index(None, "enabled", "next_check_at"),
)


def _wording() -> list[Column[object]]:
    """An item as published; null where the entry states none."""
    return [
        Column("title", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("tier", Word(Tier), nullable=False),
        Column("url", Text),
        Column("guid", Text),
        Column("published", Utc),
        Column("updated", Utc),
        Column("author", Text),
        Column("content", Text, nullable=False),
        Column("language", String),
        Column("content_hash", String, nullable=False),  # of title and text: stays when they go
        Column("text_kept", Boolean, nullable=False, default=True),  # false: retention emptied it
    ]


items = Table(
    "items",
    metadata,
    Column("id", NAME, primary_key=True),
    Column("feed", NAME, nullable=False),  # no foreign key: items outlive the feed they came from
    Column("key", NAME, nullable=False),
    Column("seen_at", Utc, nullable=False),  # first seen, for ever
    Column("changed_at", Utc),  # null: its wording never changed
    Column("silent", Boolean, nullable=False),  # kept, but no news when it came
    *_wording(),
    UniqueConstraint("feed", "key"),
    Index(None, "text_kept", "seen_at"),
)

item_versions = Table(  # what a changed item said before
    "item_versions",
    metadata,
    Column("seq", SERIAL, primary_key=True),
    Column("item", NAME, ForeignKey("items.id"), nullable=False, index=True),
    Column("replaced_at", Utc, nullable=False),
    *_wording(),
    Index(None, "text_kept", "replaced_at"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", NAME, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("last_at", Utc, nullable=False, index=True),
    Column("type", Word(MeasureType), nullable=False),  # of the lead, like the status
    Column("status", Word(Status), nullable=False),
    Column("direction", Word(Direction), nullable=False),
    Column("severity", Rank, nullable=False),
    Column("body", Body(Story), nullable=False),
)


def _register(table: str, entry: str) -> Table:
    """Which stories stand under an entry, and which entries a story stands under."""
    story = Column("story", NAME, ForeignKey("stories.id"), primary_key=True, index=True)
    return Table(table, metadata, Column(entry, NAME, primary_key=True), story)


story_keys = _register("story_keys", "key")  # by which it can be found again
story_keys.append_column(Column("at", Utc, nullable=False))  # of the newest item that has the key
Index(None, story_keys.c.key, story_keys.c.at, story_keys.c.story)  # all that a search reads
story_facts = _register("story_facts", "fact")  # what it states, in `entries` of store/history.py

story_revisions = Table(
    "story_revisions",
    metadata,
    Column("story", NAME, ForeignKey("stories.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("item", NAME, ForeignKey("items.id"), nullable=False),  # that made it
    Column("at", Utc, nullable=False),  # of the newest item then
    Column("known_at", Utc),  # when we knew it; null: an older version kept it
    Column("body", Body(Story), nullable=False),
)

story_bonds = Table(  # what a person said of two stories; items that come later obey
    "story_bonds",
    metadata,
    Column("one", NAME, primary_key=True),
    Column("other", NAME, primary_key=True),
    Column("kind", String, nullable=False),  # together: `other` is a part of `one`; apart
    Column("made_by", String),  # null: the command line made it
    Column("made_at", Utc, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("item", NAME, ForeignKey("items.id"), primary_key=True),
    Column("story", NAME, ForeignKey("stories.id"), nullable=False, index=True),
    Column("extractor", String, nullable=False),  # version that read it
    Column("at", Utc, nullable=False, index=True),  # when the wording that it was read from came
    Column("body", JSON, nullable=False),  # without the item, whose text goes when retention ends
    Column("why", Text),  # it belongs to this story; null: an older version kept it
)

alerts = Table(
    "alerts",
    metadata,
    Column("story", NAME, ForeignKey("stories.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("reason", Word(Reason), nullable=False),
    Column("severity", Rank, nullable=False),
    Column("certainty", Word(Certainty), nullable=False),
    Column("item", NAME, ForeignKey("items.id"), nullable=False),
    Column("at", Utc, nullable=False, index=True),
    Column("silenced", Text),  # why nothing is sent; null: it may be sent
    Column("body", Body(Alert), nullable=False),
    Column("facts", Text),  # what the story stated, for back-tests; null: not kept
)

seeds = Table(  # what was copied from the files of seeds/, once
    "seeds",
    metadata,
    Column("kind", NAME, primary_key=True),
    Column("slug", NAME, primary_key=True),
    Column("digest", String, nullable=False),
    Column("taken_at", Utc, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("name", NAME, primary_key=True),
    Column("value", Text, nullable=False),
)

notices = Table(  # what the owner was told of feeds, so that it is told once
    "notices",
    metadata,
    Column("subject", NAME, primary_key=True),  # what is in trouble: `feed:SLUG`, `host:NAME`
    Column("sentence", Text, nullable=False),
    Column("noticed_at", Utc, nullable=False),
    Column("told_at", Utc),  # null: it is still to be told
    Column("over", Text),  # the sentence that says that it is over; null: it is not
)
