"""Stories as they now stand, every revision of them, and the keys to find them again."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.alert import Severity
from bot.model.event import MeasureType, Status
from bot.model.story import Story
from bot.store import sql
from bot.store.schema import events, story_facts, story_keys, story_parties, story_revisions
from bot.store.schema import stories as t

_PLACING = 7652  # the advisory lock under which PostgreSQL places one event at a time


@dataclass(frozen=True, slots=True)
class Revision:
    """A story as it stood, and when we knew it."""

    story: Story
    known_at: datetime | None  # None: an older version kept it
    item: str  # Item.id of the item that made it


@dataclass(frozen=True, slots=True)
class Stories:
    db: AsyncConnection

    async def count(self) -> int:
        """How many there are."""
        return (await self.db.execute(select(func.count()).select_from(t))).scalar_one()

    async def near(self, keys: Sequence[str], since: datetime, limit: int = 50) -> list[Story]:
        """Stories that share a key and have an item since then.

        Most shared keys first, then the newest, then by name. Who asks is about to place an
        event, so others wait until the end of this transaction: two items that tell of one
        measure at once must not open two stories.
        """
        if self.db.dialect.name == "postgresql":  # in SQLite there is one writer anyway
            await self.db.execute(select(func.pg_advisory_xact_lock(_PLACING)))
        shared = func.count().label("shared")
        query = (
            select(t.c.body, shared)
            .join(story_keys, story_keys.c.story == t.c.id)
            .where(story_keys.c.key.in_(set(keys)), t.c.last_at >= since)
            .group_by(t.c.id)
            .order_by(shared.desc(), t.c.last_at.desc(), t.c.id)
            .limit(limit)
        )
        return [row.body for row in await self.db.execute(query)]

    async def put(
        self,
        story: Story,
        keys: Collection[str],
        severity: Severity,
        known_at: datetime | None = None,
    ) -> None:
        """Keep a story as it now stands, this revision of it, and further keys to find it by.

        `known_at` is when we came to know this revision.
        """
        row = {
            "id": story.id,
            "revision": story.revision,
            "opened_at": story.opened_at,
            "last_at": story.last_at,
            "type": story.lead.type,
            "status": story.lead.status,
            "direction": story.direction,
            "severity": severity,
            "body": story,
        }
        await sql.put(self.db, t, row)
        revision = {"story": story.id, "revision": story.revision, "item": story.moved_by}
        times = {"at": story.last_at, "known_at": known_at}
        await sql.put(self.db, story_revisions, {**revision, **times, "body": story})
        await self._found_by(story.id, keys)
        await self._index(story_parties, "party", story.id, {*story.implementing, *story.affected})

    async def _found_by(self, story: str, keys: Collection[str]) -> None:
        """Add keys to those that a story is found by: each of its items has some."""
        rows = [{"key": key, "story": story} for key in sorted(set(keys))]
        await sql.add(self.db, story_keys, rows, returning="key")

    async def rekey(self, story: str, keys: Collection[str]) -> None:
        """Make these the only keys that a story is found by."""
        await self._index(story_keys, "key", story, keys)

    async def withdraw(self, story: str) -> None:
        """Let a story be found no more: what it told is told by another one."""
        for table in (story_keys, story_parties, story_facts):
            await self.db.execute(delete(table).where(table.c.story == story))

    async def revisions(self, since: datetime | None = None) -> AsyncIterator[Revision]:
        """What was known when: every revision, in the order in which we knew them."""
        t_ = story_revisions
        known = func.coalesce(t_.c.known_at, t_.c.at)
        query = select(t_).order_by(known, t_.c.story, t_.c.revision)
        if since is not None:
            query = query.where(known >= since)
        async for row in await self.db.stream(query):
            yield Revision(row.body, row.known_at, row.item)

    async def _index(self, table: Table, name: str, story: str, values: Collection[str]) -> None:
        """Make `values` the whole of what a story is found by."""
        column = table.c[name]
        gone = delete(table).where(table.c.story == story, column.not_in(set(values)))
        await self.db.execute(gone)
        rows = [{name: value, "story": story} for value in sorted(set(values))]
        await sql.add(self.db, table, rows, returning=name)

    async def get(self, story_id: str) -> Story | None:
        return await self._one(select(t.c.body).where(t.c.id == story_id))

    async def of_item(self, item_id: str) -> Story | None:
        """The story that an item tells; None for an item that tells none."""
        query = select(t.c.body).join(events, events.c.story == t.c.id)
        return await self._one(query.where(events.c.item == item_id))

    async def _one(self, query: Select[Story]) -> Story | None:
        return (await self.db.execute(query)).scalar_one_or_none()

    async def latest(
        self,
        limit: int,
        *,
        type: MeasureType | None = None,  # noqa: A002 - the glossary's word
        country: str | None = None,
        status: Status | None = None,
        since: datetime | None = None,
        floor: Severity = Severity.LOW,
    ) -> list[Story]:
        """The stories that moved last, newest first; `country` implements or is affected."""
        query = select(t.c.body).where(t.c.severity >= floor)
        if type is not None:
            query = query.where(t.c.type == type)
        if status is not None:
            query = query.where(t.c.status == status)
        if since is not None:
            query = query.where(t.c.last_at >= since)
        if country is not None:
            party = story_parties.c.party == country
            query = query.where(t.c.id.in_(select(story_parties.c.story).where(party)))
        query = query.order_by(t.c.last_at.desc(), t.c.id).limit(limit)
        return list((await self.db.execute(query)).scalars())
