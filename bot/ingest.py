"""Feeds to the outbox: pull, read, place, decide, match and route, in one transaction a poll."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.alerts.decide import decide
from bot.events.lens import Lens
from bot.events.read import read
from bot.model.alert import Alert, Reason
from bot.model.errors import TollbellError
from bot.model.feed import Feed, FeedState
from bot.model.item import Item
from bot.model.story import Story
from bot.placing import placed
from bot.sources.moving import stayed
from bot.sources.pace import claimed_until
from bot.sources.pull import Pull, Puller
from bot.sources.settings import SourceSettings
from bot.store.items import Arrival, Said
from bot.store.store import Store, Transaction
from bot.store.together import Together
from bot.watches.kept import kept
from bot.watches.match import Matcher
from bot.watches.mutes import Subject
from bot.watches.route import route
from bot.wishes import wishes

log = logging.getLogger(__name__)

CORRECTIONS = 3  # of one item that are told singly; further ones are in the digest (I9)
POLLS = 60  # under way at once, most of them waiting; the rules for each host are the puller's
BACK = timedelta(minutes=1)  # a clock that goes back further was wrong before, or is wrong now


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a relevant item: its story as it now stands, and what there is to say."""

    story: Story
    alert: Alert | None
    why: str  # it belongs to this story


@dataclass(frozen=True, slots=True)
class Line:
    """The line from an item to the outbox; the same for a feed, a replay and a back-test."""

    lens: Lens
    watches: Callable[[], Matcher]  # as they now are: a watch may change while the bot runs
    press_wait: timedelta

    async def take(
        self, tx: Transaction, arrival: Arrival, now: datetime, silenced: str | None = None
    ) -> Taken | None:
        """Keep an item with all that follows from it; None where it tells of no trade measure.

        `silenced` says why an alert of this item is kept but not told (a first fetch, say).
        """
        item = arrival.item
        event = read(item, self.lens)
        if event is None:
            return None
        found = await placed(tx, event, item.published or arrival.seen_at, self.lens.parents, now)
        await tx.posts.mark_stale(found.after, now)  # posts that tell it are edited, quietly
        alert = decide(found.before, found.after)
        if alert is not None:
            await self._tell(tx, alert, found.after, item, now, silenced)
        return Taken(found.after, alert, found.why)

    async def _tell(
        self,
        tx: Transaction,
        alert: Alert,
        story: Story,
        item: Item,
        now: datetime,
        silenced: str | None,
    ) -> None:
        """Put an alert into the outbox, for every channel that wants it."""
        await tx.posts.hurry(story.id, now)
        if not await tx.alerts.add(alert, silenced, kept(story)) or silenced:
            return
        matches = self.watches().match(story, item, now.date())
        wait = alert.reason is Reason.NEW and not story.official
        due_at = now + self.press_wait if wait else now
        asked = await wishes(tx, {match.watch for match in matches}, due_at, now)
        if alert.reason is Reason.CORRECTION:
            often = await tx.alerts.often(alert.item, alert.reason)
            asked = replace(asked, together=often > CORRECTIONS)
        await tx.deliveries.add(route(alert, matches, asked, due_at, Subject(story, item)))


Polled = tuple[Feed, Pull, datetime]


