"""The history as questions ask for it: stories by what they state, days to come, items by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.bond import BondKind
from bot.model.event import DateRole, Day
from bot.model.history import Due, Filters
from bot.model.item import Item
from bot.model.story import Story
from bot.store import sql
from bot.store.items import made
from bot.store.schema import (
    events,
    items,
    stories,
    story_bonds,
    story_facts,
)
from bot.store.search import Search

DUE = (DateRole.EFFECTIVE, DateRole.DEADLINE, DateRole.EXPIRY)


def entries(story: Story) -> set[str]:
    """What a story can be found by: `by:US`, `on:CN`, `product:steel`, `law:section 232`, days."""
    found = {f"by:{one}" for one in story.implementing} | {f"on:{one}" for one in story.affected}
    found |= {f"product:{one}" for one in story.products}
    found |= {f"law:{folded(one)}" for one in (*story.instruments, *story.legal_keys)}
    days = [one.figure for one in story.figures if isinstance(one.figure, Day)]
    held = {one.figure for one in story.figures if one.key}
    return found | {
        f"{day.role}:{day.value}"
        for day in days
        if day.role in DUE and (day in held or day.role is DateRole.DEADLINE)
    }


def folded(name: str) -> str:
    """A name of a law without case, with one kind of separator."""
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class History:
    db: AsyncConnection

    async def keep(self, before: Story | None, after: Story, item: Item) -> None:
        """Make a story findable as it now stands, and the item that moved it by its words."""
        found = entries(after)
        if before is None or entries(before) != found:
            await self._state(after.id, found)
        await Search(self.db).put(item)

    async def _state(self, story: str, found: set[str]) -> None:
        t = story_facts
        await self.db.execute(delete(t).where(t.c.story == story, t.c.fact.not_in(found)))
        rows = [{"fact": fact, "story": story} for fact in sorted(found)]
        await sql.add(self.db, t, rows, returning="fact")

    async def refill(self) -> int:
        """Make findable what an older version kept; get how many items there are."""
        for story in (await self.db.execute(select(stories.c.body))).scalars().all():
            await self._state(story.id, entries(story))
        query = select(items).join(events, events.c.item == items.c.id)
        rows = (await self.db.execute(query)).mappings().all()
        for row in rows:
            await Search(self.db).put(made(row))
        return len(rows)

    async def stories(self, filters: Filters, limit: int, skip: int = 0) -> list[Story]:
        """The stories that moved last, newest first."""
        query = _filtered(select(stories.c.body), filters)
        newest = query.order_by(stories.c.last_at.desc(), stories.c.id).limit(limit).offset(skip)
        return list((await self.db.execute(newest)).scalars())

    async def told(
        self, filters: Filters, limit: int, of: Sequence[str] | None = None
    ) -> list[tuple[Story, Item]]:
        """Stories with items that tell them: of these items in their order, or the newest."""
        query = select(stories.c.body.label("story_body"), *items.c).select_from(
            events.join(stories, stories.c.id == events.c.story).join(
                items, items.c.id == events.c.item
            )
        )
        query = _filtered(query, filters).limit(limit)
        if of is None:
            rows = await self.db.execute(query.order_by(events.c.at.desc(), items.c.id))
            return [(row["story_body"], made(row)) for row in rows.mappings()]
        rows = await self.db.execute(query.where(items.c.id.in_(of)))
        found = [(row["story_body"], made(row)) for row in rows.mappings()]
        place = {name: number for number, name in enumerate(of)}
        return sorted(found, key=lambda pair: place[pair[1].id])

    async def due(self, first: str, last: str, roles: Iterable[DateRole], f: Filters) -> list[Due]:
        """What happens from the first to the last day (ISO 8601), in order of time."""
        days = or_(*(_between(f"{role}:{first}", f"{role}:{last}") for role in roles))
        query = _filtered(
            select(story_facts.c.fact, stories.c.body)
            .join(stories, stories.c.id == story_facts.c.story)
            .where(days),
            f,
        )
        found = [
            Due(day, DateRole(role), row.body)
            for row in await self.db.execute(query)
            for role, _, day in [row.fact.partition(":")]
        ]
        return sorted(found, key=lambda it: (it.day, it.role, it.story.id))

    async def laws(self, typed: str, limit: int) -> list[str]:
        """Laws and documents whose name begins like this, those of most stories first."""
        t = story_facts
        start = f"law:{folded(typed)}"
        query = (
            select(t.c.fact, func.count())
            .where(_between(start if typed else "law:", f"{start}\U0010ffff"))
            .group_by(t.c.fact)
            .order_by(func.count().desc(), t.c.fact)
            .limit(limit)
        )
        return [row.fact.removeprefix("law:") for row in await self.db.execute(query)]

    async def item(self, name: str) -> Item | None:
        """An item by its id, its guid or its address."""
        named = or_(items.c.id == name, items.c.guid == name, items.c.url == name)
        query = select(items).where(named).order_by(items.c.seen_at.desc()).limit(1)
        row = (await self.db.execute(query)).mappings().first()
        return None if row is None else made(row)


def _between(first: str, last: str) -> Any:
    return story_facts.c.fact.between(first, last)


def _filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    t = stories
    merged = select(story_bonds.c.other).where(story_bonds.c.kind == str(BondKind.TOGETHER))
    query = query.where(t.c.id.not_in(merged))  # another story tells what it told
    if filters.floor.rank:
        query = query.where(t.c.severity >= filters.floor)
    if filters.types:
        query = query.where(t.c.type.in_(filters.types))
    if filters.status is not None:
        query = query.where(t.c.status == filters.status)
    if filters.since is not None:
        query = query.where(t.c.last_at >= filters.since)
    for alternatives in filters.facts:
        having = select(story_facts.c.story).where(story_facts.c.fact.in_(alternatives))
        query = query.where(t.c.id.in_(having))
    return query
