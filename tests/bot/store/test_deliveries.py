"""The outbox: nothing lost, nothing doubled, one in flight a channel."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.model.alert import Severity
from bot.model.delivery import Delivery, Dispatch
from bot.model.watch import Channel
from bot.store.schema import deliveries, posts
from bot.store.store import Store
from tests.bot.store.values import (
    HERE,
    HOUR,
    MATCHES,
    MINUTE,
    NOON,
    THERE,
    a_delivery,
    a_story,
    an_alert,
    tell,
)

ALL = ("terminal", "discord")
HIGH, LOW, CRITICAL = Severity.HIGH, Severity.LOW, Severity.CRITICAL
ELSEWHERE = Channel("discord", "43", space="7")


async def claim(
    store: Store, now: datetime = NOON, platforms: Sequence[str] = ALL, limit: int = 10
) -> list[Dispatch]:
    async with store.transaction() as tx:
        return await tx.deliveries.claim(now, platforms, limit)


async def settle(store: Store, dispatch: Dispatch, ref: str = "m1") -> None:
    async with store.transaction() as tx:
        await tx.deliveries.sent(dispatch.delivery, ref, dispatch.story.revision, NOON)


def ids(found: list[Dispatch]) -> list[str]:
    return [dispatch.delivery.id for dispatch in found]


async def test_a_claim_hands_out_all_that_is_needed_to_send(store: Store) -> None:
    async with store.transaction() as tx:
        (delivery,) = await tell(tx, "s1", 1, HIGH, THERE)
    assert await claim(store) == [Dispatch(delivery, a_story("s1"), None, tries=1)]


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


async def test_the_same_alert_is_put_into_the_outbox_once_a_channel(store: Store) -> None:
    async with store.transaction() as tx:
        (delivery,) = await tell(tx, "s1", 1, HIGH, HERE)
        assert await tx.deliveries.add([delivery, delivery]) == 0
    (first,) = await claim(store)
    async with store.transaction() as tx:
        assert await tx.deliveries.add([delivery]) == 0
    await settle(store, first)
    async with store.transaction() as tx:
        assert await tx.deliveries.add([delivery]) == 0
    assert await claim(store) == []


async def test_a_first_delivery_that_waits_tells_the_newest_revision(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE, due_at=NOON + HOUR)
        await tell(tx, "s1", 2, HIGH, HERE, due_at=NOON + MINUTE)
        await tell(tx, "s1", 3, LOW, HERE, THERE, due_at=NOON + HOUR)
    (first,) = await claim(store, NOON + MINUTE)
    assert first.delivery.id == "s1.1@terminal/here"
    assert first.delivery.due_at == NOON + MINUTE
    assert first.story == a_story("s1", 3)
    await settle(store, first)
    assert await claim(store, NOON + MINUTE) == []
    async with store.transaction() as tx:
        assert await tx.posts.claim_edits(NOON, ALL, 10) == []


async def test_a_delivery_on_its_way_does_not_swallow_the_next_revision(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tell(tx, "s1", 2, HIGH, HERE)
    await settle(store, first)
    (update,) = await claim(store)
    assert update.delivery.alert.revision == 2
    assert update.post is not None
    assert (update.post.ref, update.post.revision) == ("m1", 1)


async def test_every_try_tells_what_the_first_one_told(store: Store) -> None:
    """It may have arrived: then the platform knows the key, and shows what it was first told."""
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tell(tx, "s1", 2, HIGH, HERE)
        await tx.deliveries.later(first.delivery, NOON, "no answer")
        await tell(tx, "s1", 3, HIGH, HERE)
    (again,) = await claim(store)
    assert (again.delivery.alert.revision, again.story.revision, again.tries) == (1, 1, 2)
    await settle(store, again)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
    assert (edit.post.revision, edit.story.revision) == (1, 3)
    for revision in (2, 3):
        (update,) = await claim(store)
        assert (update.delivery.alert.revision, update.story.revision) == (revision, 3)
        await settle(store, update)


async def test_what_a_first_post_tells_is_not_told_again(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tell(tx, "s1", 2, HIGH, HERE)
        await tell(tx, "s1", 3, HIGH, HERE)
        await tx.deliveries.dead(first.delivery, "the message was refused")
    (second,) = await claim(store)
    assert (second.delivery.alert.revision, second.story.revision, second.post) == (2, 3, None)
    await settle(store, second)
    async with store.transaction() as tx:
        assert await tx.deliveries.pending(ALL) == 0


async def test_news_do_not_hurry_a_channel_that_asked_for_a_pause(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tx.deliveries.later(first.delivery, NOON + HOUR, "the channel is busy")
        await tell(tx, "s1", 2, HIGH, HERE)
    assert await claim(store, NOON + HOUR - MINUTE) == []
    assert ids(await claim(store, NOON + HOUR)) == ["s1.1@terminal/here"]


async def test_who_joins_a_first_delivery_says_why_the_channel_gets_it(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
        await tell(tx, "s1", 2, CRITICAL)
        await tx.deliveries.add([replace(a_delivery(an_alert("s1", 2, CRITICAL)), matches=())])
        await tell(tx, "s2", 1, HIGH, THERE)
    found = await claim(store)
    assert [(each.delivery.id, each.delivery.matches) for each in found] == [
        ("s1.1@terminal/here", ()),
        ("s2.1@discord/42", MATCHES),
    ]


async def test_an_update_keeps_the_post_that_it_answers(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE)
    (first,) = await claim(store)
    await settle(store, first, "m1")
    async with store.transaction() as tx:
        await tell(tx, "s1", 2, HIGH, HERE)
    (update,) = await claim(store)
    await settle(store, update, "m2")
    async with store.reading() as tx, store.engine.connect() as db:
        refs = (await db.execute(select(posts.c.ref))).scalars().all()
        sent = (await db.execute(select(deliveries.c.message_ref))).scalars().all()
    assert (refs, sorted(sent)) == (["m1"], ["m1", "m2"])


async def test_a_story_that_moves_while_it_is_sent_makes_an_edit_due(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tell(tx, "s1", 2, HIGH)
    await settle(store, first)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
    assert (edit.post.revision, edit.story.revision) == (1, 2)


async def test_a_story_that_moves_in_the_very_moment_makes_an_edit_due(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tell(tx, "s1", 2, HIGH)  # finds no post to mark, and is not committed yet
        settling = asyncio.create_task(settle(store, first))
        done, _ = await asyncio.wait([settling], timeout=0.3)
        assert not done, "it must wait for the story"
    await settling
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
    assert (edit.post.revision, edit.story.revision) == (1, 2)


async def test_a_failed_delivery_is_tried_again_and_holds_up_its_channel(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE)
        await tell(tx, "s2", 1, HIGH, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tx.deliveries.later(first.delivery, NOON + MINUTE, "the channel is busy")
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
        assert (again.delivery.alert.story, again.tries, again.last_attempt_at) == ("s1", 2, NOON)
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


async def test_a_delivery_of_an_alert_that_is_not_kept_is_refused(store: Store) -> None:
    orphan: Delivery = a_delivery(an_alert("nowhere"))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with store.transaction() as tx:
            await tx.deliveries.add([orphan])


async def test_a_thousand_channels_are_told_in_one_go(store: Store) -> None:
    channels = [Channel("discord", str(number)) for number in range(1000)]
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, *channels)
        assert await tx.deliveries.pending(ALL) == 1000
    found = await claim(store, limit=1000)
    assert len({dispatch.delivery.channel for dispatch in found}) == 1000
    assert found[0].delivery.matches == MATCHES
