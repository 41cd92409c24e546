"""Posts: edited until they tell the newest revision."""

from dataclasses import replace

from bot.model.alert import Severity
from bot.model.delivery import Mark, MarkKind, Post, Revision
from bot.model.watch import Channel
from bot.store.posts import QUIET
from bot.store.store import Store
from tests.bot.store.values import ALL, HERE, HOUR, MATCHES, MINUTE, NOON, THERE, a_story, tell

POST = Post("s1", THERE, "m1", 1, MATCHES, "s1.1@discord/42")


async def show(store: Store, revision: int = 1) -> None:
    """The story's revision 1 is shown in one channel; then the story moves to `revision`."""
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.LOW, THERE)
        (first,) = await tx.deliveries.claim(NOON, ALL, 1)
        await tx.deliveries.sent(first.delivery, "m1", 1, NOON)
        if revision > 1:
            await tell(tx, "s1", revision, Severity.LOW)


async def test_a_post_that_tells_the_newest_revision_is_left_alone(store: Store) -> None:
    await show(store)
    async with store.transaction() as tx:
        assert await tx.posts.mark_stale(a_story("s1", 1), NOON) == 0
        assert await tx.posts.claim_edits(NOON + HOUR, ALL, 10) == []


async def test_a_stale_post_is_handed_out_once_with_its_story(store: Store) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        assert await tx.posts.claim_edits(NOON - MINUTE, ALL, 10) == []
        assert await tx.posts.claim_edits(NOON, ["terminal"], 10) == []
        assert await tx.posts.claim_edits(NOON, ALL, 10) == [Revision(POST, a_story("s1", 2), NOON)]
        assert await tx.posts.claim_edits(NOON + HOUR, ALL, 10) == []


async def test_an_edited_post_rests_until_its_story_moves(store: Store) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
        await tx.posts.edited(edit, "look", NOON)
        assert await tx.posts.claim_edits(NOON + HOUR, ALL, 10) == []
        await tell(tx, "s1", 3)
        (edit,) = await tx.posts.claim_edits(NOON + HOUR, ALL, 10)
        assert edit == Revision(
            replace(POST, revision=2, look="look"), a_story("s1", 3), NOON + 10 * MINUTE
        )


async def test_a_story_that_moves_during_an_edit_makes_the_next_one_due(store: Store) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
        await tell(tx, "s1", 3)
        await tx.posts.edited(edit, "look", NOON)
        (edit,) = await tx.posts.claim_edits(NOON + QUIET, ALL, 10)
        assert (edit.post.revision, edit.story.revision) == (2, 3)


async def test_one_more_source_waits_after_an_edit_and_a_figure_does_not(store: Store) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
        await tx.posts.edited(edit, "look", NOON)
        await tell(tx, "s1", 3)
        assert await tx.posts.claim_edits(NOON + QUIET - MINUTE, ALL, 10) == []
        await tx.posts.hurry("s1", NOON + MINUTE)
        (edit,) = await tx.posts.claim_edits(NOON + MINUTE, ALL, 10)
        assert edit.story.revision == 3


async def test_an_edit_that_changes_nothing_to_see_makes_the_next_source_wait_for_nothing(
    store: Store,
) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
        await tx.posts.edited(replace(edit, post=replace(edit.post, look="same")), "same", NOON)
        await tell(tx, "s1", 3)
        assert len(await tx.posts.claim_edits(NOON, ALL, 10)) == 1


async def test_a_mark_edits_the_posts_of_its_space_and_no_others(store: Store) -> None:
    same, elsewhere = Channel("discord", "43", space="7"), Channel("discord", "44", space="8")
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.LOW, THERE, same, elsewhere, HERE)
        for each in await tx.deliveries.claim(NOON, ALL, 10):
            await tx.deliveries.sent(each.delivery, each.delivery.channel.id, 1, NOON)
        await tx.marks.add(Mark(MarkKind.REVIEWED, "s1", 1, THERE, "u7", NOON))
        await tx.posts.refresh("s1", THERE, NOON)
        edits = await tx.posts.claim_edits(NOON, ALL, 10)
        assert {edit.post.channel for edit in edits} == {THERE, same}
        assert [mark.user for edit in edits for mark in edit.marks] == ["u7", "u7"]


async def test_a_mark_during_an_edit_is_shown_by_the_next_one(store: Store) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
        await tx.posts.refresh("s1", THERE, NOON + MINUTE)
        await tx.posts.edited(edit, "look", NOON + MINUTE)
        assert len(await tx.posts.claim_edits(NOON + MINUTE, ALL, 10)) == 1


async def test_a_first_post_of_a_story_that_was_marked_elsewhere_is_edited(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.LOW, THERE)
        (first,) = await tx.deliveries.claim(NOON, ALL, 10)
        await tx.marks.add(Mark(MarkKind.REVIEWED, "s1", 1, THERE, "u7", NOON))
        await tx.deliveries.sent(first.delivery, "m1", 1, NOON)
        assert len(await tx.posts.claim_edits(NOON, ALL, 10)) == 1


async def test_an_edit_that_failed_is_tried_again_with_the_newest_revision(store: Store) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
        await tx.posts.edit_later(edit.post, NOON + MINUTE)
        await tell(tx, "s1", 3)
        assert await tx.posts.claim_edits(NOON, ALL, 10) == []
        assert await tx.posts.claim_edits(NOON + MINUTE, ALL, 10) == [
            Revision(POST, a_story("s1", 3), NOON + MINUTE, 2)
        ]


async def test_a_post_that_is_gone_is_posted_anew_by_the_next_alert(store: Store) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
        await tx.posts.gone(edit.post)
        assert await tx.posts.claim_edits(NOON + HOUR, ALL, 10) == []
        await tell(tx, "s1", 3, Severity.LOW, THERE, HERE)
        dispatches = await tx.deliveries.claim(NOON, ["discord"], 10)
        assert [dispatch.post for dispatch in dispatches] == [None]


async def test_an_edit_that_a_run_left_is_handed_out_by_the_next(store: Store, url: str) -> None:
    await show(store, 2)
    async with store.transaction() as tx:
        await tx.posts.claim_edits(NOON, ALL, 10)
    async with Store.open(url) as next_run, next_run.transaction() as tx:
        (edit,) = await tx.posts.claim_edits(NOON, ALL, 10)
        assert edit.tries == 2
