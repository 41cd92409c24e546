"""What administrators ask."""

from dataclasses import replace

import pytest

from bot.commands import Answer
from bot.model.command import Call, Reply
from bot.model.delivery import Mark, MarkKind
from bot.model.errors import TellUser
from bot.model.message import OptionValue
from bot.platforms.plain import plain
from tests.bot.commands.remembered import HERE, NOW, known, lens


async def ask(host: Answer, command: str, **values: OptionValue) -> Reply:
    return await host(Call(command, HERE, "u1", values))


async def text(host: Answer, command: str, **values: OptionValue) -> str:
    return plain((await ask(host, command, **values)).text)


async def bury_one(host: Answer) -> str:
    async with host.reach.store.transaction() as tx:
        (dispatch,) = await tx.deliveries.claim(NOW, ["board"], 1)
        await tx.deliveries.dead(dispatch.delivery, "The channel is gone.")
        return dispatch.delivery.id


async def test_health_tells_of_life_queue_and_trouble(host: Answer) -> None:
    said = await text(host, "tradeops health")
    assert "has never run" in said
    assert "1 alerts wait" in said
    assert "2 of 2 feeds answer well" in said
    await bury_one(host)
    async with host.reach.store.transaction() as tx:
        state = await tx.feeds.state("ledger")
        await tx.feeds.polled("ledger", replace(state, failures=3, error="It answers 500."))
    said = await text(host, "tradeops health")
    assert "1 could not be sent" in said
    assert "ledger: It answers 500. (3×)" in said


async def test_a_dead_letter_is_listed_and_sent_again(host: Answer) -> None:
    assert await text(host, "tradeops deliveries") == "Nothing is left unsent."
    name = await bury_one(host)
    said = await text(host, "tradeops deliveries")
    assert name in said
    assert "The channel is gone." in said
    assert "1 will be sent again" in await text(host, "tradeops replay", id=name)
    with pytest.raises(TellUser, match="no unsent alert"):
        await ask(host, "tradeops replay", id=name)
    async with host.reach.store.transaction() as tx:
        assert len(await tx.deliveries.claim(NOW, ["board"], 9)) == 1


async def test_a_figure_that_is_said_to_be_wrong_is_kept_until_settled(host: Answer) -> None:
    async with host.reach.store.transaction() as tx:
        story = await tx.stories.of_item("gazette/steel")
        assert story is not None
        mark = Mark(MarkKind.WRONG, story.id, 1, HERE, "u7", NOW, "it is 40 %")
        number = await tx.marks.add(mark)
    assert "it is 40 %" in await text(host, "tradeops reports")
    await ask(host, "tradeops reports", settle=number)
    assert await text(host, "tradeops reports") == "No figure is said to be wrong."
    with pytest.raises(TellUser, match="no report 99"):
        await ask(host, "tradeops reports", settle=99)


async def test_a_server_is_forgotten_only_when_asked_twice(host: Answer) -> None:
    asked = await ask(host, "tradeops forget")
    (button,) = asked.actions
    async with host.reach.store.reading() as tx:
        assert await tx.subscriptions.of_channel(HERE)
    await ask(host, button.command, **button.values)
    async with host.reach.store.reading() as tx:
        assert not await tx.subscriptions.of_channel(HERE)
        assert await tx.deliveries.pending(["board"]) == 0


async def test_an_alert_is_explained_by_its_button_and_another_message_by_its_link(
    host: Answer,
) -> None:
    async with host.reach.store.transaction() as tx:
        (dispatch,) = await tx.deliveries.claim(NOW, ["board"], 1)
    assert "us-tariffs: takes it" in await text(host, "explain", of=dispatch.delivery.id)
    assert "does not take it" in await text(host, "explain", url="https://ledger.example/gallium")
    with pytest.raises(TellUser, match="no alert of mine"):
        await ask(host, "explain", text="hello")


async def test_a_wrong_figure_is_reported_from_the_menu_as_by_the_button(host: Answer) -> None:
    async with host.reach.store.transaction() as tx:
        (dispatch,) = await tx.deliveries.claim(NOW, ["board"], 1)
    form = (await ask(host, "report", of=dispatch.delivery.id)).form
    assert form is not None
    assert form.command == "wrong"
    with pytest.raises(TellUser, match="no alert of mine"):
        await ask(host, "report", text="hello")


async def test_what_is_one_measure_is_merged_and_split_again(host: Answer) -> None:
    async with host.reach.store.reading() as tx:
        one = await tx.stories.of_item("gazette/steel")
        two = await tx.stories.of_item("ledger/eu-steel")
    assert one is not None
    assert two is not None
    said = await text(host, "tradeops merge", a=f"#{one.id}", b=two.id)
    assert said.startswith(f"#{one.id} now tells both, with 2 sources")
    with pytest.raises(TellUser, match="one story already"):
        await ask(host, "tradeops merge", a=one.id, b=two.id)
    said = await text(host, "tradeops split", id=one.id, item="https://ledger.example/eu-steel")
    assert f"#{one.id} goes on without it" in said
    with pytest.raises(TellUser, match="has no item"):
        await ask(host, "tradeops split", id=one.id, item="https://elsewhere.example/a")


def test_products_stand_where_the_reader_has_them() -> None:
    assert known().parents() == lens().parents
