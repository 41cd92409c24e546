"""The two statements that SQLite and PostgreSQL speak alike and standard SQL does not have."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Values = Mapping[str, Any]
Insert = sqlite.Insert | postgresql.Insert


def insert(db: AsyncConnection, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT, in the words of the connection's database."""
    return sqlite.insert(table) if db.dialect.name == "sqlite" else postgresql.insert(table)


async def add(
    db: AsyncConnection, table: Table, rows: Sequence[Values], returning: str
) -> list[Row[Any]]:
    """One column of the rows that were not there yet; the others are left as they were."""
    if not rows:
        return []
    statement = insert(db, table).on_conflict_do_nothing().returning(table.c[returning])
    return list(await db.execute(statement, list(rows)))


async def put(
    db: AsyncConnection, table: Table, row: Values, **changed: ColumnElement[Any]
) -> None:
    """Write a row in the place of the one with its primary key.

    Columns that `row` leaves out stay as they are; `changed` sets further ones on a row that was
    there already.
    """
    statement = insert(db, table).values(**row)
    key = [column.name for column in table.primary_key]
    new = {name: statement.excluded[name] for name in row if name not in key}
    await db.execute(statement.on_conflict_do_update(index_elements=key, set_={**new, **changed}))
