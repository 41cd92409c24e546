"""What a channel asks for: held, summed up, capped, muted; nothing dropped and nothing twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.deliver import Deliver
from bot.model.alert import Severity
from bot.model.delivery import DeliveryState
from bot.model.watch import ChannelSettings, DigestTime, Mode, Quiet, Subscription
from bot.store.schema import deliveries
from bot.store.store import Store
from tests.bot.desk import HALL, LABELS, ROOM, WATCH, Desk, desk, opened

__all__ = ["desk"]

HOUR = timedelta(hours=1)
COUNTRIES = ("Brazil", "India", "Japan", "Mexico", "Thailand", "Vietnam", "Norway", "Chile")


async def ask(desk: Desk, asked: ChannelSettings, mode: Mode = Mode.INSTANT) -> None:
    """Let the room ask for something; the hall is as ever."""
    async with desk.store.transaction() as tx:
        await tx.channel_settings.put(ROOM, asked)
        await tx.subscriptions.put(Subscription(ROOM, WATCH.slug, mode=mode))


async def ban(desk: Desk, *countries: str) -> None:
    for country in countries:
        what = f"imports of steel from {country}"
        await desk.told(f"Canada bans {what}", f"Canada banned {what}.")
    await desk.settle()


def of_room(desk: Desk) -> list[str]:
    return [message.title for message in desk.board.of("room")]


async def test_what_falls_into_quiet_hours_comes_as_one_digest_at_their_end(desk: Desk) -> None:
    await ask(desk, ChannelSettings("UTC", Quiet(11 * 60, 15 * 60)))
    await ban(desk, "Brazil", "India")
    assert of_room(desk) == []
    desk.now += 2 * HOUR
    await ban(desk, "Japan")
    desk.now += HOUR - timedelta(seconds=1)
    await desk.settle()
    assert of_room(desk) == []
    desk.now += timedelta(seconds=1)
    await desk.settle()
    assert of_room(desk) == ["While you were away: 3 trade measures"]
    await desk.settle()
    assert len(of_room(desk)) == 1


async def test_what_is_grave_comes_through_and_with_it_what_was_held_of_the_story(
    desk: Desk,
) -> None:
    await ask(desk, ChannelSettings("UTC", Quiet(11 * 60, 15 * 60, bypass=Severity.CRITICAL)))
    await desk.told(
        "Canada imposes a tariff of 20% on steel from Brazil",
        "Canada imposed a tariff of 20% on imports of steel from Brazil on Monday.",
    )
    await desk.settle()
    assert of_room(desk) == []
    desk.now += HOUR
    await desk.told(
        "Canada raises tariff on steel from Brazil from 20% to 60%",
        "Canada raised its tariff on imports of steel from Brazil from 20% to 60% on Tuesday.",
    )
    await desk.settle()
    (told,) = of_room(desk)
    assert "60 %" in told
    desk.now += 6 * HOUR
    await desk.settle()
    assert of_room(desk) == [told], "never twice"


async def test_a_channel_that_wants_digests_gets_one_a_day(desk: Desk) -> None:
    await ask(desk, ChannelSettings("UTC", digest=DigestTime(18 * 60)), Mode.DIGEST)
    await ban(desk, "Brazil", "India")
    assert of_room(desk) == []
    desk.now += 6 * HOUR
    await desk.settle()
    assert of_room(desk) == ["Digest: 2 trade measures"]
    await ban(desk, "Japan")
    desk.now += 24 * HOUR
    await desk.settle()
    assert of_room(desk)[1:] == ["Digest: 1 trade measure"]


async def test_who_wants_both_is_told_at_once_and_in_the_digest(desk: Desk) -> None:
    await ask(desk, ChannelSettings("UTC", digest=DigestTime(18 * 60)), Mode.BOTH)
    await ban(desk, "Brazil", "India")
    assert len(of_room(desk)) == 2
    desk.now += HOUR
    await ban(desk, "Brazil")
    desk.now += 5 * HOUR
    await desk.settle()
    assert of_room(desk)[2:] == ["Digest: 2 trade measures"]
    desk.now += 48 * HOUR
    await desk.settle()
    assert len(of_room(desk)) == 3


async def test_beyond_its_cap_a_channel_is_told_in_the_next_digest_and_the_next_day_anew(
    desk: Desk,
) -> None:
    await ask(desk, ChannelSettings("UTC", cap=2))
    await ban(desk, *COUNTRIES[:4])
    assert len(of_room(desk)) == 2
    desk.now = datetime(2025, 6, 4, 7, 59, tzinfo=UTC)
    await ban(desk, COUNTRIES[4])
    assert len(of_room(desk)) == 3
    desk.now += timedelta(minutes=1)
    await desk.settle()
    assert of_room(desk)[3:] == ["Beyond the day's limit: 2 trade measures"]
    assert len(desk.board.of("hall")) == 5


async def test_what_was_left_while_the_bot_was_away_comes_as_one(desk: Desk) -> None:
    for country in COUNTRIES[:3]:
        what = f"imports of steel from {country}"
        await desk.told(f"Canada bans {what}", f"Canada banned {what}.")
    desk.now += HOUR
    await desk.settle()
    assert of_room(desk) == ["While the bot was away: 3 trade measures"]


async def test_a_few_that_are_late_are_told_one_by_one(desk: Desk) -> None:
    for country in COUNTRIES[:2]:
        what = f"imports of steel from {country}"
        await desk.told(f"Canada bans {what}", f"Canada banned {what}.")
    desk.now += HOUR
    await desk.settle()
    assert len(of_room(desk)) == 2


MINUTES = st.integers(0, 1439)
ASKED = st.builds(
    ChannelSettings,
    zone=st.sampled_from(["UTC", "America/New_York"]),
    quiet=st.none() | st.builds(Quiet, MINUTES, MINUTES),
    digest=st.none() | st.builds(DigestTime, MINUTES),
    cap=st.none() | st.integers(0, 2),
)
STEPS = st.lists(
    st.one_of(st.sampled_from(COUNTRIES[:4]), st.integers(1, 9), st.just("crash")), max_size=7
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(ASKED, st.sampled_from(Mode), STEPS)
async def test_whatever_a_channel_asks_for_it_is_told_of_everything_once(
    asked: ChannelSettings, mode: Mode, steps: list[str | int]
) -> None:
    async with opened() as desk:
        await ask(desk, asked, mode)
        for step in steps:
            if step == "crash":
                desk.store = Store(desk.store.engine, turn=desk.store.turn)
                desk.deliver = Deliver(desk.store, {"board": desk.board}, LABELS, lambda: desk.now)
            elif isinstance(step, int):
                desk.now += step * HOUR
                await desk.settle()
            else:
                await ban(desk, step)
        desk.now += timedelta(days=3)
        await desk.settle()
        async with desk.store.engine.connect() as db:
            rows = (await db.execute(deliveries.select())).mappings().all()
        assert {row["state"] for row in rows} <= {DeliveryState.SENT}
        assert max(Counter(desk.board.keys).values(), default=1) == 1
        here = {row["story"] for row in rows if row["channel"] == ROOM.id}
        assert here == {row["story"] for row in rows if row["channel"] == HALL.id}
