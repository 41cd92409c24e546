"""Whatever happens in whatever order, every channel is told everything, once and in order."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.alert import Severity
from bot.model.delivery import Delivery, Dispatch, Revision
from bot.model.watch import Channel
from bot.store.store import Store
from tests.bot.store.conftest import empty
from tests.bot.store.values import ALL, HERE, HOUR, MINUTE, NOON, THERE, a_story, tell

STORIES = st.sampled_from(["s1", "s2"])
CHANNELS = st.sampled_from([(HERE,), (THERE,), (HERE, THERE)])

# What may happen: a story moves with or without an alert; the outbox is asked; a request ends
# well, fails, or is cut off with the whole process; time passes.
MOVES = st.tuples(st.just("move"), STORIES, CHANNELS | st.just(()), st.sampled_from([0, 5, 90]))
STEPS = st.one_of(
    MOVES,
    st.tuples(st.just("claim"), st.integers(1, 3)),
    st.tuples(st.sampled_from(["arrive", "fail", "edit", "edit fails", "crash", "wait"])),
)


@dataclass
class World:
    """The bot, the platforms it talks to, and what they have shown."""

    store: Store
    now: timedelta = timedelta()
    revisions: Counter[str] = field(default_factory=Counter)
    promised: list[Delivery] = field(default_factory=list)
    requests: list[Dispatch] = field(default_factory=list)
    edits: list[Revision] = field(default_factory=list)
    shown: dict[str, Dispatch] = field(default_factory=dict)  # by key: a platform knows it again

    async def move(self, story: str, channels: tuple[Channel, ...], wait: int) -> None:
        self.revisions[story] += 1
        due_at = NOON + self.now + timedelta(minutes=wait)
        async with self.store.transaction() as tx:
            revision = self.revisions[story]
            self.promised += await tell(
                tx, story, revision, Severity.HIGH, *channels, due_at=due_at
            )

    async def claim(self, limit: int = 10) -> None:
        async with self.store.transaction() as tx:
            self.requests += await tx.deliveries.claim(NOON + self.now, ALL, limit)
            self.edits += await tx.posts.claim_edits(NOON + self.now, ALL, limit)
        busy = Counter(each.delivery.channel for each in self.requests)
        assert max(busy.values(), default=0) <= 1, "one in flight a channel"

    def show(self, request: Dispatch) -> None:
        """The platform shows a message, or knows its key and shows nothing new."""
        before = [each for each in self.shown.values() if self.same_place(each, request)]
        if request.delivery.id not in self.shown:
            assert not before or request.post is not None, "one post a story"
            told = [each.delivery.alert.revision for each in before]
            assert request.delivery.alert.revision > max(told, default=0), "in order"
        self.shown.setdefault(request.delivery.id, request)

    @staticmethod
    def same_place(one: Dispatch, other: Dispatch) -> bool:
        return (one.delivery.channel, one.story.id) == (other.delivery.channel, other.story.id)

    async def arrive(self) -> None:
        if self.requests:
            request = self.requests.pop(0)
            self.show(request)
            async with self.store.transaction() as tx:
                delivery, revision = request.delivery, request.story.revision
                await tx.deliveries.sent(delivery, delivery.id, revision, NOON + self.now)

    async def fail(self) -> None:
        if self.requests:
            async with self.store.transaction() as tx:
                due_at = NOON + self.now + MINUTE
                await tx.deliveries.later(self.requests.pop(0), due_at, "busy")

    async def edit(self) -> None:
        if self.edits:
            edit = self.edits.pop(0)
            async with self.store.transaction() as tx:
                await tx.posts.edited(edit, "look", NOON + self.now)

    async def edit_fails(self) -> None:
        if self.edits:
            async with self.store.transaction() as tx:
                await tx.posts.edit_later(self.edits.pop(0).post, NOON + self.now + MINUTE)

    async def crash(self) -> None:
        """The process ends: half of its requests had reached the platform."""
        for request in self.requests[::2]:
            self.show(request)
        self.requests, self.edits = [], []
        self.store = Store(self.store.engine)

    async def wait(self) -> None:
        self.now += 7 * MINUTE

    async def come_to_rest(self) -> None:
        await self.crash()
        for _ in range(50):
            self.now += HOUR
            await self.claim()
            while self.requests or self.edits:
                await self.arrive()
                await self.edit()

    async def judge(self) -> None:
        async with self.store.transaction() as tx:
            assert await tx.deliveries.pending(ALL) == 0
            for story, revision in self.revisions.items():
                newest = a_story(story, revision)
                assert await tx.posts.mark_stale(newest, NOON) == 0, "every post is up to date"
        for promise in self.promised:
            assert any(
                request.delivery.id == promise.id
                or (request.post is None and request.story.revision >= promise.alert.revision)
                for request in self.shown.values()
                if request.story.id == promise.alert.story
                and request.delivery.channel == promise.channel
            ), f"{promise.id} was never told"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=15,
)
@given(steps=st.lists(STEPS, max_size=30))
async def test_every_channel_is_told_everything_once_and_in_order(
    store: Store, steps: list[tuple[object, ...]]
) -> None:
    await empty(store)
    world = World(store)
    for name, *with_what in steps:
        step = getattr(world, str(name).replace(" ", "_"))
        await step(*with_what)
    await world.come_to_rest()
    await world.judge()
