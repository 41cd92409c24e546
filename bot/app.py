"""The app: every part made once and handed to those that need it. The only clock is here."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import health, seed
from bot.alerts.labels import Labels
from bot.commands import Answer, Reach
from bot.commands.parts.intake import Intake
from bot.config.seeds import load_feeds, load_watches
from bot.config.settings import Settings
from bot.config.vocabulary import load as load_vocabulary
from bot.deliver import Deliver
from bot.events.lens import Lens
from bot.health.watchdog import Watchdog
from bot.heed import purge
from bot.ingest import Ingest, Line
from bot.model.command import Call, Reply
from bot.model.protocols import Platform
from bot.model.watch import Channel, Subscription
from bot.no_news import NoNews
from bot.platforms.console import Console
from bot.rules import Rules
from bot.schedule import Pulse, Schedule
from bot.seed import Seed
from bot.sources.http import Http
from bot.sources.pull import Puller
from bot.sources.worker import Parser
from bot.store.store import Store, Transaction
from bot.watches.known import Known

log = logging.getLogger(__name__)

TERMINAL = Channel("console", "terminal")
HOUSEKEEPING = 30.0  # seconds between signs of life
_INDEXED = "indexed"
WATCH = 300.0  # seconds between two looks at how the feeds do
NO_NEWS = 20.0  # seconds until a channel is told that its digest is empty
RULES = 5.0  # seconds until a watch that was changed in the database is taken


def now() -> datetime:
    """The time, aware and in UTC; everything else is handed it."""
    return datetime.now(UTC)  # noqa: TID251 the one clock of the house


@dataclass(frozen=True, slots=True)
class App:
    """The service, wired."""

    settings: Settings
    store: Store
    platforms: Mapping[str, Platform]
    rules: Rules
    ingest: Ingest
    deliver: Deliver
    answer: Answer
    watchdog: Watchdog

    async def run(self) -> None:
        """Poll, deliver and answer until SIGTERM or SIGINT."""
        stop = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        talks = [asyncio.create_task(one.run(self.answer)) for one in self.platforms.values()]
        for talk in talks:
            talk.add_done_callback(lambda _: stop.set())  # a refused token ends the service
        await self.keep_house()
        log.info("started", extra={"platform": ", ".join(self.platforms)})
        delivering = asyncio.create_task(self.deliver.run())
        try:
            async with Schedule(self._pulses()):
                await stop.wait()
        finally:
            delivering.cancel()
            await self._close(talks)

    def _pulses(self) -> list[Pulse]:
        return [
            Pulse("ingest", 1.0, lambda: self.ingest.start_due(now())),
            Pulse("rules", RULES, self.rules.refresh),
            Pulse("no news", NO_NEWS, NoNews(self.store, self.platforms, now)),
            Pulse("watchdog", WATCH, lambda: self.watchdog(now())),
            Pulse("housekeeping", HOUSEKEEPING, self.keep_house),
        ]

    async def _close(self, talks: "Sequence[asyncio.Task[None]]") -> None:
        await self.ingest.stop()
        await self.deliver.stop()
        for talk in talks:
            talk.cancel()
        await asyncio.wait(talks)
        log.info("stopped")
        for talk in talks:
            if not talk.cancelled() and (error := talk.exception()):
                raise error

    async def once(self) -> None:
        """Poll every feed that is due, one after the other, deliver what is due, and return."""
        polled: set[str] = set()
        while feeds := await self.ingest.claim_due(now(), 1, frozenset(polled)):
            polled |= {feed.slug for feed in feeds}
            for feed in feeds:
                await self.ingest.poll(feed, now())
                while await self.deliver():
                    pass
        await self.keep_house()

    async def keep_house(self) -> None:
        """Leave a sign of life; empty texts and drop events that have outlived their retention."""
        kept = self.settings.store
        async with self.store.transaction() as tx:
            await health.beat(tx, now())
            await purge(tx, now())
            if kept.keep_text_days:
                await tx.items.purge_text(now() - timedelta(days=kept.keep_text_days))
            if kept.keep_events_days:
                await tx.events.purge(now() - timedelta(days=kept.keep_events_days))


def read_lens(settings: Settings) -> Lens:
    """What is needed to read items, alone; raises MendFile."""
    return Lens.of(load_vocabulary(settings.vocabulary_folder))


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[App]:
    """The service with everything open: database migrated, seeds taken, nothing polled yet."""
    vocabulary = load_vocabulary(settings.vocabulary_folder)
    labels = Labels.of(vocabulary)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(Store.open(settings.store.url))
        http = await stack.enter_async_context(Http(settings.sources))
        parser = await stack.enter_async_context(Parser())
        async with store.transaction() as tx:
            await seed.take(tx, seeds_of(settings), now())
            await _subscribe_terminal(tx, settings)
            await _fill_index(tx)
        platforms = {one.name: one for one in _platforms(settings)}
        known = Known.of(vocabulary)
        rules = Rules(store, known)
        await rules.refresh()
        line = Line(Lens.of(vocabulary), rules, timedelta(seconds=settings.stories.press_wait))
        puller = Puller(settings.sources, http, parser)
        deliver = Deliver(store, platforms, labels, now, settings.stories.storm_limit)
        ingest = Ingest(store, puller, line, settings.sources, deliver.wake)
        intake = Intake(puller, ingest.keep, line.lens, rules, now)
        yield App(
            settings,
            store,
            platforms,
            rules,
            ingest,
            deliver,
            Answer(Reach(store, platforms, intake), labels, known, now, rules.refresh),
            Watchdog(store, platforms, settings.ops.room),
        )


def seeds_of(settings: Settings) -> tuple[Seed, ...]:
    """The starter feeds and preset watches of the files; raises MendFile."""
    return (*load_feeds(settings.feeds_file), *load_watches(settings.watches_file))


def _platforms(settings: Settings) -> list[Platform]:
    """Where alerts are posted: every platform that there is a token for, or else the terminal.

    A platform's SDK is imported only where it is used: each takes its time and its memory, and
    Slack's asks for a home directory, which a container's user may not have.
    """
    found: list[Platform] = []
    if settings.discord.token:
        from bot.platforms.discord.client import Discord

        found.append(Discord(settings.discord, now))
    if settings.slack.bot_token:
        from bot.platforms.slack.client import Slack

        found.append(Slack(settings.slack))
    return found or [Console()]


async def _subscribe_terminal(tx: Transaction, settings: Settings) -> None:
    """The terminal watches what the configuration says while it is the platform, else nothing."""
    tokens = settings.discord.token or settings.slack.bot_token
    wanted = () if tokens else settings.console.watches
    for each in await tx.subscriptions.of_channel(TERMINAL):
        if each.made_by is None and each.watch not in wanted:
            await tx.subscriptions.remove(TERMINAL, each.watch)
    known = {watch.slug for watch in await tx.watches.all()}
    for slug in wanted:
        if slug in known:
            await tx.subscriptions.add(Subscription(TERMINAL, slug))
        else:
            log.warning("[console] watches: there is no watch '%s'", slug)


async def _fill_index(tx: Transaction) -> None:
    """Make findable, once, what a version before the full-text index kept."""
    if await tx.meta.get(_INDEXED) is None:
        await tx.history.refill()
        await tx.meta.set(_INDEXED, now().isoformat())


async def ask(settings: Settings, call: Call) -> Reply:
    """The reply to a command of the command line, beside a service that may run."""
    vocabulary = load_vocabulary(settings.vocabulary_folder)
    async with Store.open(settings.store.url) as store:
        reach = Reach(store, {"console": Console()})
        return await Answer(reach, Labels.of(vocabulary), Known.of(vocabulary), now)(call)


async def examine(settings: Settings) -> str:
    """One sentence about a living service; raises Unhealthy where it is not."""
    async with Store.open(settings.store.url) as store, store.reading() as tx:
        return await health.examine(tx, now())
