"""A digest time without news gets a line where a channel asked for one, once."""

import pytest

from bot.model.errors import TryLater, Undeliverable
from bot.model.watch import ChannelSettings, DigestTime, Mode, Quiet
from bot.no_news import STALE, NoNews
from tests.bot.desk import Desk, desk
from tests.bot.test_wishes import HOUR, ask, ban, of_room

__all__ = ["desk"]

AT = DigestTime(13 * 60, when_empty=True)  # an hour after the desk is opened


def no_news(desk: Desk) -> NoNews:
    return NoNews(desk.store, {"board": desk.board}, lambda: desk.now)


async def pass_by(desk: Desk, hours: float) -> None:
    """Time passes, and both beats beat: the digests' first, or the empty ones'."""
    desk.now += hours * HOUR
    await desk.settle()
    await no_news(desk)()
    await no_news(desk)()


async def test_a_day_without_news_gets_one_line_and_one_with_news_none(desk: Desk) -> None:
    await ask(desk, ChannelSettings("UTC", digest=AT), Mode.DIGEST)
    await pass_by(desk, 0)
    await pass_by(desk, 0.9)
    assert of_room(desk) == []
    await pass_by(desk, 0.1)
    assert of_room(desk) == ["Digest: no news"]
    await ban(desk, "Brazil")
    await pass_by(desk, 24)
    assert of_room(desk)[1:] == ["Digest: 1 trade measure"]
    await pass_by(desk, 24)
    assert of_room(desk)[2:] == ["Digest: no news"]


@pytest.mark.parametrize(
    "asked",
    [
        ChannelSettings("UTC"),
        ChannelSettings("UTC", digest=DigestTime(13 * 60)),
        ChannelSettings("UTC", Quiet(12 * 60, 11 * 60), AT),
    ],
)
async def test_who_did_not_ask_or_is_not_to_be_disturbed_gets_none(
    desk: Desk, asked: ChannelSettings
) -> None:
    await ask(desk, asked)
    await pass_by(desk, 0)
    await pass_by(desk, 1)
    assert of_room(desk) == []


async def test_a_line_that_fails_is_sent_again_for_a_while_and_one_that_is_refused_is_not(
    desk: Desk,
) -> None:
    await ask(desk, ChannelSettings("UTC", digest=AT))
    await pass_by(desk, 0)
    desk.board.troubles = [TryLater("not now"), TryLater("not now")]
    await pass_by(desk, 1)
    await pass_by(desk, 1)
    assert of_room(desk) == ["Digest: no news"]
    assert len(set(desk.board.keys)) == 1
    desk.board.troubles = [Undeliverable("no")]
    await pass_by(desk, 23)
    assert len(of_room(desk)) == 1
    await pass_by(desk, 24 + STALE / HOUR + 0.1)
    assert len(of_room(desk)) == 1, "too late to be told"
