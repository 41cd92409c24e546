"""Digests: what came all at once is told as one, and after a crash as the same one."""

from datetime import timedelta

from bot.model.alert import Severity
from bot.model.delivery import Digest
from bot.store.store import Store
from tests.bot.store.values import ALL, HERE, NOON, THERE, a_story, claim, tell

LATER = NOON + timedelta(minutes=5)


async def crowd(store: Store, stories: int) -> None:
    """So many stories are due in one channel, and one in another."""
    async with store.transaction() as tx:
        for number in range(stories):
            await tell(
                tx, f"s{number}", 1, Severity.HIGH, *([HERE, THERE] if not number else [HERE])
            )


async def digests(store: Store, more_than: int = 3) -> list[Digest]:
    async with store.transaction() as tx:
        await tx.digests.gather(LATER, ALL, more_than)
        return await tx.digests.claim(LATER, ALL, 10)


async def test_a_crowded_channel_is_told_of_all_in_one_and_others_as_ever(store: Store) -> None:
    await crowd(store, 4)
    (digest,) = await digests(store)
    assert digest.channel == HERE
    assert digest.stories == tuple(a_story(f"s{number}", 1) for number in range(4))
    assert [each.delivery.channel for each in await claim(store, now=LATER)] == [THERE]


async def test_no_more_than_the_limit_is_no_crowd(store: Store) -> None:
    await crowd(store, 3)
    assert await digests(store) == []
    assert await digests(store, more_than=0) == []


async def test_a_digest_that_was_sent_is_done_and_is_no_post(store: Store) -> None:
    await crowd(store, 4)
    (digest,) = await digests(store)
    async with store.transaction() as tx:
        await tx.digests.sent(digest, "m1")
    assert await digests(store) == []
    async with store.transaction() as tx:
        assert await tx.deliveries.pending(ALL) == 1  # the other channel's
        await tell(tx, "s0", 2, Severity.HIGH, HERE)
    found = await claim(store, now=LATER)
    assert [each.post for each in found if each.delivery.channel == HERE] == [None]


async def test_a_digest_that_failed_comes_again_as_it_was_and_later_alerts_wait(
    store: Store,
) -> None:
    await crowd(store, 4)
    (digest,) = await digests(store)
    async with store.transaction() as tx:
        await tx.digests.later(digest, LATER, "busy")
        await tell(tx, "s9", 1, Severity.HIGH, HERE)
    (again,) = await digests(store)
    assert (again.id, again.stories, again.tries) == (digest.id, digest.stories, 2)
    assert HERE not in [each.delivery.channel for each in await claim(store, now=LATER)]


async def test_after_a_crash_the_same_digest_is_sent_under_the_same_key(store: Store) -> None:
    await crowd(store, 4)
    (digest,) = await digests(store)
    after = Store(store.engine)  # another run on the same database
    (again,) = await digests(after)
    assert (again.id, again.stories) == (digest.id, digest.stories)
    assert [each.delivery.channel for each in await claim(after, now=LATER)] == [THERE]


async def test_a_digest_that_can_never_arrive_is_given_up(store: Store) -> None:
    await crowd(store, 4)
    (digest,) = await digests(store)
    async with store.transaction() as tx:
        await tx.digests.dead(digest, "the channel is gone")
    assert await digests(store) == []
