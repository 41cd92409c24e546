"""Bring a database to this version's form, or say why it cannot be."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import READING
from bot.store.errors import Unusable, place
from bot.store.schema import metadata

FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def revisions() -> frozenset[str]:
    """Every form of the database that this version can read."""
    script = ScriptDirectory.from_config(_config())
    return frozenset(revision.revision for revision in script.walk_revisions())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _behind(connection: Connection) -> bool:
    """Whether there is something to do; raises where the database is not ours to change."""
    at = _revision(connection)
    where = place(connection.engine.url)
    if at is None:
        foreign = set(inspect(connection).get_table_names()) & set(metadata.tables)
        if foreign:
            raise Unusable(f"{where} holds another program's tables; name another database.")
        return True
    if at not in revisions():
        raise Unusable(
            f"{where} was written by a newer Tollbell (form {at}); "
            "install that version again, or restore a backup made before it."
        )
    return at != ScriptDirectory.from_config(_config()).get_current_head()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # two processes that start at once: one migrates
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7651)")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def migrate(engine: AsyncEngine) -> None:
    """Run what is missing, all or nothing."""
    async with engine.connect() as reading:
        await reading.execution_options(**READING)
        behind = await reading.run_sync(_behind)
    if behind:
        async with engine.begin() as writing:
            await writing.run_sync(_upgrade)
