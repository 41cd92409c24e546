"""The memory, opened: whole transactions, writers in a queue, and sentences where it cannot."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.model.errors import GiveUp, TollbellError, TryLater
from bot.store.errors import Busy, Unusable
from bot.store.store import Store
from tests.bot.store.values import NOON, an_item


async def opening(url: str) -> None:
    async with Store.open(url):
        pass


async def test_a_transaction_that_fails_keeps_nothing(store: Store) -> None:
    async def fail() -> None:
        async with store.transaction() as tx:
            await tx.meta.set("name", "value")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with store.transaction() as tx:
        assert await tx.meta.get("name") is None


async def test_writers_queue_and_none_fails(store: Store, url: str) -> None:
    async def count(one: Store) -> None:
        async with one.transaction() as tx:
            await tx.stories.near([], NOON)  # who asks first writes first
            await tx.meta.set("count", str(int(await tx.meta.get("count") or 0) + 1))

    async with Store.open(url) as other:
        await asyncio.gather(*(count(one) for one in (store, other) for _ in range(20)))
    async with store.transaction() as tx:
        assert await tx.meta.get("count") == "40"


async def test_who_reads_does_not_wait_for_who_writes(store: Store) -> None:
    async with store.transaction() as writing:
        await writing.meta.set("name", "value")
        async with asyncio.timeout(5), store.reading() as reading:
            assert await reading.meta.get("name") is None
    async with store.reading() as reading:
        assert await reading.meta.get("name") == "value"


async def test_what_is_written_while_reading_is_not_kept(store: Store) -> None:
    async with store.reading() as reading:
        await reading.meta.set("name", "value")
    async with store.reading() as reading:
        assert await reading.meta.get("name") is None


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite+aiosqlite://"])
async def test_a_memory_without_a_file_serves_many_at_once(url: str) -> None:
    async def note(store: Store, name: str) -> None:
        async with store.transaction() as tx:
            await tx.meta.set(name, name)
        async with store.reading() as tx:
            assert await tx.meta.get(name) == name

    async with Store.open(url) as store:
        await asyncio.gather(*(note(store, str(number)) for number in range(20)))


async def test_a_cancelled_writer_leaves_the_way_free(store: Store) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with store.transaction() as tx:
            await tx.meta.set("name", "value")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await begun.wait()
    task.cancel()
    await asyncio.wait([task])
    async with asyncio.timeout(5), store.transaction() as tx:
        assert await tx.meta.get("name") is None


async def test_what_is_committed_is_on_the_disk(tmp_path: Path) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}
    url = f"sqlite:///{tmp_path / 'a.db'}"
    async with Store.open(url) as store, store.engine.connect() as db:
        found = {name: (await db.execute(text(f"PRAGMA {name}"))).scalar_one() for name in wanted}
    assert found == wanted


async def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    await opening(f"sqlite:///{tmp_path / 'data' / 'new' / 'a.db'}")
    assert (tmp_path / "data" / "new" / "a.db").exists()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "neither sqlite:///PATH nor postgresql://"),
        ("mysql://root@localhost/x", "neither sqlite:///PATH nor postgresql://"),
        ("sqlite:///{folder}/text.txt", "is not a database; name another file"),
        ("sqlite:///{folder}", "cannot be opened; make its folder"),
        ("sqlite:///{folder}/text.txt/a.db", r"cannot be used \(File exists\); mend that"),
        ("postgresql://x@127.0.0.1:1/x", "127.0.0.1:1/x does not answer; start its server"),
    ],
)
async def test_what_cannot_be_opened_gets_one_sentence(
    tmp_path: Path, url: str, sentence: str
) -> None:
    (tmp_path / "text.txt").write_text("This is a text and no database.\n" * 100)
    with pytest.raises((Unusable, Busy), match=sentence) as caught:
        await opening(url.format(folder=tmp_path))
    assert isinstance(caught.value, TollbellError)
    assert "\n" not in str(caught.value)


async def test_a_database_that_is_not_there_gets_one_sentence(postgres: str) -> None:
    with pytest.raises(Unusable, match="does not exist on that server; make it: createdb"):
        await opening(postgres.replace("/postgres?", "/nowhere?"))


async def test_a_server_that_goes_away_gets_one_sentence(postgres: str) -> None:
    async def write(store: Store) -> None:
        async with store.transaction() as tx:
            mine = select(func.pg_backend_pid())
            pid = (await tx.meta.db.execute(mine)).scalar_one()
            async with store.engine.connect() as other:
                await other.execute(select(func.pg_terminate_backend(pid, 5000)))
            await tx.meta.set("name", "value")

    async with Store.open(postgres) as store:
        with pytest.raises(TryLater, match="ended the connection; nothing is lost"):
            await write(store)
        async with store.transaction() as tx:
            await tx.meta.set("name", "value")


async def test_a_password_is_not_told() -> None:
    with pytest.raises(Busy) as caught:
        await opening("postgresql://me:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value)


async def test_a_file_that_cannot_be_written_gets_one_sentence(tmp_path: Path) -> None:
    async with Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store:
        async with store.engine.connect() as db:
            await db.execute(text("PRAGMA query_only = ON"))  # as a file without rights says
        with pytest.raises(Unusable, match=r"a\.db cannot be written; let this user write"):
            async with store.transaction() as tx:
                await tx.meta.set("name", "value")


async def fill(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([an_item(str(number)) for number in range(2000)], NOON)


async def test_a_full_disk_gets_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    async with Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store:
        async with store.transaction() as tx:
            await tx.items.add_new([an_item()], NOON)
        async with store.engine.connect() as db:
            pages = (await db.execute(text("PRAGMA page_count"))).scalar_one()
            await db.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(TryLater, match=r"The disk of .*a\.db is full; nothing is lost"):
            await fill(store)
        async with store.transaction() as tx:
            assert await tx.items.get("gazette/a") == an_item()
            assert await tx.items.get("gazette/0") is None


async def test_a_damaged_file_gets_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    await opening(f"sqlite:///{path}")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(GiveUp, match="is damaged; stop the bot and put a backup"):
        await opening(f"sqlite:///{path}")


async def test_a_file_that_another_process_holds_gets_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engine.BUSY_TIMEOUT_MS", 10)
    path = tmp_path / "a.db"
    async with Store.open(f"sqlite:///{path}") as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(TryLater, match=r"Another process holds .*a\.db"):
                async with store.transaction():
                    pass
            other.execute("ROLLBACK")
        async with store.transaction() as tx:
            await tx.meta.set("name", "value")
