"""What a story stated, beside its alert, so that a back-test need not read the story."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    op.add_column("alerts", sa.Column("facts", sa.Text()))
