"""Digests that were asked for, edits that wait, and the order of what is to be sent next."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("again_at", TIME))
    op.add_column("posts", sa.Column("quiet_until", TIME))
    op.add_column("posts", sa.Column("look", sa.String()))
    op.add_column("channel_settings", sa.Column("digested_at", TIME))
    op.drop_index("ix_deliveries_state_platform_channel_seq", "deliveries")
    for columns in (
        ("state", "platform", "channel", "seq", "due_at", "tries", "severity"),
        ("state", "due_at"),
        ("state", "digest"),
        ("platform", "channel", "due_at"),
    ):
        op.create_index(f"ix_deliveries_{'_'.join(columns)}", "deliveries", list(columns))
