"""The outbox: what is put into it is told once, and all of it."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.model.alert import Severity
from bot.model.delivery import Delivery, Held
from bot.store.schema import deliveries, posts
from bot.store.store import Store
from tests.bot.store.values import (
    ALL,
    HERE,
    HOUR,
    MATCHES,
    MINUTE,
    NOON,
    THERE,
    a_delivery,
    a_story,
    an_alert,
    claim,
    ids,
    settle,
    tell,
)

HIGH, LOW, CRITICAL = Severity.HIGH, Severity.LOW, Severity.CRITICAL


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
        await tx.deliveries.later(first, NOON, "no answer")
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
        await tx.deliveries.later(first, NOON + HOUR, "the channel is busy")
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


async def test_a_closed_channel_gives_up_what_waits_and_nothing_else(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE, THERE)
        await tell(tx, "s2", 1, HIGH, HERE)
    on_its_way = next(one for one in await claim(store) if one.delivery.channel == HERE)
    async with store.transaction() as tx:
        assert await tx.deliveries.close(HERE, "gone") == 1
        assert await tx.deliveries.close_space("discord", "8", "removed") == 0
        (dead,) = await tx.deliveries.dead_letters(10)
        assert (dead.story, dead.channel, dead.error) == ("s2", HERE, "gone")
        assert await tx.deliveries.replay(dead.id, NOON)
        assert not await tx.deliveries.replay(on_its_way.delivery.id, NOON)
    await settle(store, on_its_way)
    assert ids(await claim(store)) == [dead.id]


async def test_what_is_muted_is_kept_and_counted_and_not_told(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH)
        await tell(tx, "s2", 1, HIGH)
        for story in ("s1", "s2"):
            muted = replace(a_delivery(an_alert(story)), muted="muted: country CN")
            assert await tx.deliveries.add([muted]) == 1
        await tell(tx, "s3", 1, HIGH, HERE, THERE)
        await tell(tx, "s4", 1, HIGH, HERE)
    found = {one.delivery.channel: one for one in await claim(store)}
    assert (found[HERE].story.id, found[HERE].muted, found[THERE].muted) == ("s3", 2, 0)
    await settle(store, found[HERE])
    (next_one,) = await claim(store)
    assert (next_one.story.id, next_one.muted) == ("s4", 0)


async def test_a_story_that_is_muted_is_told_no_more_where_it_waits(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE, THERE)
        assert await tx.deliveries.hush(HERE, "s1", "muted") == 1
    assert [one.delivery.channel for one in await claim(store)] == [THERE]


async def test_a_try_that_certainly_did_not_arrive_may_tell_the_newest_revision(
    store: Store,
) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, LOW, HERE)
    (first,) = await claim(store)
    async with store.transaction() as tx:
        await tx.deliveries.later(first, NOON + MINUTE, "not connected", unsent=True)
        await tell(tx, "s1", 2, HIGH, HERE)
    (again,) = await claim(store, NOON + MINUTE)
    assert (again.story.revision, again.first_attempt_at, again.tries) == (2, None, 2)


async def test_what_counts_towards_a_cap_is_what_is_told_alone(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, HIGH, HERE, due_at=NOON)
        await tell(tx, "s2", 1, HIGH, HERE, due_at=NOON - MINUTE)
        await tell(tx, "s3", 1, HIGH)
        held = replace(a_delivery(an_alert("s3")), held=Held.CAP)
        await tx.deliveries.add([held])
        assert await tx.deliveries.told_since([HERE, THERE], NOON) == {HERE.place: 1}


async def test_where_a_delivery_was_told_is_known(store: Store) -> None:
    async with store.transaction() as tx:
        (delivery,) = await tell(tx, "s1", 1, HIGH, THERE)
        assert await tx.deliveries.place_of(delivery.id) == (a_story("s1"), THERE)
        assert await tx.deliveries.place_of("nobody") is None


async def test_a_delivery_of_an_alert_that_is_not_kept_is_refused(store: Store) -> None:
    orphan: Delivery = a_delivery(an_alert("nowhere"))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with store.transaction() as tx:
            await tx.deliveries.add([orphan])
