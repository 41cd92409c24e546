"""A copy of the memory in one file, and the way back.

https://www.sqlite.org/backup.html: a copy made while the bot writes is whole all the same.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import address, in_memory
from bot.store.errors import Unusable, plainly
from bot.store.migrate import revisions


async def backup(engine: AsyncEngine, path: Path) -> None:
    """Write the whole memory to a new file; the bot may go on writing.

    Raises Unusable for PostgreSQL and for a file that is there already.
    """
    if engine.dialect.name != "sqlite":
        raise Unusable("tollbell backup is for SQLite; on PostgreSQL use pg_dump, its own tool.")
    with plainly(_url(path), OSError):
        if await asyncio.to_thread(path.exists):
            raise Unusable(f"{path} is there already; name a new file, or remove that one.")
        unfinished = await asyncio.to_thread(_beside, path)
        target = sqlite3.connect(unfinished, check_same_thread=False)
        with closing(target):
            async with engine.connect() as db:
                raw: Any = (await db.get_raw_connection()).driver_connection
                await raw.backup(target)
            await asyncio.to_thread(_settle, target)
        await asyncio.to_thread(unfinished.replace, path)


def _beside(path: Path) -> Path:
    """Where a file is made before it takes its name: half a backup never has the name of one."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    return unfinished


def _settle(copy: sqlite3.Connection) -> None:
    """Make one plain file of a copy, on the disk: a write-ahead log would lie beside it."""
    copy.execute("PRAGMA synchronous = FULL")
    copy.execute("PRAGMA journal_mode = DELETE")


def _url(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))


def restore(path: Path, url: str) -> Path | None:
    """Put a backup in the place of the memory, and get where the old one now lies.

    None where there was no old one. Raises Unusable where the file is no backup, where the bot
    still runs, and for PostgreSQL; nothing is changed then.
    """
    to = address(url)
    if to.get_backend_name() != "sqlite" or in_memory(to):
        raise Unusable("tollbell restore is for SQLite files; on PostgreSQL use pg_restore.")
    target = Path(str(to.database))
    _check(path)
    with plainly(to, OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = _beside(target)
        _copy(path, unfinished)
        kept = _put_aside(target)
        unfinished.replace(target)
    return kept


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        _settle(new)


def _check(path: Path) -> None:
    """Raise where a file is not a whole memory of a known form."""
    if not path.is_file():
        raise Unusable(f"{path} is not there; name a file that tollbell backup made.")
    foreign = Unusable(f"{path} is no backup of Tollbell; name a file that tollbell backup made.")
    with plainly(_url(path)), closing(sqlite3.connect(path)) as copy:
        (whole,) = copy.execute("PRAGMA quick_check").fetchone()
        if whole != "ok":
            raise Unusable(f"{path} is damaged ({whole}); name another backup.")
        if not copy.execute("PRAGMA table_info(alembic_version)").fetchall():
            raise foreign
        row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise foreign
    if row[0] not in revisions():
        raise Unusable(
            f"{path} was written by a newer Tollbell (form {row[0]}); install that version first."
        )


def _put_aside(target: Path) -> Path | None:
    """Rename the memory that is there; its log is written into it first, where that can be."""
    if not target.exists():
        return None
    _close(target)
    number = 1
    while (kept := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    for suffix in ("-wal", "-shm"):  # of a damaged file: they belong to it
        beside = target.with_name(target.name + suffix)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + suffix))
    return target.rename(kept)


def _close(target: Path) -> None:
    """Write the log into the file; raises where another process still has it open.

    To leave WAL mode SQLite must be alone (https://www.sqlite.org/wal.html#persistence_of_wal_mode).
    """
    try:
        with closing(sqlite3.connect(target, timeout=1)) as old:
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise Unusable(f"{target} is in use; stop the bot first.") from error
        raise
    except sqlite3.DatabaseError:
        return  # it is damaged: that may be why it is replaced
