"""The past: every alert that was decided, with what its story stated then, for back-tests."""

from collections.abc import AsyncIterator, Callable, Collection
from datetime import UTC, datetime

from sqlalchemy import Text, and_, case, cast, null, select, tuple_, type_coerce
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
_OF_REVISION = and_(
    story_revisions.c.story == alerts.c.story, story_revisions.c.revision == alerts.c.revision
)


async def since(
    db: AsyncConnection, at: datetime, begins: str, kept: Callable[[Story], str]
) -> AsyncIterator[list[Past]]:
    """The alerts since then, newest first, some at a time.

    Facts that do not begin so were kept by another version, or not at all: `kept` makes them.
    """
    known = alerts.c.facts.startswith(begins, autoescape=True)
    query = (
        select(
            type_coerce(alerts.c.severity, Integer),
            alerts.c.story,
            alerts.c.revision,
            case((known, alerts.c.facts)),
            case((known, null()), else_=cast(story_revisions.c.body, Text)),
            items.c.title,
            items.c.text,
            type_coerce(items.c.published, NullType),
            *(type_coerce(items.c[name], NullType) for name in _ITEM),
        )
        .join(story_revisions, _OF_REVISION)
        .join(items, items.c.id == alerts.c.item)
        .where(alerts.c.at >= at)
        .order_by(alerts.c.at.desc(), alerts.c.story, alerts.c.revision)
    )
    result = await db.stream(query, execution_options={"yield_per": _AT_ONCE})
    async for rows in result.partitions(_AT_ONCE):
        yield [
            Past(_RANKS[rank], _item(*item), story, revision, facts or kept(_read(body)))
            for rank, story, revision, facts, body, *item in rows
        ]


async def stories(
    db: AsyncConnection, wanted: Collection[tuple[str, int]]
) -> dict[tuple[str, int], Story]:
    """Some stories as they were at a revision."""
    t = story_revisions.c
    query = select(t.story, t.revision, t.body).where(tuple_(t.story, t.revision).in_(wanted))
    return {(story, revision): body for story, revision, body in await db.execute(query)}


def _item(
    title: str, text: str, published: datetime | str | None, feed: str, key: str, source: str,
    tier: str, language: str | None,
) -> Item:  # fmt: skip
    return Item(
        feed, key, title, text, source, _TIERS[tier], published=_aware(published), language=language
    )


def _read(story: str) -> Story:
    return codec.decode_text(Story, story)


def _aware(when: datetime | str | None) -> datetime | None:
    """A time as the database gave it: SQLite keeps text, in UTC."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    return when if when is None or when.tzinfo else when.replace(tzinfo=UTC)