class Ingest:
    """Fill the outbox from what feeds say."""

    def __init__(
        self,
        store: Store,
        puller: Puller,
        line: Line,
        settings: SourceSettings,
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self.store, self.puller, self.line, self.settings = store, puller, line, settings
        self.told = told  # called when there is something new in the outbox
        self._polls: dict[asyncio.Task[None], str] = {}  # with the feed that each asks
        self._latest: datetime | None = None
        self._states: dict[str, FeedState] = {}  # of the feeds that are claimed
        self._kept: Together[Polled, list[Taken]] = Together(store, self._keep_all, _work)

    async def start_due(self, now: datetime) -> None:
        """Begin to poll what is due, as far as there is room; does not wait for the answers."""
        if self._latest is None or now < self._latest - BACK:
            async with self.store.transaction() as tx:
                await tx.feeds.reset_clock(now)
        self._latest = now
        under_way = frozenset(self._polls.values())  # an answer may take longer than its claim
        for feed in await self.claim_due(now, POLLS - len(self._polls), under_way):
            task = asyncio.create_task(self.poll(feed, now), name=f"poll {feed.slug}")
            self._polls[task] = feed.slug
            task.add_done_callback(self._polls.pop)

    async def stop(self) -> None:
        """Break off polls under way; a poll that is writing ends its transaction or undoes it."""
        for task in self._polls:
            task.cancel()
        await asyncio.gather(*self._polls, return_exceptions=True)

    async def claim_due(
        self, now: datetime, limit: int, exclude: frozenset[str] = frozenset()
    ) -> list[Feed]:
        """The feeds that are due and now ours.

        Their next poll is set before the request is sent, so that a crash, a restart or a second
        process never polls them early.
        """
        if limit <= 0:
            return []
        async with self.store.transaction() as tx:
            feeds = await tx.feeds.due(now, limit, exclude)
            states = await tx.feeds.states([feed.slug for feed in feeds])
            until = {
                feed.slug: claimed_until(feed, states[feed.slug], self.settings, now)
                for feed in feeds
            }
            claimed = await tx.feeds.claim_all(until, now)
        self._states |= {slug: replace(states[slug], next_check_at=until[slug]) for slug in claimed}
        return [feed for feed in feeds if feed.slug in claimed]

    async def poll(self, feed: Feed, now: datetime) -> None:
        """Poll one feed; whatever goes wrong is a line in the log and stops nothing else."""
        try:
            await self(feed, now)
        except TollbellError as error:
            log.error("not kept: %s", error, extra={"feed": feed.slug})
        except Exception:
            log.exception("poll failed", extra={"feed": feed.slug})

    async def __call__(self, feed: Feed, now: datetime) -> None:
        """Keep all that follows from what a feed says now, or nothing of it."""
        state = self._states.pop(feed.slug, None)
        if state is None:
            async with self.store.reading() as tx:
                state = await tx.feeds.state(feed.slug)
        pulled = await self.puller.pull(feed, state, now)  # the network outside any transaction
        taken = await self._kept((feed, pulled, now))
        if any(one.alert for one in taken):
            self.told()
        _log(feed, pulled, taken)

    async def keep(self, tx: Transaction, feed: Feed, pulled: Pull, now: datetime) -> list[Taken]:
        """Keep what a feed said, with all that follows from it and the state it left (C3)."""
        return (await self._keep_all(tx, [(feed, pulled, now)]))[0]

    async def _keep_all(self, tx: Transaction, polls: Sequence[Polled]) -> list[list[Taken]]:
        arrived = await tx.items.add_all(
            [Said(pulled.items, now, pulled.silent) for _, pulled, now in polls]
        )
        taken = [
            await self._items(tx, arrivals, pulled, now)
            for arrivals, (_, pulled, now) in zip(arrived, polls, strict=True)
        ]
        await tx.feeds.polled_all({feed.slug: await _left(tx, feed, one) for feed, one, _ in polls})
        for feed, pulled, now in polls:
            if pulled.ended:
                await tx.feeds.enable(feed.slug, False)
            if pulled.closed:
                host = urlsplit(feed.url).hostname or ""
                await tx.feeds.put_off(host, now + timedelta(seconds=pulled.closed))
        return taken

    async def _items(
        self, tx: Transaction, arrivals: Sequence[Arrival], pulled: Pull, now: datetime
    ) -> list[Taken]:
        taken = [
            await self.line.take(tx, arrival, now, pulled.silent.get(arrival.item.key))
            for arrival in arrivals
        ]
        return [each for each in taken if each is not None]


def _work(polled: Polled) -> int:
    """How much there is to keep of a poll: its items, each of which may be read and placed."""
    return len(polled[1].items)


async def _left(tx: Transaction, feed: Feed, pulled: Pull) -> FeedState:
    """The state that a poll left; a feed that has moved is given its new address."""
    if pulled.moved_to and not await tx.feeds.move(feed.slug, pulled.moved_to):
        return stayed(pulled.state, feed.url, pulled.moved_to)
    return pulled.state


def _log(feed: Feed, pulled: Pull, taken: list[Taken]) -> None:
    """One line for the poll, one for each alert."""
    if pulled.error:
        next_at = pulled.state.next_check_at
        log.warning(pulled.error, extra={"feed": feed.slug, "next": next_at})
        return
    log.info(
        "polled",
        extra={"feed": feed.slug, "outcome": pulled.outcome, "events": len(taken)},
    )
    for each in taken:
        if each.alert:
            keys = {"feed": feed.slug, "item": each.alert.item, "story": each.story.id}
            log.info("alert", extra={**keys, "alert": each.alert.reason, "why": each.why})
