"""Items as published, each once, and the earlier wordings of those that changed."""

import re
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.item import Item
from bot.store import sql
from bot.store.schema import item_versions
from bot.store.schema import items as t
from bot.store.search import Search

_ITEM = tuple(field.name for field in fields(Item))
_WORDING = tuple(column.name for column in item_versions.c if column.name in t.c)
# Neither UTF-8 nor JSON can hold a lone surrogate, and PostgreSQL no NUL.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_AT_ONCE = 500  # ids asked for in one query


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item that is new to us, or whose wording is."""

    item: Item
    seen_at: datetime  # when it first came: the date of an undated item, for ever
    changed: bool  # a new wording of an item that we know
    silent: bool  # no news when it first came


def content_hash(item: Item) -> str:
    """What makes a wording: title and text. Addresses and dates may change without news."""
    return sha256(item.body.encode()).hexdigest()


def storable(item: Item) -> Item:
    """The item with U+FFFD for what a database cannot hold; offsets stay as they are."""
    texts = {name: value for name in _ITEM if isinstance(value := getattr(item, name), str)}
    clean: dict[str, Any] = {
        name: _UNSTORABLE.sub("\ufffd", value)
        for name, value in texts.items()
        if name != "tier" and _UNSTORABLE.search(value)
    }
    return replace(item, **clean) if clean else item


def made(row: RowMapping) -> Item:
    return Item(**{name: row[name] for name in _ITEM})


def _row(item: Item) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in _ITEM}  # asdict would copy every word
    return {**values, "content_hash": content_hash(item), "text_kept": True}


@dataclass(frozen=True, slots=True)
class Said:
    """What a feed said, and when; `silent`: keys of the items that are no news."""

    items: Sequence[Item]
    now: datetime
    silent: Collection[str] = ()


def _first_of_each(items: Iterable[Item]) -> dict[str, Item]:
    """Items by their ids, in the order given; of two with one id the first."""
    said: dict[str, Item] = {}
    for item in map(storable, items):
        said.setdefault(item.id, item)
    return said


def _arrivals(
    said: Said, items: Mapping[str, Item], known: Mapping[str, RowMapping]
) -> list[Arrival]:
    """The items that are new, or known in other words."""
    found = []
    for name, item in items.items():
        row = known.get(name)
        if row is None:
            found.append(Arrival(item, said.now, False, item.key in said.silent))
        elif row["content_hash"] != content_hash(item):
            found.append(Arrival(item, row["seen_at"], True, row["silent"]))
    return found


@dataclass(frozen=True, slots=True)
class Items:
    db: AsyncConnection

    async def count(self) -> int:
        """How many there are."""
        return (await self.db.execute(select(func.count()).select_from(t))).scalar_one()

    async def add_new(
        self, items: Iterable[Item], now: datetime, silent: Collection[str] = ()
    ) -> list[Arrival]:
        """Keep what a feed said; get what is new or newly worded, in the order given.

        `silent` holds the keys of items that are kept without being news. Of two items of one
        identity the first counts.
        """
        return (await self.add_all([Said(tuple(items), now, silent)]))[0]

    async def add_all(self, feeds: Sequence[Said]) -> list[list[Arrival]]:
        """Keep what some feeds said, as `add_new` does, with one question and one answer."""
        said = [_first_of_each(one.items) for one in feeds]
        known = await self._known([name for items in said for name in items])
        await self._add(
            [
                {"seen_at": one.now, "silent": item.key in one.silent, "id": name, **_row(item)}
                for one, items in zip(feeds, said, strict=True)
                for name, item in items.items()
                if name not in known
            ]
        )
        arrivals = [_arrivals(one, items, known) for one, items in zip(feeds, said, strict=True)]
        for one, came in zip(feeds, arrivals, strict=True):
            await self._replace([arrival.item for arrival in came if arrival.changed], one.now)
        return arrivals

    async def _known(self, ids: list[str]) -> dict[str, RowMapping]:
        query = select(t.c.id, t.c.content_hash, t.c.seen_at, t.c.silent)
        known: dict[str, RowMapping] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = query.where(t.c.id.in_(ids[start : start + _AT_ONCE]))
            known |= {row["id"]: row for row in (await self.db.execute(some)).mappings()}
        return known

    async def _add(self, rows: list[dict[str, Any]]) -> None:
        await sql.add(self.db, t, rows, returning="id")

    async def _replace(self, items: list[Item], now: datetime) -> None:
        """The new wording in the place of the old one, which is kept beside it."""
        if not items:
            return
        ids = [item.id for item in items]
        old = select(t.c.id, bindparam("now", now, t.c.seen_at.type), *(t.c[n] for n in _WORDING))
        names = ["item", "replaced_at", *_WORDING]
        await self.db.execute(insert(item_versions).from_select(names, old.where(t.c.id.in_(ids))))
        for item in items:
            values = {**_row(item), "changed_at": now}
            await self.db.execute(update(t).where(t.c.id == item.id).values(**values))

    async def get(self, item_id: str) -> Item | None:
        row = (await self.db.execute(select(t).where(t.c.id == item_id))).mappings().first()
        return None if row is None else made(row)

    async def earlier(self, item_id: str) -> list[Item]:
        """What an item said before its publisher changed it, oldest first."""
        query = (
            select(t.c.feed, t.c.key, *item_versions.c)
            .join(item_versions, item_versions.c.item == t.c.id)
            .where(t.c.id == item_id)
            .order_by(item_versions.c.seq)
        )
        return [made(row) for row in (await self.db.execute(query)).mappings()]

    async def wordings(self) -> AsyncIterator[tuple[Arrival, bool]]:
        """Everything that ever came, earlier wordings too, in the order in which it came.

        With each whether its text is still kept.
        """
        earlier = await self._earlier()
        came = func.coalesce(t.c.changed_at, t.c.seen_at)
        query = select(t, came.label("came")).order_by(came, t.c.published, t.c.id)
        async for row in (await self.db.stream(query)).mappings():
            while earlier and earlier[-1][0] <= row["came"]:
                yield earlier.pop()[1]
            changed = row["changed_at"] is not None
            yield Arrival(made(row), row["seen_at"], changed, row["silent"]), row["text_kept"]
        for _, wording in reversed(earlier):
            yield wording

    async def _earlier(self) -> list[tuple[datetime, tuple[Arrival, bool]]]:
        """The wordings that were replaced, with the time at which each came, the newest first."""
        v = item_versions
        query = select(t.c.feed, t.c.key, t.c.seen_at, t.c.silent, *v.c)
        query = query.join(v, v.c.item == t.c.id).order_by(v.c.item, v.c.seq)
        found: list[tuple[datetime, tuple[Arrival, bool]]] = []
        last, came = "", None
        for row in (await self.db.execute(query)).mappings():
            first = row["item"] != last
            came = row["seen_at"] if first or came is None else came
            arrival = Arrival(made(row), row["seen_at"], not first, row["silent"])
            found.append((came, (arrival, row["text_kept"])))
            last, came = row["item"], row["replaced_at"]
        return sorted(found, key=lambda pair: (pair[0], pair[1][0].item.id), reverse=True)

    async def purge_text(self, before: datetime) -> int:
        """Empty the texts of items first seen before, and get how many; titles and events stay.

        The hash stays too, so that the same item is not taken for a new wording.
        """
        empty = {"text": "", "content": "", "text_kept": False}
        v = item_versions
        old = update(v).where(v.c.text_kept, v.c.replaced_at < before).values(**empty)
        await self.db.execute(old)
        purge = update(t).where(t.c.text_kept, t.c.seen_at < before).values(**empty)
        emptied = (await self.db.execute(purge.returning(t.c.id, t.c.title))).all()
        for row in emptied:
            await Search(self.db).keep_title(row.id, row.title)
        return len(emptied)
