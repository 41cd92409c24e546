"""The past: every alert that was decided, with its story as it was then, for back-tests."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from sqlalchemy import Text, and_, cast, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Integer, NullType

from bot.model.alert import Severity
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.past import Past
from bot.model.story import Story
from bot.store import codec
from bot.store.schema import alerts, items, story_revisions

_ITEM = ("feed", "key", "source", "tier", "language")  # that a rule looks at, and its name
_AT_ONCE = 1_000  # rows held in memory
_RANKS = tuple(Severity)
_TIERS = {str(tier): tier for tier in Tier}


async def since(db: AsyncConnection, at: datetime) -> AsyncIterator[list[Past]]:
    """The alerts since then, newest first, some at a time."""
    of_revision = and_(
        story_revisions.c.story == alerts.c.story, story_revisions.c.revision == alerts.c.revision
    )
    query = (
        select(
            type_coerce(alerts.c.severity, Integer),
            items.c.title,
            items.c.text,
            cast(story_revisions.c.body, Text),
            type_coerce(items.c.published, NullType),
            *(type_coerce(items.c[name], NullType) for name in _ITEM),
        )
        .join(story_revisions, of_revision)
        .join(items, items.c.id == alerts.c.item)
        .where(alerts.c.at >= at)
        .order_by(alerts.c.at.desc(), alerts.c.story, alerts.c.revision)
    )
    result = await db.stream(query, execution_options={"yield_per": _AT_ONCE})
    async for rows in result.partitions(_AT_ONCE):
        yield [_past(*row) for row in rows]


def _past(
    rank: int, title: str, text: str, story: str, published: datetime | str | None, feed: str,
    key: str, source: str, tier: str, language: str | None,
) -> Past:  # fmt: skip
    item = Item(
        feed, key, title, text, source, _TIERS[tier], published=_aware(published), language=language
    )
    return Past(_RANKS[rank], item, story)


def read(story: str) -> Story:
    """A story of the past."""
    return codec.decode_text(Story, story)


def _aware(when: datetime | str | None) -> datetime | None:
    """A time as the database gave it: SQLite keeps text, in UTC."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    return when if when is None or when.tzinfo else when.replace(tzinfo=UTC)
