"""Tables of what is told: deliveries and posts."""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.model.delivery import DeliveryState, Held
from bot.model.watch import Match
from bot.store.columns import NAME, SERIAL, Body, Rank, Utc, Word
from bot.store.schema.drawing import metadata

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
    Column("ping", String),  # the role to ping with it; null: nobody
    Column("held", Word(Held)),  # why it is told with others; null: it is told alone
    Column("again_at", Utc),  # when the digest tells it once more; null: it does not
    ForeignKeyConstraint(["story", "revision"], ["alerts.story", "alerts.revision"]),
    UniqueConstraint("story", "revision", "platform", "channel"),
    # what is to be sent next is found in this one alone
    Index(None, "state", "platform", "channel", "seq", "due_at", "tries", "severity"),
    Index(None, "state", "due_at"),
    Index(None, "state", "digest"),
    Index(None, "platform", "channel", "story"),
    Index(None, "platform", "channel", "due_at"),
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
    Column("quiet_until", Utc),  # until then one more source is no reason to edit; null: it is
    Column("look", String),  # a digest of the message that it shows; null: not known
    Column("claimed_by", String),  # the run that is editing it; null: nobody is
    Column("tries", Integer, nullable=False, default=0),  # of the edit that is due
    Column("delivery", NAME),  # that made it; null: an older version did
)
