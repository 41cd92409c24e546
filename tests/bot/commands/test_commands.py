"""The commands, asked as any platform asks them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.alerts.labels import Labels
from bot.commands import Answer, Reach
from bot.model.alert import Severity
from bot.model.command import Call, Reply
from bot.model.errors import TellUser
from bot.model.message import Link, OptionValue
from bot.model.watch import Channel, Watch
from bot.platforms.plain import plain
from bot.store.store import Store
from tests.bot.commands.remembered import known
from tests.bot.store.values import a_story, an_item, tell

HERE = Channel("discord", "1", "9")
WATCHES = (
    Watch("us-tariffs", "US tariffs", "What the United States charges.", "from:US"),
    Watch("metals", "Metals", "All about metals.", "product:metals"),
)


@pytest.fixture
async def answer() -> AsyncIterator[Answer]:
    async with Store.open("sqlite+aiosqlite://") as store:
        async with store.transaction() as tx:
            for watch in WATCHES:
                await tx.watches.put(watch)
        yield Answer(
            Reach(store, {}), Labels(), known(), lambda: datetime(2025, 11, 11, tzinfo=UTC)
        )


async def ask(answer: Answer, command: str, **values: OptionValue) -> Reply:
    return await answer(Call(command, HERE, "user", values))


async def test_a_name_that_is_not_known_gets_the_nearest(answer: Answer) -> None:
    with pytest.raises(TellUser, match="did you mean 'us-tariffs'"):
        await ask(answer, "watch add", preset="us-tarrifs")
    with pytest.raises(TellUser, match="This channel watches nothing"):
        await ask(answer, "watch remove", watch="metals")
    with pytest.raises(TellUser, match="no command 'watch ad'"):
        await ask(answer, "watch ad")


async def test_the_latest_measures_are_listed_newest_first_and_privately(answer: Answer) -> None:
    async with answer.reach.store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.HIGH)
        await tx.history.keep(None, a_story("s1"), an_item())
    reply = await ask(answer, "trade latest")
    assert reply.private
    assert not (await ask(answer, "trade latest", share=True)).private
    assert "#s1" in plain(reply.text)
    assert not any(isinstance(span, Link) and "://" not in span.url for span in reply.text)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"country": "cn"}, True),
        ({"country": "BR"}, False),
        ({"kind": "import_tariff"}, True),
        ({"kind": "export_ban"}, False),
        ({"status": "agreed"}, True),
        ({"status": "ended"}, False),
        ({"since": "3d"}, True),
    ],
)
async def test_a_filter_leaves_out_what_does_not_fit(
    answer: Answer, values: dict[str, OptionValue], found: bool
) -> None:
    async with answer.reach.store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.HIGH)
        await tx.history.keep(None, a_story("s1"), an_item())
    text = plain((await ask(answer, "trade latest", **values)).text)
    assert ("#s1" in text) is found
    assert found or text == "Nothing fits; leave a filter out."


async def test_an_empty_history_is_said_to_be_one(answer: Answer) -> None:
    assert plain((await ask(answer, "trade latest")).text) == "No measure was read yet."
