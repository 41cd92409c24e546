"""The buttons of an alert: pressed by anyone, pressed twice, pressed after a restart."""

from datetime import timedelta

import pytest

from bot.commands import Answer, Reach
from bot.model.command import Call, Reply
from bot.model.delivery import MarkKind
from bot.model.errors import TellUser
from bot.model.history import Filters
from bot.model.message import Message, OptionValue
from bot.model.news import ChannelGone, PostDeleted, SpaceJoined, SpaceLeft
from bot.model.watch import Channel, Subscription
from bot.platforms.plain import plain
from tests.bot.commands.remembered import known
from tests.bot.desk import HALL, LABELS, PROPOSED, ROOM, WATCH, Desk, desk

__all__ = ["desk"]

IN_A_THREAD = Channel("board", "a-thread-of-the-room")


@pytest.fixture
async def host(desk: Desk) -> Answer:
    """Whom the board asks; one story is told in both rooms."""
    return Answer(Reach(desk.store, {"board": desk.board}), LABELS, known(), lambda: desk.now)


async def post(desk: Desk, channel: str = "room") -> tuple[str, Message]:
    """The post of the story in a channel, and its reference."""
    if not desk.board.messages:
        await desk.told(*PROPOSED)
        await desk.settle()
    async with desk.store.reading() as tx:
        (story,) = await tx.history.stories(Filters(), 1)
        shown = await tx.posts.of(story.id, Channel("board", channel))
    assert shown is not None
    return shown.ref, desk.board.messages[shown.ref]


async def press(
    host: Answer, of: str, command: str, user: str = "u1", **values: OptionValue
) -> Reply:
    return await host(Call(command, IN_A_THREAD, user, {"of": of, **values}))


async def test_details_tell_every_figure_with_its_words_and_only_to_whoever_asks(
    desk: Desk, host: Answer
) -> None:
    ref, _ = await post(desk)
    reply = await press(host, ref, "details")
    assert reply.private
    card, behind = reply.messages
    assert "25 %" in card.title
    assert "a tariff of 25% on steel" in str(behind.fields)


async def test_a_review_is_stamped_once_and_shown_where_the_story_is_shown(
    desk: Desk, host: Answer
) -> None:
    ref, _ = await post(desk)
    assert "reviewed by you" in plain((await press(host, ref, "reviewed")).text)
    assert "already" in plain((await press(host, ref, "reviewed")).text)
    await press(host, ref, "reviewed", "u2")
    await desk.settle()
    _, message = await post(desk)
    assert [str(field.value).count("Person") for field in message.fields[-1:]] == [2]
    assert "Reviewed" not in str((await post(desk, "hall"))[1].fields), "of another space"


async def test_a_muted_story_is_edited_and_told_no_more_until_it_is_taken_back(
    desk: Desk, host: Answer
) -> None:
    ref, _ = await post(desk)
    reply = await press(host, ref, "mute")
    assert "is not told here until" in plain(reply.text)
    await press(host, ref, "mute")
    async with desk.store.reading() as tx:
        (mute,) = await tx.mutes.of_channel(ROOM, desk.now)
        assert await tx.mutes.of_channel(HALL, desk.now) == []
        assert await tx.mutes.of_channel(ROOM, desk.now + timedelta(hours=24)) == []
    assert mute.made_by == "u1"
    (undo,) = reply.actions
    again = await host(Call(undo.command, IN_A_THREAD, "u1", undo.values))
    assert again.replaces
    async with desk.store.reading() as tx:
        assert await tx.mutes.of_channel(ROOM, desk.now) == []


async def test_a_wrong_figure_is_asked_for_kept_once_and_shown_until_it_is_settled(
    desk: Desk, host: Answer
) -> None:
    ref, _ = await post(desk)
    form = (await press(host, ref, "wrong")).form
    assert form is not None
    assert form.values == {"of": ref}
    with pytest.raises(TellUser, match="Say in a few words"):
        await press(host, ref, "wrong", text="  \n ")
    assert "report 1" in plain((await press(host, ref, "wrong", text="it is 20 %")).text)
    assert "report 1" in plain((await press(host, ref, "wrong", text="it  is 20 %")).text)
    await desk.settle()
    assert "under review" in (await post(desk))[1].footer
    async with desk.store.reading() as tx:
        (mark,) = await tx.marks.open(MarkKind.WRONG, 10)
    assert mark.text == "it is 20 %"
    await host(Call("tradeops reports", ROOM, "u9", {"settle": 1}))
    desk.now += timedelta(seconds=1)
    await desk.settle()
    assert "under review" not in (await post(desk))[1].footer


@pytest.mark.parametrize("command", ["details", "reviewed", "mute", "wrong"])
async def test_a_button_of_a_message_that_is_no_longer_known_says_so(
    host: Answer, command: str
) -> None:
    with pytest.raises(TellUser, match="no longer knows this message"):
        await press(host, "NOBODY", command)


async def test_a_digests_button_tells_all_of_it(desk: Desk, host: Answer) -> None:
    desk.deliver.send.labels = LABELS
    desk.deliver.storm_limit = 5
    for country in ("Brazil", "India", "Japan", "Mexico", "Thailand", "Vietnam") * 2:
        what = f"imports of steel from {country}"
        await desk.told(f"Canada bans {what}", f"Canada banned {what}.")
    await desk.settle()
    message = next(iter(desk.board.messages.values()))
    (action,) = message.actions
    reply = await host(Call(action.command, ROOM, "u1", action.values))
    assert plain(reply.text).count("#") == 6


# -- news of the platform --------------------------------------------------------------------------


async def test_a_channel_that_is_gone_is_paused_and_its_maker_told(
    desk: Desk, host: Answer
) -> None:
    async with desk.store.transaction() as tx:
        await tx.subscriptions.put(Subscription(ROOM, WATCH.slug, made_by="u1"))
    await desk.told(*PROPOSED)
    for _ in range(2):
        await host.heard(ChannelGone(ROOM, "The channel was deleted."))
    await desk.settle()
    assert len(desk.board.messages) == 1, "the other channel's"
    ((user, message),) = desk.board.told
    assert (user, plain(message.body)[:24]) == ("u1", "The channel was deleted.")


async def test_a_deleted_post_mutes_its_story_there(desk: Desk, host: Answer) -> None:
    ref, _ = await post(desk)
    await host.heard(PostDeleted(ROOM, "somebody else's"))
    await host.heard(PostDeleted(ROOM, ref))
    async with desk.store.reading() as tx:
        assert [mute.channel for mute in await tx.mutes.all(desk.now)] == [ROOM]


async def test_a_removed_space_is_silent_at_once_and_goes_on_when_the_bot_is_back(
    desk: Desk, host: Answer
) -> None:
    there, held = Channel("board", "there", "space"), Channel("board", "held", "space")
    async with desk.store.transaction() as tx:
        await tx.subscriptions.add(Subscription(there, WATCH.slug))
        await tx.subscriptions.add(Subscription(held, WATCH.slug, paused="by @u1"))
    await desk.told(*PROPOSED)
    await host.heard(SpaceLeft("board", "space"))
    await desk.settle()
    assert len(desk.board.messages) == 2
    await host.heard(SpaceJoined("board", "space"))
    async with desk.store.reading() as tx:
        paused = {one.channel.id: one.paused for one in await tx.subscriptions.all()}
    assert (paused["there"], paused["held"]) == (None, "by @u1")
