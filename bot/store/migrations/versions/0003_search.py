"""Finding stories again: by words, and by what they state."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "story_facts",
        sa.Column("fact", NAME, nullable=False),
        sa.Column("story", NAME, nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_facts_story"),
        sa.PrimaryKeyConstraint("fact", "story", name="pk_story_facts"),
    )
    op.create_index("ix_story_facts_story", "story_facts", ["story"])
    if op.get_bind().dialect.name == "sqlite":
        # https://www.sqlite.org/fts5.html; what is typed without accents finds words with them
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(item UNINDEXED, title, text, "
            "tokenize = 'porter unicode61 remove_diacritics 2')"
        )
    else:
        op.execute(
            'CREATE TABLE search (rowid BIGINT PRIMARY KEY, item VARCHAR COLLATE "C" NOT NULL, '
            "words TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")
