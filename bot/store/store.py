"""The memory, opened: transactions that keep all of what they were given, or nothing."""

from asyncio import Lock, to_thread
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store import backup, engine
from bot.store.alerts import Alerts
from bot.store.bonds import Bonds
from bot.store.calls import Calls
from bot.store.channel_settings import ChannelSettings
from bot.store.deliveries import Deliveries
from bot.store.digests import Digests
from bot.store.errors import plainly
from bot.store.events import Events
from bot.store.feeds import Feeds
from bot.store.history import History
from bot.store.items import Items
from bot.store.marks import Marks
from bot.store.meta import Meta
from bot.store.migrate import migrate
from bot.store.mutes import Mutes
from bot.store.notices import Notices
from bot.store.posts import Posts
from bot.store.search import Search
from bot.store.seeds import Seeds
from bot.store.spaces import Spaces
from bot.store.stories import Stories
from bot.store.subscriptions import Subscriptions
from bot.store.watches import Watches


class Transaction:
    """The nouns of the line, all on one connection: what one writes, the others read."""

    def __init__(self, db: AsyncConnection, run: str) -> None:
        self.feeds = Feeds(db)
        self.items = Items(db)
        self.events = Events(db)
        self.stories = Stories(db)
        self.history = History(db)
        self.search = Search(db)
        self.bonds = Bonds(db)
        self.alerts = Alerts(db)
        self.watches = Watches(db)
        self.subscriptions = Subscriptions(db)
        self.channel_settings = ChannelSettings(db)
        self.mutes = Mutes(db)
        self.marks = Marks(db)
        self.calls = Calls(db)
        self.spaces = Spaces(db)
        self.deliveries = Deliveries(db, run)
        self.digests = Digests(db, run)
        self.posts = Posts(db, run)
        self.seeds = Seeds(db)
        self.meta = Meta(db)
        self.notices = Notices(db)


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. Make it with `Store.open`."""

    engine: AsyncEngine
    # Tells what this process is sending from what an earlier one was sending when it ended.
    run: str = field(default_factory=lambda: uuid4().hex)
    # SQLite has one writer: here they queue in order, where its own waiting is a matter of luck.
    turn: Lock = field(default_factory=Lock)

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator["Store"]:
        """The memory at a URL, brought to this version's form; closed at the end.

        `sqlite:///PATH`, `sqlite://` (in memory) or `postgresql://USER@HOST/NAME`. Raises Unusable
        or Busy, whose sentence says what to do.
        """
        address = engine.address(url)
        connected = engine.connect(address)
        try:
            with plainly(address, Exception):
                await to_thread(engine.probe, address)
                await migrate(connected)
            yield cls(connected)
        finally:
            await connected.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """All of what is done in it is kept, or nothing; never await the network in it."""
        async with AsyncExitStack() as stack:
            if self.engine.dialect.name == "sqlite":
                await stack.enter_async_context(self.turn)
            stack.enter_context(plainly(self.engine.url))
            with plainly(self.engine.url, OSError):
                db = await stack.enter_async_context(self.engine.begin())
            yield Transaction(db, self.run)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """What is kept now, for questions: it waits for no writer, and writes nothing."""
        async with AsyncExitStack() as stack:
            if engine.in_memory(self.engine.url):  # one connection, so one at a time
                await stack.enter_async_context(self.turn)
            stack.enter_context(plainly(self.engine.url))
            with plainly(self.engine.url, OSError):
                db = await stack.enter_async_context(self.engine.connect())
            yield Transaction(await db.execution_options(**engine.READING), self.run)

    async def backup(self, path: Path) -> None:
        """Write the whole memory to a new file while the bot runs (SQLite only)."""
        await backup.backup(self.engine, path)
