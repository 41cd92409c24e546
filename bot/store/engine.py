"""An engine for either database, set so that what is committed is on the disk.

SQLite: https://www.sqlite.org/pragma.html and, for BEGIN, https://www.sqlite.org/lang_transaction.html.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.errors import Unusable

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_TIMEOUT_MS = 15_000  # another process (backup, a command) holds the file for a moment
READING = {"tollbell_reading": True}  # execution option: a snapshot that nothing is written in


def address(text: str) -> URL:
    """The URL with the driver that the bot speaks; `sqlite:///file` and `postgresql://` will do."""
    try:
        url = make_url(text)
        driver = DRIVERS[url.get_backend_name()]
    except (ArgumentError, KeyError, ValueError):
        raise Unusable(
            "The database URL is neither sqlite:///PATH nor postgresql://USER@HOST/NAME; "
            "set one of the two."
        ) from None
    return url.set(drivername=driver)


def in_memory(url: URL) -> bool:
    """Whether the database lives in this process only."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def connect(url: URL) -> AsyncEngine:
    """The engine of a database; nothing is opened before the first statement."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    try:
        return create_async_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise Unusable("PostgreSQL needs its driver; install it: pip install asyncpg.") from None


def probe(url: URL) -> None:
    """Open and close a file once, so that one which cannot be opened says so here.

    The asynchronous driver leaves a thread behind that stumbles where the first opening fails.
    """
    if url.database and url.get_backend_name() == "sqlite" and not in_memory(url):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(url.database)) as connection:
            _settle(connection, None)
            connection.execute("SELECT count(*) FROM sqlite_schema")


def _sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(url)
    event.listen(engine.sync_engine, "connect", _settle)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _settle(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin` does
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",  # readers go on while one writes
        "synchronous = FULL",  # a committed outbox row outlives a loss of power
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the writer's place at once: two writers queue, where an upgrade would fail."""
    reading = connection.get_execution_options().get("tollbell_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
