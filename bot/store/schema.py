"""The drawing of the memory: every table and column, in the order of the line.

Times are aware and in UTC. What may be null says what null means. The migrations build the same.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.model.alert import Alert, Certainty, Reason
from bot.model.delivery import DeliveryState
from bot.model.event import Direction, MeasureType, Status
from bot.model.feed import Tier
from bot.model.story import Story
from bot.model.watch import Match
from bot.store.columns import NAME, SERIAL, Body, Rank, Utc, Word

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


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


story_parties = _register("story_parties", "party")  # that implement it or are affected
story_keys = _register("story_keys", "key")  # by which it can be found again

story_revisions = Table(
    "story_revisions",
    metadata,
    Column("story", NAME, ForeignKey("stories.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("item", NAME, ForeignKey("items.id"), nullable=False),  # that made it
    Column("at", Utc, nullable=False),  # of the newest item then
    Column("body", Body(Story), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("item", NAME, ForeignKey("items.id"), primary_key=True),
    Column("story", NAME, ForeignKey("stories.id"), nullable=False, index=True),
    Column("extractor", String, nullable=False),  # version that read it
    Column("at", Utc, nullable=False, index=True),  # when the wording that it was read from came
    Column("body", JSON, nullable=False),  # without the item, whose text goes when retention ends
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
)

watches = Table(
    "watches",
    metadata,
    Column("slug", NAME, primary_key=True),
    Column("name", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("platform", NAME, primary_key=True),
    Column("channel", NAME, primary_key=True),
    Column(
        "watch", NAME, ForeignKey("watches.slug", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("space", NAME),  # null: the platform has no servers or workspaces
    Column("floor", Rank, nullable=False),
    Column("made_by", String),  # null: the configuration made it
    Column("made_at", Utc),  # null: not known
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("seq", SERIAL, primary_key=True),  # order of arrival
    Column("id", NAME, nullable=False, unique=True),
    Column("story", NAME, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("platform", NAME, nullable=False),
    Column("channel", NAME, nullable=False),
    Column("space", NAME),  # null: the platform has no servers or workspaces
    Column("matches", Body(tuple[Match, ...]), nullable=False),
    Column("severity", Rank, nullable=False),
    Column("state", Word(DeliveryState), nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("claimed_by", String),  # the run that is sending it; null: nobody is
    Column("first_attempt_at", Utc),  # null: never tried
    Column("last_attempt_at", Utc),  # null: never tried
    Column("tries", Integer, nullable=False, default=0),
    Column("digest", NAME, index=True),  # what tells it with others; null: it is told alone
    Column("told", Integer),  # the revision that the first try told; null: never tried
    Column("message_ref", Text),  # null: not sent
    Column("error", Text),  # null: the last try did not fail
    ForeignKeyConstraint(["story", "revision"], ["alerts.story", "alerts.revision"]),
    UniqueConstraint("story", "revision", "platform", "channel"),
    Index(None, "state", "platform", "channel", "seq"),
    Index(None, "platform", "channel", "story"),
)

posts = Table(
    "posts",
    metadata,
    Column("story", NAME, ForeignKey("stories.id"), primary_key=True),
    Column("platform", NAME, primary_key=True),
    Column("channel", NAME, primary_key=True),
    Column("space", NAME),  # null: the platform has no servers or workspaces
    Column("ref", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # that it tells
    Column("matches", Body(tuple[Match, ...]), nullable=False),
    Column("edit_due_at", Utc, index=True),  # null: it tells the newest revision
    Column("claimed_by", String),  # the run that is editing it; null: nobody is
    Column("tries", Integer, nullable=False, default=0),  # of the edit that is due
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
