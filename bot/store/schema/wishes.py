"""Tables of what people ask for and what they say: watches, subscriptions, mutes, marks."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table, Text

from bot.model.alert import Certainty
from bot.model.delivery import MarkKind
from bot.model.watch import ChannelSettings, Mode, MuteKind
from bot.store.columns import NAME, SERIAL, Body, Rank, Utc, Word
from bot.store.schema.drawing import metadata

watches = Table(
    "watches",
    metadata,
    Column("slug", NAME, primary_key=True),
    Column("name", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("space", NAME, index=True),  # `PLATFORM:SPACE` whose own it is; null: a preset
    Column("made_by", String),  # null: a file or the command line made it
    Column("labels", Body(tuple[tuple[str, str], ...])),  # null: none
)

watch_versions = Table(  # what a watch's rule said under a number: an alert names the number
    "watch_versions",
    metadata,
    Column("slug", NAME, primary_key=True),  # no foreign key: alerts outlive the watch
    Column("version", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("made_at", Utc),  # null: not known
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
    Column("certainty", Word(Certainty), nullable=False, server_default=Certainty.UNCONFIRMED),
    Column("mode", Word(Mode), nullable=False, server_default=Mode.INSTANT),
    Column("role", String),  # to ping; null: nobody
    Column("paused", Text),  # why nothing is told; null: it is told
)

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("platform", NAME, primary_key=True),
    Column("channel", NAME, primary_key=True),
    Column("space", NAME),  # null: the platform has no servers or workspaces
    Column("body", Body(ChannelSettings), nullable=False),
    Column("digested_at", Utc),  # the digest time that is settled; null: none yet
)

mutes = Table(
    "mutes",
    metadata,
    Column("platform", NAME, primary_key=True),
    Column("channel", NAME, primary_key=True),
    Column("kind", Word(MuteKind), primary_key=True),
    Column("what", NAME, primary_key=True),
    Column("space", NAME),  # null: the platform has no servers or workspaces
    Column("until", Utc),  # null: until it is taken back
    Column("reason", Text, nullable=False),
    Column("made_by", String),  # null: the bot did, since the message was deleted
    Column("made_at", Utc),  # null: not known
)

spaces = Table(  # servers and workspaces that the bot was removed from
    "spaces",
    metadata,
    Column("platform", NAME, primary_key=True),
    Column("space", NAME, primary_key=True),
    Column("left_at", Utc, nullable=False),
)

calls = Table(  # calls of buttons that are too long for a button
    "calls",
    metadata,
    Column("id", NAME, primary_key=True),
    Column("command", String, nullable=False),
    Column("values", JSON, nullable=False),
    Column("made_at", Utc, nullable=False, index=True),
)

marks = Table(  # what people said of stories by buttons
    "marks",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("kind", Word(MarkKind), nullable=False),
    Column("story", NAME, ForeignKey("stories.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("platform", NAME, nullable=False),
    Column("channel", NAME, nullable=False),
    Column("space", NAME),  # null: the platform has no servers or workspaces
    Column("user", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("text", Text, nullable=False),
    Column("settled", Boolean, nullable=False, default=False),
)
