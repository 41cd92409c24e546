"""The past: every alert that was decided, with its story as it was then, for back-tests."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Text, and_, cast, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Integer, NullType

from bot.model.alert import Severity
from bot.model.event import (
    Direction,
    Evidence,
    Measure,
    MeasureAction,
    MeasureType,
    Status,
)
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.past import Past
from bot.model.story import Source, Story
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


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a measure states in words, without its figures and quotes."""

    type: MeasureType
    action: MeasureAction
    status: Status
    direction: Direction = Direction.RESTRICTIVE
    implementing: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    item: str
    name: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class _Story:
    """What a story states in words."""

    measures: tuple[_Measure, ...]
    direction: Direction
    last_at: datetime
    sources: tuple[_Source, ...]
    implementing: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()


_UNREAD = Evidence("", 0, 0)


def read_words(story: str) -> Story:
    """A story of the past with what it states in words; without its name, figures and quotes.

    Enough to count by where a rule asks for no number: most of a story is figures and quotes.
    """
    it = codec.decode_text(_Story, story)
    measures = tuple([_measure(one) for one in it.measures])
    sources = tuple([Source(s.item, s.name, s.tier, "", None, it.last_at, ()) for s in it.sources])
    return Story(
        "", 0, measures[0], measures, it.direction, it.last_at, it.last_at, "", sources, (),
        implementing=it.implementing, affected=it.affected, products=it.products,
        instruments=it.instruments,
    )  # fmt: skip


def _measure(it: _Measure) -> Measure:
    return Measure(
        it.type, it.action, it.status, _UNREAD, it.direction, False, it.implementing,
        it.affected, it.products, it.instruments,
    )  # fmt: skip


def _aware(when: datetime | str | None) -> datetime | None:
    """A time as the database gave it: SQLite keeps text, in UTC."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    return when if when is None or when.tzinfo else when.replace(tzinfo=UTC)
