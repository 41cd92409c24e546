"""A backup is the whole memory in one file, and comes back."""

# ruff: noqa: ASYNC240 - a test may look at a file

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.backup import restore
from bot.store.errors import Unusable
from bot.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "tollbell.db"


@pytest.fixture
def address(path: Path) -> str:
    return f"sqlite:///{path}"


async def note(url: str, value: str) -> None:
    async with Store.open(url) as store, store.transaction() as tx:
        await tx.meta.set("note", value)


async def noted(url: str) -> str | None:
    async with Store.open(url) as store, store.reading() as tx:
        return await tx.meta.get("note")


async def test_a_backup_made_while_the_bot_writes_comes_back(
    tmp_path: Path, path: Path, address: str
) -> None:
    async with Store.open(address) as store:
        async with store.transaction() as tx:
            await tx.meta.set("note", "before")
        async with store.transaction() as tx:
            await tx.meta.set("note", "not yet")
            await store.backup(tmp_path / "copy")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy", "data"]
    await note(address, "after")
    kept = restore(tmp_path / "copy", address)
    assert await noted(address) == "before"
    assert kept == path.with_name("tollbell.db.before-restore-1")
    assert await noted(f"sqlite:///{kept}") == "after"


async def test_every_memory_that_was_replaced_is_kept(tmp_path: Path, address: str) -> None:
    await note(address, "first")
    async with Store.open(address) as store:
        await store.backup(tmp_path / "copy")
    kept = [restore(tmp_path / "copy", address) for _ in range(2)]
    assert [file.name for file in kept if file] == [
        "tollbell.db.before-restore-1",
        "tollbell.db.before-restore-2",
    ]


async def test_a_backup_comes_back_where_nothing_was(
    tmp_path: Path, path: Path, address: str
) -> None:
    await note(address, "value")
    async with Store.open(address) as store:
        await store.backup(tmp_path / "copy")
    path.unlink()
    assert restore(tmp_path / "copy", address) is None
    assert await noted(address) == "value"


async def test_a_damaged_memory_is_put_aside_whole(
    tmp_path: Path, path: Path, address: str
) -> None:
    await note(address, "value")
    async with Store.open(address) as store:
        await store.backup(tmp_path / "copy")
    path.write_bytes(b"damaged beyond repair" * 100)
    kept = restore(tmp_path / "copy", address)
    assert await noted(address) == "value"
    assert kept is not None
    assert kept.read_bytes().startswith(b"damaged")


async def test_a_memory_without_a_file_can_be_backed_up(tmp_path: Path) -> None:
    async with Store.open("sqlite://") as store:
        async with store.transaction() as tx:
            await tx.meta.set("note", "value")
        await store.backup(tmp_path / "copy")
    assert await noted(f"sqlite:///{tmp_path / 'copy'}") == "value"


async def test_nothing_is_written_over_a_file_that_is_there(tmp_path: Path, address: str) -> None:
    (tmp_path / "copy").write_text("precious")
    async with Store.open(address) as store:
        with pytest.raises(Unusable, match="is there already; name a new file"):
            await store.backup(tmp_path / "copy")
        with pytest.raises(Unusable, match="nowhere/copy cannot be opened"):
            await store.backup(tmp_path / "nowhere" / "copy")
    assert (tmp_path / "copy").read_text() == "precious"


def a_database(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        for statement in statements:
            other.execute(statement)
        other.commit()


VERSION = "CREATE TABLE alembic_version (version_num TEXT)"


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (["CREATE TABLE other (a)"], "is no backup of Tollbell"),
        ([VERSION], "is no backup of Tollbell"),
        ([VERSION, "INSERT INTO alembic_version VALUES ('9999')"], "written by a newer Tollbell"),
    ],
)
async def test_a_database_of_something_else_is_not_put_back(
    tmp_path: Path, address: str, statements: list[str], sentence: str
) -> None:
    await note(address, "value")
    a_database(tmp_path / "other", *statements)
    with pytest.raises(Unusable, match=sentence):
        restore(tmp_path / "other", address)
    assert await noted(address) == "value"


async def test_a_file_that_is_no_database_is_not_put_back(tmp_path: Path, address: str) -> None:
    await note(address, "value")
    (tmp_path / "text").write_text("This is a text and no database.\n" * 100)
    with pytest.raises(Unusable, match="is not a database"):
        restore(tmp_path / "text", address)
    with pytest.raises(Unusable, match="is not there"):
        restore(tmp_path / "nowhere", address)
    assert await noted(address) == "value"


async def test_half_a_backup_is_not_put_back(tmp_path: Path, address: str) -> None:
    await note(address, "value")
    async with Store.open(address) as store:
        await store.backup(tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    with pytest.raises(Unusable, match="is damaged"):
        restore(tmp_path / "half", address)
    assert await noted(address) == "value"


async def test_nothing_is_put_back_under_a_running_bot(tmp_path: Path, address: str) -> None:
    async with Store.open(address) as store:
        await store.backup(tmp_path / "copy")
        with pytest.raises(Unusable, match="is in use; stop the bot first"):
            restore(tmp_path / "copy", address)
        async with store.transaction() as tx:
            await tx.meta.set("note", "value")
    assert await noted(address) == "value"


async def test_on_postgresql_its_own_tools_are_the_way(tmp_path: Path, postgres: str) -> None:
    async with Store.open(postgres) as store:
        with pytest.raises(Unusable, match="use pg_dump"):
            await store.backup(tmp_path / "copy")
    with pytest.raises(Unusable, match="use pg_restore"):
        restore(tmp_path / "copy", postgres)
