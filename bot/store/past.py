"""The past: every alert that was decided, with its story as it was then, for back-tests."""

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Text, and_, cast, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Integer, NullType

from bot.model.alert import Severity
from bot.model.event import (
    Amount,
    AmountKind,
    DateRole,
    Day,
    Direction,
    Evidence,
    Figure,
    Measure,
    MeasureAction,
    MeasureType,
    Qualifier,
    Rate,
    Status,
)
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.past import Past
from bot.model.story import Source, Stated, Story
from bot.store import codec
from bot.store.schema import alerts, items, story_revisions

_ITEM = ("feed", "key", "source", "tier", "language")  # that a rule looks at, and its name
Json = Mapping[str, Any]
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


_UNREAD = Evidence("", 0, 0)
_TYPES = {str(it): it for it in MeasureType}
_ACTIONS = {str(it): it for it in MeasureAction}
_STATUSES = {str(it): it for it in Status}
_DIRECTIONS = {str(it): it for it in Direction}
_ROLES = {str(it): it for it in DateRole}
_KINDS = {str(it): it for it in AmountKind}


def read_facts(story: str, kinds: Collection[type[Figure]]) -> Story:
    """What a rule may ask of a story of the past, in a third of the time; of figures some kinds.

    It has no name, history and quotes of measures: enough to count by.
    """
    begins = story.find('"measures":')  # what stands before, the lead, is the first of them
    it = from_json(story if begins < 0 else f"{{{story[begins:]}")
    measures = tuple([_measure(one, kinds) for one in it["measures"]])
    figures = it.get("figures", ()) if kinds else ()
    stated = [(_figure(one["figure"], kinds), one.get("key", True)) for one in figures]
    at = datetime.fromisoformat(it["last_at"])
    return Story(
        "", 0, measures[0], measures, _DIRECTIONS[it["direction"]], at, at, "",
        tuple([_source(one, at) for one in it["sources"]]), (),
        tuple([Stated(figure, (), key) for figure, key in stated if figure is not None]),
        implementing=tuple(it.get("implementing", ())), affected=tuple(it.get("affected", ())),
        products=tuple(it.get("products", ())), instruments=tuple(it.get("instruments", ())),
    )  # fmt: skip


def _source(it: Json, at: datetime) -> Source:
    return Source(it["item"], it["name"], _TIERS[it["tier"]], "", None, at)


def _measure(it: Json, kinds: Collection[type[Figure]]) -> Measure:
    figures = [_figure(one, kinds) for one in it.get("figures", ())] if kinds else ()
    return Measure(
        _TYPES[it["type"]], _ACTIONS[it["action"]], _STATUSES[it["status"]], _UNREAD,
        _DIRECTIONS[it.get("direction", Direction.RESTRICTIVE)], False,
        tuple(it.get("implementing", ())), tuple(it.get("affected", ())),
        tuple(it.get("products", ())), tuple(it.get("instruments", ())),
        tuple([figure for figure in figures if figure is not None]),
    )  # fmt: skip


def _figure(it: Json, kinds: Collection[type[Figure]]) -> Figure | None:
    """A figure of these kinds, with its evidence: the same number said twice is two figures."""
    if "role" in it:
        return Day(it["value"], _ROLES[it["role"]], _said(it)) if Day in kinds else None
    if "kind" in it:
        if Amount not in kinds:
            return None
        return Amount(_KINDS[it["kind"]], float(it["value"]), it["unit"], _said(it))
    if "unit" not in it or Rate not in kinds:
        return None
    previous, upper = it.get("previous"), it.get("upper")
    return Rate(
        float(it["value"]), it["unit"], _said(it),
        None if previous is None else float(previous), None if upper is None else float(upper),
        Qualifier(it.get("qualifier", Qualifier.EXACT)),
    )  # fmt: skip


def _said(it: Json) -> Evidence:
    evidence = it["evidence"]
    return Evidence(evidence["quote"], evidence["start"], evidence["end"])


def _aware(when: datetime | str | None) -> datetime | None:
    """A time as the database gave it: SQLite keeps text, in UTC."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    return when if when is None or when.tzinfo else when.replace(tzinfo=UTC)
