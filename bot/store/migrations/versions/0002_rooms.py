"""What a channel asks for, what people say of stories, and what a rule said under a number."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def _add(table: str, *columns: sa.Column[object]) -> None:
    for column in columns:
        op.add_column(table, column)


def _given(table: str, column: str, kind: sa.types.TypeEngine[str], value: str) -> None:
    """A column that may not be null, filled with what it was until now."""
    op.add_column(table, sa.Column(column, kind, nullable=False, server_default=value))


def upgrade() -> None:
    _add("story_revisions", sa.Column("known_at", TIME))
    _add("events", sa.Column("why", sa.Text()))
    _add("watches", sa.Column("space", NAME), sa.Column("made_by", sa.String()))
    _add("watches", sa.Column("labels", sa.JSON()))
    op.create_index("ix_watches_space", "watches", ["space"])
    _add("subscriptions", sa.Column("role", sa.String()), sa.Column("paused", sa.Text()))
    _given("subscriptions", "certainty", sa.String(), "unconfirmed")
    _given("subscriptions", "mode", sa.String(), "instant")
    _add("deliveries", sa.Column("ping", sa.String()), sa.Column("held", sa.String()))
    _add("posts", sa.Column("delivery", NAME))
    _of_stories()
    _of_channels()
    op.execute(
        "INSERT INTO watch_versions (slug, version, rule) SELECT slug, version, rule FROM watches"
    )


def _of_stories() -> None:
    op.create_table(
        "story_bonds",
        sa.Column("one", NAME, nullable=False),
        sa.Column("other", NAME, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_by", sa.String()),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="pk_story_bonds"),
    )
    op.create_table(
        "marks",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("story", NAME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("platform", NAME, nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("space", NAME),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_marks_story_stories"),
        sa.PrimaryKeyConstraint("id", name="pk_marks"),
    )
    op.create_index("ix_marks_story", "marks", ["story"])
    op.create_table(
        "watch_versions",
        sa.Column("slug", NAME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("made_at", TIME),
        sa.PrimaryKeyConstraint("slug", "version", name="pk_watch_versions"),
    )


def _of_channels() -> None:
    op.create_table(
        "channel_settings",
        sa.Column("platform", NAME, nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("space", NAME),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "channel", name="pk_channel_settings"),
    )
    op.create_table(
        "mutes",
        sa.Column("platform", NAME, nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", NAME, nullable=False),
        sa.Column("space", NAME),
        sa.Column("until", TIME),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String()),
        sa.Column("made_at", TIME),
        sa.PrimaryKeyConstraint("platform", "channel", "kind", "what", name="pk_mutes"),
    )
    op.create_table(
        "spaces",
        sa.Column("platform", NAME, nullable=False),
        sa.Column("space", NAME, nullable=False),
        sa.Column("left_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("platform", "space", name="pk_spaces"),
    )
    op.create_table(
        "calls",
        sa.Column("id", NAME, nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_made_at", "calls", ["made_at"])
