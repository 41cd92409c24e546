"""Feeds, and what we remember of asking them."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    case,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.feed import Feed, FeedState, Validators
from bot.store import sql
from bot.store.schema import feeds as t

_FEED = tuple(field.name for field in fields(Feed))
_STATE = tuple(field.name for field in fields(FeedState) if field.name != "validators")
_VALIDATORS = tuple(field.name for field in fields(Validators))
# Of `extra`: what people are shown.
_TOLD = ("gap", "lull", "since", "ended", "move", "moved_from", "asked_of")
PAGE = 100  # feeds
FURTHEST = timedelta(days=32)  # no honest wish puts a check off for longer (31 days, S5)
SKEW = timedelta(hours=1)  # by which the clocks of two machines may differ

_POLLED = (
    update(t)
    .where(t.c.slug == bindparam("of"))
    .values({t.c[name]: bindparam(name) for name in (*_STATE, *_VALIDATORS)})
)


def _feed(row: Row[tuple[object, ...]]) -> Feed:
    return Feed(**{name: row._mapping[name] for name in _FEED})


def _told(known: RowMapping) -> FeedState:
    """What we remember of a feed, of `extra` only the words that were selected."""
    words = {name: known[f"extra_{name}"] for name in _TOLD if known[f"extra_{name}"] is not None}
    state = {name: known[name] for name in _STATE if name != "extra"}
    return FeedState(Validators(known["etag"], known["last_modified"]), **state, extra=words)


def _state(row: RowMapping) -> FeedState:
    validators = Validators(row["etag"], row["last_modified"])
    return FeedState(validators, **{name: row[name] for name in _STATE})


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


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

    async def standings(self) -> list[tuple[Feed, FeedState]]:
        """Every feed with what we remember of it; of `extra` only what people are shown.

        A page at a time: ten thousand at once would hold the event loop up for half a second.
        """
        plain = [t.c[name] for name in (*_FEED, *_STATE) if name != "extra"]
        words = [t.c.extra[name].label(f"extra_{name}") for name in _TOLD]
        query = select(*plain, t.c.etag, t.c.last_modified, *words)
        query = query.order_by(t.c.position, t.c.slug).limit(PAGE)
        found: list[tuple[Feed, FeedState]] = []
        while len(found) % PAGE == 0:
            rows = (await self.db.execute(query.offset(len(found)))).mappings().all()
            if not rows:
                break
            found += [(Feed(**{name: row[name] for name in _FEED}), _told(row)) for row in rows]
        return found

    async def add(self, feed: Feed, first_check_at: datetime | None = None) -> bool:
        """Keep a feed that is not there yet, behind the others; False where its slug is taken."""
        last = (await self.db.execute(select(func.max(t.c.position)))).scalar_one()
        place = 0 if last is None else last + 1
        row = {**asdict(feed), "position": place, "next_check_at": first_check_at}
        return bool(await sql.add(self.db, t, [row], "slug"))

    async def remove(self, slug: str) -> bool:
        """Forget a feed; its items and their stories stay. False where there is none."""
        gone = await self.db.execute(delete(t).where(t.c.slug == slug).returning(t.c.slug))
        return gone.first() is not None

    async def enable(self, slug: str, enabled: bool) -> bool:
        """Ask a feed, or ask it no more; when it is due stays. False where there is none."""
        change = update(t).where(t.c.slug == slug).values(enabled=enabled)
        return (await self.db.execute(change.returning(t.c.slug))).first() is not None

    async def move(self, slug: str, url: str) -> bool:
        """Give a feed the address that its server gives; False where another feed has it."""
        taken = select(t.c.slug).where(t.c.url == url, t.c.slug != slug)
        if (await self.db.execute(taken)).first() is not None:
            return False
        await self.db.execute(update(t).where(t.c.slug == slug).values(url=url))
        return True

    async def put_off(self, host: str, until: datetime) -> None:
        """Ask no feed of a host before then, on the host's own wish (S7)."""
        near = select(t.c.slug, t.c.url).where(func.lower(t.c.url).contains(host, autoescape=True))
        there = [slug for slug, url in await self.db.execute(near) if _host(url) == host]
        sooner = or_(t.c.next_check_at.is_(None), t.c.next_check_at < until)
        change = update(t).where(t.c.slug.in_(there), sooner)
        await self.db.execute(change.values(next_check_at=until))

    async def reset_clock(self, now: datetime) -> None:
        """Let be due what was put off by a clock that was wrong: no honest time looks so (S13)."""
        wrong = or_(t.c.next_check_at > now + FURTHEST, t.c.last_poll_at > now + SKEW)
        await self.db.execute(update(t).where(wrong).values(next_check_at=now))

    async def due(self, now: datetime, limit: int, exclude: Collection[str] = ()) -> list[Feed]:
        """Feeds to ask now, those that wait longest first; never asked comes before all."""
        columns = (t.c[name] for name in _FEED)  # what we remember is much longer
        query = select(*columns).where(_due(now), t.c.slug.not_in(exclude)).limit(limit)
        order = (t.c.next_check_at.asc().nulls_first(), t.c.position, t.c.slug)
        return [_feed(row) for row in await self.db.execute(query.order_by(*order))]

    async def claim_all(self, until: Mapping[str, datetime], now: datetime) -> frozenset[str]:
        """Put off the next check of each before the requests are sent; those that were due.

        A crash during a request then costs one interval and never a poll too early.
        """
        if not until:
            return frozenset()
        when = {slug: literal(at, t.c.next_check_at.type) for slug, at in until.items()}
        times = case(when, value=t.c.slug, else_=t.c.next_check_at)
        claim = update(t).where(t.c.slug.in_(until), _due(now)).values(next_check_at=times)
        return frozenset((await self.db.execute(claim.returning(t.c.slug))).scalars())

    async def state(self, slug: str) -> FeedState:
        """What we remember of a feed; raises KeyError for one that is not kept."""
        return (await self.states([slug]))[slug]

    async def states(self, slugs: Collection[str]) -> dict[str, FeedState]:
        """What we remember of feeds, by their slugs."""
        query = select(t.c.slug, *(t.c[name] for name in (*_STATE, *_VALIDATORS)))
        rows = (await self.db.execute(query.where(t.c.slug.in_(slugs)))).mappings()
        return {row["slug"]: _state(row) for row in rows}

    async def polled(self, slug: str, state: FeedState) -> None:
        """Remember the state after a poll: in the transaction that keeps its items."""
        await self.polled_all({slug: state})

    async def polled_all(self, states: Mapping[str, FeedState]) -> None:
        """Remember the state of each after its poll: in the transaction that keeps their items."""
        rows = [
            {"of": slug, **asdict(state.validators)}
            | {name: getattr(state, name) for name in _STATE}
            for slug, state in states.items()
        ]
        if rows:
            await self.db.execute(_POLLED, rows)
