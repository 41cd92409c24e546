"""When a story was last found by a key, so that a search looks at the newest and no further."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"


def upgrade() -> None:
    op.add_column("story_keys", sa.Column("at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE story_keys SET at ="
        " (SELECT last_at FROM stories WHERE stories.id = story_keys.story)"
    )
    with op.batch_alter_table("story_keys") as keys:
        keys.alter_column("at", nullable=False)
    op.create_index("ix_story_keys_key_at_story", "story_keys", ["key", "at", "story"])
    op.drop_table("story_parties")  # story_facts has them
