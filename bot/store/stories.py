"""Stories as they now stand, every revision of them, and the keys to find them again."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Integer, Select, TextualSelect, bindparam, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.alert import Severity
from bot.model.story import Story
from bot.store import sql
from bot.store.schema import events, story_facts, story_keys, story_revisions
from bot.store.schema import stories as t

_KEYS = 100  # that are looked up; SQLite takes 500 selects in one
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
        """Stories that share a key and have an item with it since then.

        Most shared keys first, then the newest, then by name; of a key that hundreds share only
        the newest are looked at. Who asks is about to place an
        event, so others wait until the end of this transaction: two items that tell of one
        measure at once must not open two stories.
        """
        if self.db.dialect.name == "postgresql":  # in SQLite there is one writer anyway
            await self.db.execute(select(func.pg_advisory_xact_lock(_PLACING)))
        values = {f"key{place}": key for place, key in enumerate(sorted(set(keys))[:_KEYS])}
        if not values:
            return []
        query = _near(len(values))
        rows = await self.db.execute(query, {**values, "since": since, "limit": limit})
        return [row.body for row in rows]

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
        await self._found_by(story.id, keys, story.last_at)

    async def _found_by(self, story: str, keys: Collection[str], at: datetime) -> None:
        """Add keys to those that a story is found by: each of its items has some."""
        rows = [{"key": key, "story": story, "at": at} for key in sorted(set(keys))]
        if rows:
            await self.db.execute(_found(self.db), rows)

    async def rekey(self, story: Story, keys: Collection[str]) -> None:
        """Make these the only keys that a story is found by."""
        gone = delete(story_keys).where(story_keys.c.story == story.id)
        await self.db.execute(gone)
        await self._found_by(story.id, keys, story.last_at)

    async def withdraw(self, story: str) -> None:
        """Let a story be found no more: what it told is told by another one."""
        for table in (story_keys, story_facts):
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

    async def get(self, story_id: str) -> Story | None:
        return await self._one(select(t.c.body).where(t.c.id == story_id))

    async def of_item(self, item_id: str) -> Story | None:
        """The story that an item tells; None for an item that tells none."""
        query = select(t.c.body).join(events, events.c.story == t.c.id)
        return await self._one(query.where(events.c.item == item_id))

    async def _one(self, query: Select[Story]) -> Story | None:
        return (await self.db.execute(query)).scalar_one_or_none()


@cache
def _near(keys: int) -> TextualSelect:
    """The stories that share most of so many keys; of each key those that it found last.

    Written out, for SQLAlchemy takes longer to put it together than a database to answer it.
    """
    newest = " UNION ALL ".join(_NEWEST.format(place) for place in range(keys))
    at = story_keys.c.at.type
    return (
        text(_NEAR.replace("...", newest))
        .bindparams(bindparam("since", type_=at), bindparam("limit", type_=Integer))
        .columns(body=t.c.body.type)
    )


_NEWEST = (
    "SELECT story, at FROM (SELECT story, at FROM story_keys WHERE key = :key{0}"
    " AND at >= :since ORDER BY at DESC, story DESC LIMIT 200) AS of{0}"
)
_NEAR = (
    "SELECT stories.body AS body FROM"
    " (SELECT story, count(*) AS shared, max(at) AS at FROM (...) AS found GROUP BY story"
    " ORDER BY shared DESC, at DESC, story LIMIT :limit) AS near"
    " JOIN stories ON stories.id = near.story ORDER BY near.shared DESC, near.at DESC, near.story"
)


def _found(db: AsyncConnection) -> sql.Insert:
    statement = sql.insert(db, story_keys)
    newer = {"at": statement.excluded.at}
    return statement.on_conflict_do_update(index_elements=["key", "story"], set_=newer)
