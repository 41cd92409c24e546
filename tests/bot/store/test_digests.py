"""Digests: what came all at once is told as one, and after a crash as the same one."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.alert import Severity
from bot.model.delivery import Digest, Held
from bot.store.digests import FEW, LATE
from bot.store.store import Store
from tests.bot.store.values import (
    ALL,
    HERE,
    MINUTE,
    NOON,
    THERE,
    a_delivery,
    a_story,
    an_alert,
    claim,
    tell,
)

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


async def held(store: Store, stories: int, due_at: datetime = NOON, **how: object) -> None:
    """So many stories wait for a channel's digest."""
    async with store.transaction() as tx:
        for number in range(stories):
            await tell(tx, f"h{number}", 1, Severity.HIGH)
            alert = an_alert(f"h{number}", 1, Severity.HIGH)
            asked = {"held": Held.QUIET, **how}
            await tx.deliveries.add([replace(a_delivery(alert, HERE, due_at), **asked)])  # type: ignore[arg-type]


async def test_what_is_held_is_told_in_one_when_it_is_due_and_not_before(store: Store) -> None:
    await held(store, 3, LATER)
    assert await claim(store, now=LATER) == []
    async with store.transaction() as tx:
        await tx.digests.gather(LATER - MINUTE, ALL, 0)
        assert await tx.digests.claim(LATER - MINUTE, ALL, 10) == []
    (digest,) = await digests(store, more_than=0)
    assert (len(digest.stories), digest.why, digest.first_attempt_at) == (3, Held.QUIET, None)
    assert await digests(store, more_than=0) == []


async def test_what_is_held_holds_up_nothing_else(store: Store) -> None:
    await held(store, 2, LATER + MINUTE)
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.LOW, HERE)
    assert [one.story.id for one in await claim(store, now=LATER)] == ["s1"]


async def test_while_something_is_on_its_way_a_digest_waits(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.LOW, HERE)
    (first,) = await claim(store)
    await held(store, 2)
    assert await digests(store) == []
    async with store.transaction() as tx:
        await tx.deliveries.sent(first.delivery, "m1", 1, LATER)
    assert len(await digests(store)) == 1


async def test_what_moves_and_is_not_held_takes_what_was_held_with_it(store: Store) -> None:
    await held(store, 1, LATER)
    async with store.transaction() as tx:
        await tell(tx, "h0", 2, Severity.CRITICAL, HERE)
    (now,) = await claim(store)
    assert (now.delivery.held, now.story.revision) == (None, 2)


async def test_what_is_held_again_does_not_hold_what_was_to_be_told(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "h0", 1, Severity.LOW, HERE)
        await tell(tx, "h0", 2, Severity.LOW)
        again = replace(a_delivery(an_alert("h0", 2), HERE, LATER), held=Held.CAP)
        await tx.deliveries.add([again])
    (now,) = await claim(store)
    assert (now.delivery.held, now.delivery.due_at, now.story.revision) == (None, NOON, 2)


async def test_who_wants_it_once_more_gets_it_in_a_digest_too(store: Store) -> None:
    await held(store, 1, held=None, again_at=LATER)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tx.deliveries.sent(first.delivery, "m1", 1, NOON)
        assert await tx.deliveries.pending(ALL) == 0
    (digest,) = await digests(store)
    assert (digest.why, digest.tries, digest.first_attempt_at) == (Held.DIGEST, 1, None)
    async with store.transaction() as tx:
        await tx.digests.sent(digest, "m2")
    assert await digests(store) == []


async def test_a_digest_that_certainly_did_not_arrive_is_as_if_it_was_not_tried(
    store: Store,
) -> None:
    await held(store, 2)
    for unsent, tried in ((True, None), (False, None), (True, LATER), (True, LATER)):
        (digest,) = await digests(store)
        assert digest.first_attempt_at == tried
        async with store.transaction() as tx:
            await tx.digests.later(digest, LATER, "busy", unsent=unsent)


async def test_what_was_left_for_long_is_one_digest(store: Store) -> None:
    await crowd(store, FEW + 1)
    async with store.transaction() as tx:
        await tx.digests.gather(NOON + LATE - MINUTE, ALL, 0)
        assert await tx.digests.claim(NOON + LATE, ALL, 10) == []
        await tx.digests.gather(NOON + LATE, ALL, 0)
        (digest,) = await tx.digests.claim(NOON + LATE, ALL, 10)
    assert (digest.why, len(digest.stories)) == (Held.BACKLOG, FEW + 1)
    async with store.reading() as tx:
        assert await tx.digests.told(digest.id) == list(digest.stories)
        assert await tx.digests.told("digest-nobody") == []
