"""Subscribing a channel: what it would have brought, then saved or left."""

from dataclasses import replace
from typing import Any

import pytest

from bot.commands import Answer
from bot.model.alert import Certainty, Severity
from bot.model.command import Call
from bot.model.errors import TellUser
from bot.model.watch import Channel, Mode, Subscription, Watch
from bot.platforms.plain import plain
from tests.bot.commands.pressing import ask, press, save, text, whole
from tests.bot.commands.remembered import HERE, NOW
from tests.fakes import Board


async def wishes(host: Answer, channel: Channel = HERE) -> dict[str, Subscription]:
    async with host.reach.store.reading() as tx:
        return {it.watch: it for it in await tx.subscriptions.of_channel(channel)}


async def watch(host: Answer, slug: str) -> Watch | None:
    async with host.reach.store.reading() as tx:
        return await tx.watches.get(slug)


async def test_adding_shows_what_the_last_days_would_have_brought_and_keeps_nothing(
    host: Answer,
) -> None:
    reply = await ask(host, "watch add", preset="metals", min_severity="high")
    said = plain(reply.text)
    assert said.startswith("Metals: product:steel\nIn the last 30 days: 2 of 3 alerts, 0.5 a week")
    assert "from high on 1." in said
    assert "product:steel: steel" in whole(reply)
    assert said.endswith("It would be told here from high on. Nothing is kept yet.")
    assert [action.label for action in reply.actions] == ["Save", "Cancel"]
    assert "metals" not in await wishes(host)


async def test_what_is_saved_is_as_it_was_asked_for(host: Answer) -> None:
    said = await save(
        host, "watch add", preset="metals", min_severity="high", certainty="confirmed",
        mode="both", role="77",
    )  # fmt: skip
    assert said.startswith(
        "Metals: alerts will be posted here, from high on, if confirmed, at once"
    )
    assert (await wishes(host))["metals"] == Subscription(
        HERE, "metals", Severity.HIGH, "u1", NOW, Certainty.CONFIRMED, Mode.BOTH, "77"
    )


async def test_what_is_cancelled_is_not_kept(host: Answer) -> None:
    reply = await press(host, await ask(host, "watch add", preset="metals"), "Cancel")
    assert plain(reply.text) == "Nothing was kept."
    assert reply.replaces
    assert "metals" not in await wishes(host)


async def test_a_rule_becomes_a_watch_of_the_server_alone(host: Answer) -> None:
    reply = await ask(host, "watch add", rule="from:china  gallium*", name="Our gallium")
    assert plain(reply.text).startswith("Our gallium: from:CN AND gallium*\n")
    assert "Its name is 'our-gallium'." in plain((await press(host, reply, "Save")).text)
    made = await watch(host, "our-gallium")
    assert made == Watch(
        "our-gallium", "Our gallium", "from:CN AND gallium*", "from:china gallium*", 1, "board:9",
        "u1",
    )  # fmt: skip
    elsewhere = Channel("board", "5", "other")
    with pytest.raises(TellUser, match="There is no watch 'our-gallium'"):
        await host(Call("watch add", elsewhere, "u2", {"preset": "our-gallium"}))


async def test_a_rule_that_is_there_already_is_not_made_twice(host: Answer) -> None:
    await save(host, "watch add", rule="gallium")
    with pytest.raises(TellUser, match="That is the rule of 'gallium' already"):
        await ask(host, "watch add", rule="gallium")


async def test_a_long_rule_survives_the_button(host: Answer) -> None:
    rule = " OR ".join(f"word{n:03d}" for n in range(300))
    await save(host, "watch add", rule=rule, name="Words")
    made = await watch(host, "words")
    assert made is not None
    assert made.rule == rule
    assert len(made.summary) <= 200


async def test_another_channel_may_be_meant(host: Answer) -> None:
    await save(host, "watch add", preset="metals", channel="2")
    assert "metals" not in await wishes(host)
    assert "metals" in await wishes(host, Channel("board", "2", "9"))
    assert "metals Metals" in await text(host, "watch list", channel="2")


async def test_a_channel_in_which_the_bot_cannot_post_is_refused_by_what_it_lacks(
    host: Answer,
) -> None:
    board = host.reach.rooms["board"]
    assert isinstance(board, Board)
    board.lacks["1"] = ("Send Messages", "Embed Links")
    for command in ("watch add", "watch resume", "watch sample"):
        with pytest.raises(TellUser, match="please give me: Send Messages, Embed Links"):
            await ask(host, command, preset="metals")


async def test_without_preset_and_rule_a_form_asks_for_one(host: Answer) -> None:
    reply = await ask(host, "watch add", min_severity="high")
    assert reply.form is not None
    assert [field.name for field in reply.form.fields] == ["rule", "name"]
    values = {**reply.form.values, "rule": "gallium", "name": ""}
    assert "gallium: gallium" in await text(host, reply.form.command, **values)


async def test_a_bad_input_is_one_sentence(host: Answer) -> None:
    table: list[tuple[Any, ...]] = [
        ({"preset": "metal"}, "There is no watch 'metal'; did you mean 'metals'?"),
        ({"preset": "metals", "rule": "x"}, "Name a preset or write a rule, one of the two."),
        ({"rule": "from:Chian"}, "At column 6: there is no country Chian; did you mean CN (China)"),
        ({"rule": "a OR b c"}, "At column 8: AND and OR need parentheses here; write a OR (b AND"),
    ]
    for values, sentence in table:
        with pytest.raises(TellUser) as refused:
            await ask(host, "watch add", **values)
        assert str(refused.value).startswith(sentence)


async def test_adding_twice_says_so(host: Answer) -> None:
    said = "This channel watches US tariffs already; 'watch edit' changes how."
    assert await text(host, "watch add", preset="us-tariffs") == said
    reply = await ask(host, "watch add", preset="metals")
    await press(host, reply, "Save")
    assert "watches Metals already" in plain((await press(host, reply, "Save")).text)


CSV = "kind,code,label\nhs,8542,Chips\nkeyword,gallium,\n"


async def test_a_list_becomes_a_watch_that_calls_entries_as_its_user_does(host: Answer) -> None:
    reply = await ask(host, "watch list-upload", file=CSV, name="Our goods")
    assert plain(reply.text).startswith("Our goods: hs:8542 OR gallium\n")
    await press(host, reply, "Save")
    made = await watch(host, "our-goods")
    assert made is not None
    assert (made.summary, made.labels) == ("One of 2 entries of a list.", (("hs:8542", "Chips"),))
    with pytest.raises(TellUser, match="At line 1: there is no kind h"):
        await ask(host, "watch list-upload", file="h,1")


async def test_a_server_has_so_many_watches_of_its_own_and_no_more(host: Answer) -> None:
    async with host.reach.store.transaction() as tx:
        for n in range(200):
            await tx.watches.put(Watch(f"w{n}", "W", "", f"word{n}", space="board:9"))
    with pytest.raises(TellUser, match="at most 200 watches"):
        await ask(host, "watch add", rule="gallium")
    other = replace(HERE, space="8")
    assert (await host(Call("watch add", other, "u1", {"rule": "gallium"}))).actions
