"""A claim: one in flight a channel, the most severe first, order kept within a channel."""

import pytest

from bot.model.alert import Severity
from bot.model.delivery import Dispatch
from bot.model.watch import Channel
from bot.store.store import Store
from tests.bot.store.values import (
    ALL,
    HERE,
    HOUR,
    MATCHES,
    MINUTE,
    NOON,
    THERE,
    a_story,
    claim,
    ids,
    settle,
    tell,
)

HIGH, LOW, CRITICAL = Severity.HIGH, Severity.LOW, Severity.CRITICAL
ELSEWHERE = Channel("discord", "43", space="7")


async def test_a_claim_hands_out_all_that_is_needed_to_send(store: Store) -> None:
    async with store.transaction() as tx:
        (delivery,) = await tell(tx, "s1", 1, HIGH, THERE)
    assert await claim(store) == [Dispatch(delivery, a_story("s1"), None, None, tries=1)]


async def test_a_later_alert_comes_with_the_story_as_it_was_before(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, THERE)
    (first,) = await claim(store)
    await settle(store, first)
    async with store.transaction() as tx:
        await tell(tx, "s1", 2, HIGH, THERE)
    (second,) = await claim(store)
    assert second.before == a_story("s1", 1)


async def test_what_is_not_due_or_not_asked_for_waits(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE, THERE, due_at=NOON + MINUTE)
    assert await claim(store) == []
    assert ids(await claim(store, NOON + MINUTE, ["discord"])) == ["s1.1@discord/42"]


async def test_a_channel_has_one_delivery_in_flight_the_oldest_first(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
        await tell(tx, "s2", 1, CRITICAL, HERE)
    (first,) = await claim(store)
    assert first.delivery.alert.story == "s1"
    assert await claim(store) == []
    await settle(store, first)
    assert ids(await claim(store)) == ["s2.1@terminal/here"]


async def test_between_channels_the_most_severe_comes_first(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
        await tell(tx, "s2", 1, CRITICAL, ELSEWHERE)
        await tell(tx, "s3", 1, HIGH, THERE)
    assert ids(await claim(store, limit=2)) == ["s2.1@discord/43", "s3.1@discord/42"]
    assert ids(await claim(store, limit=2)) == ["s1.1@terminal/here"]


async def test_a_failed_delivery_is_tried_again_and_holds_up_its_channel(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE)
        await tell(tx, "s2", 1, HIGH, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tx.deliveries.later(first, NOON + MINUTE, "the channel is busy")
    assert await claim(store, NOON) == []
    (again,) = await claim(store, NOON + MINUTE)
    assert (again.delivery.id, again.tries, again.last_attempt_at) == (first.delivery.id, 2, NOON)


async def test_a_delivery_that_is_only_put_off_holds_up_nothing_else(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE, due_at=NOON + HOUR)
        await tell(tx, "s2", 1, CRITICAL, HERE)
    (second,) = await claim(store)
    assert second.delivery.id == "s2.1@terminal/here"
    assert await claim(store, NOON + HOUR) == []
    await settle(store, second)
    assert ids(await claim(store, NOON + HOUR)) == ["s1.1@terminal/here"]


async def test_what_came_first_goes_first_when_both_are_due(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE, due_at=NOON + HOUR)
        await tell(tx, "s2", 1, CRITICAL, HERE, due_at=NOON + MINUTE)
    assert ids(await claim(store, NOON + HOUR)) == ["s1.1@terminal/here"]


async def test_an_update_never_overtakes_what_it_updates(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
    (first,) = await claim(store)
    await settle(store, first)
    async with store.transaction() as tx:
        await tell(tx, "s1", 2, LOW, HERE, due_at=NOON + HOUR)
        await tell(tx, "s1", 3, CRITICAL, HERE)
    assert await claim(store) == []
    assert ids(await claim(store, NOON + HOUR)) == ["s1.2@terminal/here"]


async def test_a_dead_delivery_is_not_tried_again_and_frees_its_channel(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE)
        await tell(tx, "s2", 1, HIGH, HERE)
        assert await tx.deliveries.pending(ALL) == 2
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tx.deliveries.dead(first.delivery, "the channel is gone")
        assert await tx.deliveries.pending(ALL) == 1
        assert await tx.deliveries.pending(["discord"]) == 0
    assert ids(await claim(store)) == ["s2.1@terminal/here"]


async def test_what_a_run_left_on_its_way_is_handed_out_by_the_next(store: Store, url: str) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE)
        await tell(tx, "s2", 1, HIGH, HERE)
    await claim(store)
    async with Store.open(url) as next_run:
        (again,) = await claim(next_run, NOON + MINUTE)
        assert (again.delivery.alert.story, again.tries, again.last_attempt_at) == ("s1", 1, NOON)
        assert await claim(next_run, NOON + MINUTE) == []
        await settle(next_run, again)
        assert ids(await claim(next_run)) == ["s2.1@terminal/here"]


async def test_a_claim_that_is_undone_claims_nothing(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE)

    async def claim_and_fail() -> None:
        async with store.transaction() as tx:
            assert len(await tx.deliveries.claim(NOON, ALL, 10)) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await claim_and_fail()
    (first,) = await claim(store)
    assert (first.tries, first.last_attempt_at) == (1, None)


async def test_a_thousand_channels_are_told_in_one_go(store: Store) -> None:
    channels = [Channel("discord", str(number)) for number in range(1000)]
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, *channels)
        assert await tx.deliveries.pending(ALL) == 1000
    found = await claim(store, limit=1000)
    assert len({dispatch.delivery.channel for dispatch in found}) == 1000
    assert found[0].delivery.matches == MATCHES
