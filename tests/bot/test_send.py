"""What a message carries, and what follows where a channel, a post or a message is gone."""

from datetime import timedelta

import pytest

from bot.model.delivery import Mark, MarkKind
from bot.model.errors import Gone, TryLater, Undeliverable
from bot.model.history import Filters
from bot.model.message import Message
from bot.model.watch import Mute, MuteKind, Subscription
from bot.send import look
from tests.bot.desk import HALL, IN_FORCE, PROPOSED, ROOM, START, WATCH, Desk, desk
from tests.bot.store.values import a_story

__all__ = ["desk"]

DAY = timedelta(days=1)


def buttons(message: Message) -> list[str]:
    return [action.command or "link" for action in message.actions]


async def follow(desk: Desk) -> None:
    """A day later the story moves."""
    desk.now += DAY
    await desk.told(*IN_FORCE)
    await desk.settle()


async def wish(desk: Desk, **values: str) -> None:
    async with desk.store.transaction() as tx:
        await tx.subscriptions.put(Subscription(ROOM, WATCH.slug, **values))  # type: ignore[arg-type]


async def test_every_message_carries_its_delivery_in_its_buttons(desk: Desk) -> None:
    await desk.told(*PROPOSED)
    await desk.settle()
    for ref, message in desk.board.messages.items():
        assert buttons(message) == ["details", "reviewed", "mute", "wrong"]
        assert {action.values["of"] for action in message.actions} == {ref}
    posts = set(desk.board.messages)
    await follow(desk)
    keys = set(desk.board.keys) - posts
    for _, message in desk.board.replies:
        assert buttons(message) == ["details", "wrong"]
        assert {action.values["of"] for action in message.actions} <= keys
    for ref, message in desk.board.messages.items():
        assert {action.values["of"] for action in message.actions} == {ref}, "an edit keeps them"


async def test_a_role_is_pinged_by_a_post_and_again_by_a_change_of_status(desk: Desk) -> None:
    await wish(desk, role="77")
    await desk.told(*PROPOSED)
    await desk.settle()
    assert sorted(str(message.ping) for message in desk.board.messages.values()) == ["77", "None"]
    await follow(desk)
    assert sorted(str(message.ping) for _, message in desk.board.replies) == ["77", "None"]
    assert all(message.loud for _, message in desk.board.replies)
    assert all(message.ping is None for message in desk.board.messages.values()), "edited quietly"


async def test_a_new_figure_rings_for_nobody_who_shows_the_story(desk: Desk) -> None:
    await wish(desk, role="77")
    await desk.told(*PROPOSED)
    await desk.settle()
    desk.now += timedelta(hours=1)
    await desk.told(
        "Canada raises tariff on steel from Brazil from 25% to 60%",
        "Canada raised its tariff on imports of steel from Brazil from 25% to 60%.",
    )
    await desk.settle()
    assert [message.ping for _, message in desk.board.replies] == [None, None]
    assert [message.loud for _, message in desk.board.replies] == [False, False]


async def test_who_reviewed_a_story_stands_in_its_message_and_what_is_wrong_below_it(
    desk: Desk,
) -> None:
    await desk.told(*PROPOSED)
    await desk.settle()
    async with desk.store.transaction() as tx:
        (story,) = await tx.history.stories(Filters(), 1)
        for kind in MarkKind:
            await tx.marks.add(Mark(kind, story.id, 1, ROOM, "u7", desk.now, "25 is wrong"))
        await tx.posts.refresh(story.id, ROOM, desk.now)
    await desk.settle()
    (ref,) = desk.board.edits
    message = desk.board.messages[ref]
    assert [field.name for field in message.fields][-1] == "Reviewed"
    assert "u7" in str(message.fields[-1].value)
    assert message.footer.endswith("under review: a figure is said to be wrong")


