"""The first form."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def _wording() -> list[sa.Column[object]]:
    return [
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("guid", sa.Text()),
        sa.Column("published", TIME),
        sa.Column("updated", TIME),
        sa.Column("author", sa.Text()),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("text_kept", sa.Boolean(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("slug", NAME, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("jurisdiction", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("verified", sa.Text()),
        sa.Column("min_interval", sa.Integer()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.String()),
        sa.Column("next_check_at", TIME),
        sa.Column("last_poll_at", TIME),
        sa.Column("last_ok_at", TIME),
        sa.Column("last_new_at", TIME),
        sa.Column("interval", sa.Float()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_feeds"),
    )
    op.create_index("ix_feeds_enabled_next_check_at", "feeds", ["enabled", "next_check_at"])
    op.create_table(
        "items",
        sa.Column("id", NAME, nullable=False),
        sa.Column("feed", NAME, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("changed_at", TIME),
        sa.Column("silent", sa.Boolean(), nullable=False),
        *_wording(),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.UniqueConstraint("feed", "key", name="uq_items_feed_key"),
    )
    op.create_index("ix_items_text_kept_seen_at", "items", ["text_kept", "seen_at"])
    op.create_table(
        "meta",
        sa.Column("name", NAME, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "seeds",
        sa.Column("kind", NAME, nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("taken_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug", name="pk_seeds"),
    )
    op.create_table(
        "stories",
        sa.Column("id", NAME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_index("ix_stories_last_at", "stories", ["last_at"])
    op.create_table(
        "watches",
        sa.Column("slug", NAME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_watches"),
    )
    op.create_table(
        "alerts",
        sa.Column("story", NAME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("item", NAME, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("silenced", sa.Text()),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_alerts_item"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_alerts_story"),
        sa.PrimaryKeyConstraint("story", "revision", name="pk_alerts"),
    )
    op.create_index("ix_alerts_at", "alerts", ["at"])
    op.create_table(
        "events",
        sa.Column("item", NAME, nullable=False),
        sa.Column("story", NAME, nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_events_item"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_events_story"),
        sa.PrimaryKeyConstraint("item", name="pk_events"),
    )
    op.create_index("ix_events_story", "events", ["story"])
    op.create_index("ix_events_at", "events", ["at"])
    op.create_table(
        "item_versions",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("item", NAME, nullable=False),
        sa.Column("replaced_at", TIME, nullable=False),
        *_wording(),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_item_versions_item"),
        sa.PrimaryKeyConstraint("seq", name="pk_item_versions"),
    )
    op.create_index("ix_item_versions_item", "item_versions", ["item"])
    op.create_index(
        "ix_item_versions_text_kept_replaced_at", "item_versions", ["text_kept", "replaced_at"]
    )
    op.create_table(
        "posts",
        sa.Column("story", NAME, nullable=False),
        sa.Column("platform", NAME, nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("space", NAME),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("matches", sa.JSON(), nullable=False),
        sa.Column("edit_due_at", TIME),
        sa.Column("claimed_by", sa.String()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_posts_story"),
        sa.PrimaryKeyConstraint("story", "platform", "channel", name="pk_posts"),
    )
    op.create_index("ix_posts_edit_due_at", "posts", ["edit_due_at"])
    op.create_table(
        "story_keys",
        sa.Column("key", NAME, nullable=False),
        sa.Column("story", NAME, nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_keys_story"),
        sa.PrimaryKeyConstraint("key", "story", name="pk_story_keys"),
    )
    op.create_index("ix_story_keys_story", "story_keys", ["story"])
    op.create_table(
        "story_parties",
        sa.Column("party", NAME, nullable=False),
        sa.Column("story", NAME, nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_parties_story"),
        sa.PrimaryKeyConstraint("party", "story", name="pk_story_parties"),
    )
    op.create_index("ix_story_parties_story", "story_parties", ["story"])
    op.create_table(
        "story_revisions",
        sa.Column("story", NAME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("item", NAME, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_story_revisions_item"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_revisions_story"),
        sa.PrimaryKeyConstraint("story", "revision", name="pk_story_revisions"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("platform", NAME, nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("watch", NAME, nullable=False),
        sa.Column("space", NAME),
        sa.Column("floor", sa.SmallInteger(), nullable=False),
        sa.Column("made_by", sa.String()),
        sa.Column("made_at", TIME),
        sa.ForeignKeyConstraint(
            ["watch"], ["watches.slug"], name="fk_subscriptions_watch", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "channel", "watch", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_watch", "subscriptions", ["watch"])
    op.create_table(
        "deliveries",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("story", NAME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("platform", NAME, nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("space", NAME),
        sa.Column("matches", sa.JSON(), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("claimed_by", sa.String()),
        sa.Column("first_attempt_at", TIME),
        sa.Column("last_attempt_at", TIME),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("digest", NAME),
        sa.Column("told", sa.Integer()),
        sa.Column("message_ref", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.ForeignKeyConstraint(
            ["story", "revision"],
            ["alerts.story", "alerts.revision"],
            name="fk_deliveries_story_revision",
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_deliveries"),
        sa.UniqueConstraint("id", name="uq_deliveries_id"),
        sa.UniqueConstraint(
            "story",
            "revision",
            "platform",
            "channel",
            name="uq_deliveries_story_revision_platform_channel",
        ),
    )
    op.create_index("ix_deliveries_digest", "deliveries", ["digest"])
    op.create_index(
        "ix_deliveries_platform_channel_story", "deliveries", ["platform", "channel", "story"]
    )
    op.create_index(
        "ix_deliveries_state_platform_channel_seq",
        "deliveries",
        ["state", "platform", "channel", "seq"],
    )
