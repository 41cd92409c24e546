"""Migrated database == schema.metadata, and who may be migrated."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.store.engine import address, connect
from bot.store.errors import Unusable
from bot.store.migrate import _upgrade
from bot.store.schema import metadata
from bot.store.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'fresh.db'}"
    else:
        yield request.getfixturevalue("empty_postgres")


def differences(connection: Connection) -> list[object]:
    """What the migrations made otherwise; the full-text index is each database's own."""

    def compared(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or not str(name).startswith("search")

    opts = {"compare_server_default": True, "include_name": compared}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, metadata))


async def test_a_migrated_database_is_the_schema(fresh: str) -> None:
    async with Store.open(fresh) as store, store.engine.connect() as db:
        assert await db.run_sync(differences) == []


async def test_a_difference_would_be_seen(fresh: str) -> None:
    async with Store.open(fresh) as store:
        async with store.engine.begin() as db:
            await db.execute(text("ALTER TABLE meta ADD COLUMN more TEXT"))
        async with store.engine.connect() as db:
            assert len(await db.run_sync(differences)) == 1


async def test_a_migration_that_is_broken_off_leaves_nothing(fresh: str) -> None:
    engine = connect(address(fresh))

    async def break_off() -> None:
        async with engine.begin() as db:
            await db.run_sync(_upgrade)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await break_off()
    async with engine.connect() as db:
        assert await db.run_sync(lambda sync: inspect(sync).get_table_names()) == []
    await engine.dispose()


async def test_what_is_kept_is_there_after_opening_again(fresh: str) -> None:
    async with Store.open(fresh) as store, store.transaction() as tx:
        await tx.meta.set("name", "value")
    async with Store.open(fresh) as store, store.transaction() as tx:
        assert await tx.meta.get("name") == "value"


async def test_a_database_of_a_newer_version_is_left_alone(fresh: str) -> None:
    async with Store.open(fresh) as store, store.engine.begin() as db:
        await db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unusable, match=r"written by a newer Tollbell \(form 9999\); install"):
        async with Store.open(fresh):
            pass


async def test_tables_of_another_program_are_left_alone(fresh: str) -> None:
    async with Store.open(fresh) as store, store.engine.begin() as db:
        await db.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(Unusable, match="another program's tables"):
        async with Store.open(fresh):
            pass
