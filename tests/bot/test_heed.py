"""What is forgotten when it is over."""

from datetime import timedelta

from bot.heed import BUTTONS, REMEMBERED, heed, purge
from bot.model.news import SpaceLeft
from bot.model.watch import Channel, Mute, MuteKind, Subscription
from tests.bot.desk import START, WATCH, Desk, desk

__all__ = ["desk"]

THERE = Channel("board", "there", "space")


async def test_a_space_that_removed_the_bot_is_forgotten_after_thirty_days(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        await tx.subscriptions.add(Subscription(THERE, WATCH.slug))
        await heed(tx, SpaceLeft("board", "space"), START)
        await heed(tx, SpaceLeft("board", "space"), START + timedelta(days=20))
        await purge(tx, START + REMEMBERED)
        assert len(await tx.subscriptions.of_channel(THERE)) == 1
        await purge(tx, START + REMEMBERED + timedelta(seconds=1))
        assert await tx.subscriptions.of_channel(THERE) == []


async def test_mutes_and_kept_buttons_are_forgotten_when_they_are_over(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        await tx.mutes.put(Mute(THERE, MuteKind.COUNTRY, "CN", START))
        await tx.mutes.put(Mute(THERE, MuteKind.COUNTRY, "US"))
        name = await tx.calls.keep("trade latest", {"n": 3}, START)
        await purge(tx, START + BUTTONS)
        assert [mute.what for mute in await tx.mutes.all(START - timedelta(days=1))] == ["US"]
        assert await tx.calls.get(name) is not None
        await purge(tx, START + BUTTONS + timedelta(seconds=1))
        assert await tx.calls.get(name) is None
