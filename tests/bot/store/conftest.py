"""An empty memory on each of the two databases."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.schema import metadata
from bot.store.store import Store
from tests.postgres import postgres

__all__ = ["postgres"]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables and nothing in them, to be copied: migrating it takes a while."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"

    async def migrate() -> None:
        async with Store.open(f"sqlite:///{path}"):
            pass

    asyncio.run(migrate())
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database (PostgreSQL: one for all tests)."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgres")
        return address
    path = tmp_path / "tollbell.db"
    shutil.copyfile(request.getfixturevalue("migrated"), path)
    return f"sqlite:///{path}"


async def empty(store: Store) -> None:
    """Delete every row."""
    async with store.engine.begin() as db:
        for table in reversed(metadata.sorted_tables):
            await db.execute(table.delete())


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    async with Store.open(url) as opened:
        if url.startswith("postgresql"):
            await empty(opened)
        yield opened


@pytest.fixture
async def empty_postgres(postgres: str) -> str:
    """A PostgreSQL database of its own, for tests of the form itself."""
    engine = create_async_engine(postgres, isolation_level="AUTOCOMMIT")
    async with engine.connect() as db:
        await db.execute(text("DROP DATABASE IF EXISTS empty WITH (FORCE)"))
        await db.execute(text("CREATE DATABASE empty"))
    await engine.dispose()
    return postgres.replace("/postgres?", "/empty?")
