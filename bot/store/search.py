"""Search: the words of every relevant item, in the database's own full-text index.

SQLite has FTS5, PostgreSQL a `tsvector` under a GIN index; both take `tariff` for `tariffs`.
https://www.sqlite.org/fts5.html and https://www.postgresql.org/docs/current/textsearch.html
"""

import hashlib
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal, select, table, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.item import Item
from bot.model.sought import All, Any_, Phrase, Sought

_DICTIONARY = "english"
_LONGEST = 100_000  # characters of a text; what stands beyond is not found
_search = table("search", column("rowid"), column("item"), column("words", TSVECTOR))
_FORGET = text("DELETE FROM search WHERE rowid = :row")
_KEEP = {
    "sqlite": text(
        "INSERT INTO search (rowid, item, title, text) VALUES (:row, :item, :title, :text)"
    ),
    "postgresql": text(
        "INSERT INTO search (rowid, item, words) VALUES (:row, :item, "
        "setweight(to_tsvector('english', :title), 'A') || to_tsvector('english', :text))"
    ),
}
_KEEP_TITLE = {
    "sqlite": text("UPDATE search SET title = :title, text = '' WHERE rowid = :row"),
    "postgresql": text(
        "UPDATE search SET words = setweight(to_tsvector('english', :title), 'A') "
        "WHERE rowid = :row"
    ),
}
_FIND = text(
    "SELECT item FROM search WHERE search MATCH :sought "
    "ORDER BY bm25(search, 0.0, 4.0, 1.0), rowid LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Search:
    db: AsyncConnection

    async def put(self, item: Item) -> None:
        """Make an item findable by its words, in the place of its earlier ones."""
        row = {"row": _row(item.id)}
        await self.db.execute(_FORGET, row)
        words = {"item": item.id, "title": item.title, "text": item.text[:_LONGEST]}
        await self.db.execute(_KEEP[self.db.dialect.name], {**row, **words})

    async def keep_title(self, item: str, title: str) -> None:
        """Forget the text of an item, whose retention has ended; its title can still be found."""
        words = {"row": _row(item), "title": title}
        await self.db.execute(_KEEP_TITLE[self.db.dialect.name], words)

    async def items(self, sought: Sought, limit: int) -> list[str]:
        """The ids of items that say what is sought, the best first."""
        if self.db.dialect.name == "sqlite":
            rows = await self.db.execute(_FIND, {"sought": _fts5(sought), "limit": limit})
        else:
            rows = await self.db.execute(_postgres(sought, limit))
        return [row.item for row in rows]


def _row(item: str) -> int:
    """A number for an item: FTS5 finds a row again only by number. 62 bits: nothing collides."""
    return int.from_bytes(hashlib.sha256(item.encode()).digest()[:8], "big") >> 2


def _fts5(sought: Sought) -> str:
    """https://www.sqlite.org/fts5.html#full_text_query_syntax"""
    match sought:
        case Phrase(words, prefix):
            return f'"{words.replace(chr(34), " ")}"' + " *" * prefix
        case All(parts):
            return "(" + " AND ".join(map(_fts5, parts)) + ")"
        case Any_(parts):
            return "(" + " OR ".join(map(_fts5, parts)) + ")"


def _postgres(sought: Sought, limit: int) -> Select[Any]:
    query = _tsquery(sought)
    return (
        select(_search.c.item)
        .where(_search.c.words.op("@@")(query))
        .order_by(func.ts_rank(_search.c.words, query).desc(), _search.c.rowid)
        .limit(limit)
    )


def _tsquery(sought: Sought) -> ColumnElement[Any]:
    match sought:
        case Phrase(words, prefix):
            if prefix:
                plain = "".join(char for char in words if char.isalnum())
                return func.to_tsquery("simple", literal(f"{plain}:*"))
            return func.phraseto_tsquery(_DICTIONARY, literal(words))
        case All(parts):
            return _joined(parts, "&&")
        case Any_(parts):
            return _joined(parts, "||")


def _joined(parts: tuple[Sought, ...], mark: str) -> ColumnElement[Any]:
    return reduce(lambda whole, part: whole.op(mark)(part), map(_tsquery, parts))
