"""The two statements that SQLite and PostgreSQL speak alike and standard SQL does not have."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

Values = Mapping[str, Any]
Insert = sqlite.Insert | postgresql.Insert


def insert(db: AsyncConnection, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT, in the words of the connection's database."""
    return _insert(db.dialect.name, table)


async def add(
    db: AsyncConnection, table: Table, rows: Sequence[Values], returning: str
) -> list[Row[Any]]:
    """One column of the rows that were not there yet; the others are left as they were."""
    if not rows:
        return []
    return list(await db.execute(_adding(db.dialect.name, table, returning), list(rows)))


async def put(
    db: AsyncConnection, table: Table, row: Values, **changed: ColumnElement[Any]
) -> None:
    """Write a row in the place of the one with its primary key.

    Columns that `row` leaves out stay as they are; `changed` sets further ones on a row that was
    there already.
    """
    if not changed and not any(isinstance(value, ClauseElement) for value in row.values()):
        await db.execute(_putting(db.dialect.name, table, tuple(row)), dict(row))
        return
    statement = insert(db, table).values(**row)
    key = [column.name for column in table.primary_key]
    new = {name: statement.excluded[name] for name in row if name not in key}
    await db.execute(statement.on_conflict_do_update(index_elements=key, set_={**new, **changed}))


@cache
def _adding(dialect: str, table: Table, returning: str) -> ReturningInsert[Any]:
    """Put together once: that takes longer than to carry it out."""
    statement = _insert(dialect, table)
    return statement.on_conflict_do_nothing().returning(table.c[returning])


@cache
def _putting(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    statement = _insert(dialect, table)
    key = [column.name for column in table.primary_key]
    new = {name: statement.excluded[name] for name in names if name not in key}
    if not new:
        return statement.on_conflict_do_nothing()
    return statement.on_conflict_do_update(index_elements=key, set_=new)


def _insert(dialect: str, table: Table) -> Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
