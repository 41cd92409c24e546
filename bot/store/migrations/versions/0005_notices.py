"""What the owner was told of feeds in trouble, so that it is told once."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    name = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "notices",
        sa.Column("subject", name, nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("over", sa.Text()),
        sa.PrimaryKeyConstraint("subject", name="pk_notices"),
    )
