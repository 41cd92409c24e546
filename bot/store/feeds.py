"""Feeds, and what we remember of asking them."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Row, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.feed import Feed, FeedState, Validators
from bot.store import sql
from bot.store.schema import feeds as t

_FEED = tuple(field.name for field in fields(Feed))
_STATE = tuple(field.name for field in fields(FeedState) if field.name != "validators")


def _feed(row: Row[tuple[object, ...]]) -> Feed:
    return Feed(**{name: row._mapping[name] for name in _FEED})


def _due(now: datetime) -> ColumnElement[bool]:
    return t.c.enabled & or_(t.c.next_check_at.is_(None), t.c.next_check_at <= now)


@dataclass(frozen=True, slots=True)
class Feeds:
    db: AsyncConnection

    async def put(self, feed: Feed, position: int) -> None:
        """Keep what the feed is; what we remember of it stays, validators only with the address."""
        row = {**asdict(feed), "position": position}
        await sql.put(self.db, t, row, **self._of_the_address(feed.url))

    @staticmethod
    def _of_the_address(url: str) -> dict[str, ColumnElement[str | None]]:
        """Validators and hash belong to the address that gave them (RFC 9110, section 8.8)."""
        mine = (t.c.etag, t.c.last_modified, t.c.body_hash)
        return {column.name: case((t.c.url == url, column), else_=None) for column in mine}

    async def get(self, slug: str) -> Feed | None:
        row = (await self.db.execute(select(t).where(t.c.slug == slug))).first()
        return None if row is None else _feed(row)

    async def all(self) -> list[Feed]:
        """Every feed, as the operator listed them."""
        rows = await self.db.execute(select(t).order_by(t.c.position, t.c.slug))
        return [_feed(row) for row in rows]

    async def due(self, now: datetime, limit: int, exclude: Collection[str] = ()) -> list[Feed]:
        """Feeds to ask now, those that wait longest first; never asked comes before all."""
        query = select(t).where(_due(now), t.c.slug.not_in(exclude)).limit(limit)
        order = (t.c.next_check_at.asc().nulls_first(), t.c.position, t.c.slug)
        return [_feed(row) for row in await self.db.execute(query.order_by(*order))]

    async def claim(self, slug: str, until: datetime, now: datetime) -> bool:
        """Put off the next check before the request is sent; False where it was not due any more.

        A crash during the request then costs one interval and never a poll too early.
        """
        claim = update(t).where(t.c.slug == slug, _due(now)).values(next_check_at=until)
        return (await self.db.execute(claim.returning(t.c.slug))).first() is not None

    async def state(self, slug: str) -> FeedState:
        """What we remember of a feed; raises KeyError for one that is not kept."""
        row = (await self.db.execute(select(t).where(t.c.slug == slug))).first()
        if row is None:
            raise KeyError(slug)
        validators = Validators(row.etag, row.last_modified)
        return FeedState(validators, **{name: row._mapping[name] for name in _STATE})

    async def polled(self, slug: str, state: FeedState) -> None:
        """Remember the state after a poll: in the transaction that keeps its items."""
        values = {name: getattr(state, name) for name in _STATE}
        await self.db.execute(
            update(t).where(t.c.slug == slug).values(**values, **asdict(state.validators))
        )