async def test_a_closed_channel_is_paused_and_whoever_made_it_is_told_once(desk: Desk) -> None:
    await wish(desk, made_by="u1")
    desk.board.closed.add("room")
    await desk.told(*PROPOSED)
    await desk.told("Canada bans steel from Japan", "Canada banned imports of steel from Japan.")
    await desk.settle()
    async with desk.store.reading() as tx:
        (here,) = await tx.subscriptions.of_channel(ROOM)
        (there,) = await tx.subscriptions.of_channel(HALL)
        dead = await tx.deliveries.dead_letters(10)
        assert await tx.deliveries.pending(["board"]) == 0
    assert (here.paused, there.paused) == ("The channel is gone.", None)
    assert {one.channel for one in dead} == {ROOM}
    assert len(dead) == 2
    assert len(desk.board.keys) == 3, "one try, and no more of the channel"
    ((user, notice),) = desk.board.told
    assert user == "u1"
    assert "metals" in str(notice.body)
    await desk.told("Canada bans steel from India", "Canada banned imports of steel from India.")
    await desk.settle()
    assert len(desk.board.told) == 1
    assert len(desk.board.messages) == 3


async def test_a_channel_that_closes_before_an_edit_is_paused_too(desk: Desk) -> None:
    await desk.told(*PROPOSED)
    await desk.settle()
    desk.board.closed.update(["room", "hall"])
    async with desk.store.transaction() as tx:
        (story,) = await tx.history.stories(Filters(), 1)
        await tx.marks.add(Mark(MarkKind.REVIEWED, story.id, 1, ROOM, "u7", desk.now))
        await tx.posts.refresh(story.id, ROOM, desk.now)
    await desk.settle()
    async with desk.store.reading() as tx:
        (here,) = await tx.subscriptions.of_channel(ROOM)
    assert here.paused


async def test_a_story_whose_message_was_deleted_is_muted_there_alone(desk: Desk) -> None:
    await desk.told(*PROPOSED)
    await desk.settle()
    desk.board.troubles = [Gone("The message was deleted.")]
    await follow(desk)
    desk.now += DAY
    await desk.told(
        "Canada suspends its tariff on steel from Brazil",
        "Canada suspended its tariff on imports of steel from Brazil on Wednesday.",
    )
    await desk.settle()
    async with desk.store.reading() as tx:
        (mute,) = await tx.mutes.all(desk.now)
    assert (mute.kind, mute.made_by, mute.until) == (MuteKind.STORY, None, None)
    told = [message.title for _, message in desk.board.replies]
    assert len(told) == 2, "both of the other channel"


async def test_the_next_message_says_how_many_were_muted(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        await tx.mutes.put(Mute(ROOM, MuteKind.COUNTRY, "JP"))
    for country in ("Japan", "India"):
        what = f"imports of steel from {country}"
        await desk.told(f"Canada bans {what}", f"Canada banned {what}.")
    await desk.settle()
    footers = sorted(
        message.footer.rpartition(" · ")[2] for message in desk.board.messages.values()
    )
    assert footers == ["1 muted echo", *["information, not legal advice"] * 2]


async def test_what_was_given_up_can_be_sent_again(desk: Desk) -> None:
    desk.board.troubles = [Undeliverable("refused"), Undeliverable("refused")]
    await desk.told(*PROPOSED)
    await desk.settle()
    async with desk.store.transaction() as tx:
        dead = await tx.deliveries.dead_letters(10)
        assert {one.error for one in dead} == {"refused"}
        assert [await tx.deliveries.replay(one.id, desk.now) for one in dead] == [True, True]
        assert not await tx.deliveries.replay(dead[0].id, desk.now)
    await desk.settle()
    assert set(desk.board.messages) == {one.id for one in dead}


@pytest.mark.parametrize(("unsent", "tried"), [(True, [None, None]), (False, [None, START])])
async def test_a_try_that_certainly_did_not_arrive_is_not_looked_for(
    desk: Desk, unsent: bool, tried: list[object]
) -> None:
    async with desk.store.transaction() as tx:
        await tx.subscriptions.remove(HALL, WATCH.slug)
    desk.board.troubles = [TryLater("not now", 5.0, unsent=unsent)]
    await desk.told(*PROPOSED)
    await desk.settle()
    desk.now += timedelta(seconds=6)
    await desk.settle()
    assert desk.board.tried == tried


def test_a_revision_alone_is_nothing_to_see() -> None:
    message = Message("t", footer="rule metals · #A1 v3 · not legal advice", at=a_story().last_at)
    again = Message("t", footer="rule metals · #A1 v4 · not legal advice")
    assert look(message) == look(again)
    assert look(message) != look(Message("t", footer="rule metals · #A1 v3 · under review"))
