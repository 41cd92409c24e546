"""Real slack-bolt stays connected to a Slack on loopback, and each message is there once."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.model.errors import Closed, Gone, TellUser, TollbellError, TryLater, Undeliverable
from bot.model.message import Action, Field, Person
from bot.platforms.slack import client as room
from bot.platforms.slack import web
from bot.platforms.slack.client import Slack
from bot.platforms.slack.pace import Pace
from tests.bot.platforms.samples import ALERT
from tests.bot.platforms.slack.live import COMMANDS, at, connected, echo, settings
from tests.fakes import Paper
from tests.slack_server import Fault, SlackServer

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No request of an earlier run, or of a moment ago, can be under way any more."""
    monkeypatch.setattr(room, "MARGIN", 0.0)
    monkeypatch.setattr(room, "TIMEOUT", 0.0)


async def test_an_alert_is_blocks_with_a_text_and_its_key(server: SlackServer) -> None:
    async with connected(server) as slack:
        ref = await slack.send(at(server), ALERT, "delivery-1")
    (post,) = server.posts()
    assert post["ts"] == ref
    assert post["text"].startswith("▼ US lowers tariff on goods from CN: 57 % → 47 %")
    assert post["metadata"]["event_payload"] == {"delivery_id": "delivery-1"}
    sent = next(r.body for r in server.requests if r.method == "chat.postMessage")
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)
    assert server.violations == []


async def test_a_follow_up_is_in_the_thread_and_broadcast_only_when_loud(
    server: SlackServer,
) -> None:
    async with connected(server) as slack:
        first = await slack.send(at(server), ALERT, "a")
        await slack.send(at(server), ALERT, "b", reply_to=first)
        await slack.send(at(server), replace(ALERT, loud=True), "c", reply_to=first)
    _, quiet, loud = server.posts()
    assert quiet["thread_ts"] == loud["thread_ts"] == first
    assert "subtype" not in quiet
    assert loud["subtype"] == "thread_broadcast"


async def test_an_edit_takes_the_place_of_the_message_and_leaves_its_key(
    server: SlackServer,
) -> None:
    async with connected(server) as slack:
        ref = await slack.send(at(server), ALERT, "a")
        await slack.edit(at(server), ref, replace(ALERT, title="US ends tariff"))
        (post,) = server.posts()
        assert post["blocks"][0]["text"]["text"] == "▼ US ends tariff"
        assert post["metadata"]["event_payload"] == {"delivery_id": "a"}
        server.delete(server.channel, ref)
        with pytest.raises(Gone, match="deleted"):
            await slack.edit(at(server), ref, ALERT)
        with pytest.raises(Gone, match="deleted"):
            await slack.send(at(server), ALERT, "b", reply_to=ref)


@pytest.mark.parametrize(
    "fault",
    [Fault(accepted=True), Fault(status=500, accepted=True), Fault("fatal_error", accepted=True)],
)
@pytest.mark.usefixtures("settled")
async def test_a_lost_answer_and_a_repeat_are_one_message(
    server: SlackServer, fault: Fault
) -> None:
    async with connected(server) as slack:
        server.fail(fault)
        with pytest.raises(TryLater) as told:
            await slack.send(at(server), ALERT, "a")
        assert not told.value.unsent
        ref = await slack.send(at(server), ALERT, "a", tried=LONG_AGO)
    assert [post["ts"] for post in server.posts()] == [ref]
    assert server.count("chat.postMessage") == 1


@pytest.mark.parametrize("broadcast", [True, False])
@pytest.mark.usefixtures("settled")
async def test_a_lost_answer_in_a_thread_is_found_there(
    server: SlackServer, broadcast: bool
) -> None:
    message = replace(ALERT, loud=broadcast)
    async with connected(server) as slack:
        first = await slack.send(at(server), ALERT, "a")
        server.fail(Fault(accepted=True))
        with pytest.raises(TryLater):
            await slack.send(at(server), message, "b", first)
        await slack.send(at(server), message, "b", first, tried=LONG_AGO)
    assert len(server.posts()) == 2


@pytest.mark.usefixtures("settled")
async def test_what_did_not_arrive_is_sent_again(server: SlackServer) -> None:
    async with connected(server) as slack:
        server.fail(Fault())
        with pytest.raises(TryLater):
            await slack.send(at(server), ALERT, "a")
        await slack.send(at(server), ALERT, "a", tried=LONG_AGO)
    assert len(server.posts()) == 1


@pytest.mark.usefixtures("settled")
async def test_the_message_is_found_behind_many_others_and_after_an_edit(
    server: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "PAGE", 3)
    of = Action("Details", "details", {"of": "a"})
    async with connected(server) as slack:
        ref = await slack.send(at(server), replace(ALERT, actions=(of,)), "a")
        await slack.edit(at(server), ref, replace(ALERT, actions=(of,)))
        server.posts()[0].pop("metadata")  # as where the app may not read them
        for number in range(10):
            await slack.send(at(server), ALERT, f"other {number}")
        assert await slack.send(at(server), ALERT, "a", tried=LONG_AGO) == ref
    assert server.count("conversations.history") == 4


async def test_an_unknown_try_is_waited_for_until_it_must_have_ended(server: SlackServer) -> None:
    async with connected(server) as slack:
        with pytest.raises(TryLater) as told:
            await slack.send(at(server), ALERT, "a", tried=LONG_AGO)
        assert 24 < (told.value.after or 0) <= web.TIMEOUT + web.MARGIN + 0.1
        assert not told.value.unsent
        server.fail(Fault())
        with pytest.raises(TryLater):
            await slack.send(at(server), ALERT, "b")
        with pytest.raises(TryLater) as told:
            await slack.send(at(server), ALERT, "b", tried=LONG_AGO)
        assert 4 < (told.value.after or 0) <= web.MARGIN + 0.1
    assert server.count("conversations.history") == 0


async def test_a_rate_limit_is_told_and_holds_its_channel_only(server: SlackServer) -> None:
    async with connected(server) as slack:
        server.fail(Fault(status=429, retry_after=7))
        with pytest.raises(TryLater) as told:
            await slack.send(at(server), ALERT, "a")
        assert (told.value.after, told.value.unsent) == (7, True)
        with pytest.raises(TryLater) as told:
            await slack.send(at(server), ALERT, "b")
        assert 6 < (told.value.after or 0) <= 7
        await slack.send(at(server, server.other), ALERT, "c")
    assert server.count("chat.postMessage") == 2


async def test_a_rate_limit_of_edits_holds_the_edits(server: SlackServer) -> None:
    async with connected(server) as slack:
        ref = await slack.send(at(server), ALERT, "a")
        server.fail(Fault(status=429, retry_after=1), method="chat.update")
        with pytest.raises(TryLater) as told:
            await slack.edit(at(server), ref, ALERT)
        assert told.value.after == 1
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(slack.edit(at(server), ref, ALERT), 0.2)
    assert server.count("chat.update") == 1


async def test_a_channel_gets_one_message_a_second(server: SlackServer) -> None:
    server.talk.pace = 0.1
    async with connected(server) as slack:
        slack._posts = Pace(0.2, 1)
        for number in range(4):
            await slack.send(at(server), ALERT, str(number))
    assert len(server.posts()) == server.count("chat.postMessage") == 4


async def test_history_that_cannot_be_read_keeps_the_message_back(server: SlackServer) -> None:
    async with connected(server) as slack:
        slack._settled = 0.0
        for fault in (Fault(), Fault(status=502), Fault(status=429, retry_after=3)):
            server.fail(fault, method="conversations.history")
            with pytest.raises(TryLater) as told:
                await slack.send(at(server), ALERT, "a", tried=LONG_AGO)
            assert not told.value.unsent
    assert server.posts() == []


async def test_a_closed_channel_is_told_as_such(server: SlackServer) -> None:
    server.rooms[server.other].archived = True
    async with connected(server) as slack:
        for channel, why in (
            (server.other, "archived"),
            ("CFOREIGN", "/invite"),
            ("CNOWHERE", "gone"),
        ):
            with pytest.raises(Closed, match=why):
                await slack.send(at(server, channel), ALERT, "a")
        with pytest.raises(Undeliverable, match="not the id"):
            await slack.send(at(server, "../x"), ALERT, "a")
        with pytest.raises(Undeliverable, match="not the id"):
            await slack.edit(at(server), "../x", ALERT)


async def test_refused_blocks_are_sent_once_more_as_plain_text(server: SlackServer) -> None:
    async with connected(server) as slack:
        server.fail(Fault("msg_blocks_too_long"))
        ref = await slack.send(at(server), ALERT, "a")
        server.fail(Fault("invalid_blocks"), method="chat.update")
        await slack.edit(at(server), ref, replace(ALERT, badge="TARIFF · ENDED"))
    (post,) = server.posts()
    assert "57 % → 47 %" in post["text"]
    assert "TARIFF · ENDED" in post["text"]
    assert post["metadata"]["event_payload"] == {"delivery_id": "a"}
    assert server.violations == []


async def test_another_refusal_is_given_up_with_its_reason(server: SlackServer) -> None:
    async with connected(server) as slack:
        server.fail(Fault("as_user_not_supported"))
        with pytest.raises(Undeliverable, match="as_user_not_supported"):
            await slack.send(at(server), ALERT, "a")


async def test_people_are_named_and_not_pinged(server: SlackServer) -> None:
    reviewed = replace(ALERT, fields=(Field("Reviewed", (Person("U123"), " and ", Person("?"))),))
    async with connected(server) as slack:
        await slack.send(at(server), reviewed, "a")
    assert "@u123-name and @?" in str(server.posts()[0]["blocks"])


async def test_somebody_is_told_in_direct_messages(server: SlackServer) -> None:
    async with connected(server) as slack:
        await slack.tell("U123", ALERT)
        with pytest.raises(Undeliverable, match="nobody's id"):
            await slack.tell("@someone", ALERT)
    assert len(server.posts("D123")) == 1


async def test_what_the_bot_lacks_in_a_channel(server: SlackServer) -> None:
    server.rooms[server.other].archived = True
    async with connected(server) as slack:
        assert await slack.missing(at(server)) == ()
        assert "/invite" in (await slack.missing(at(server, "CFOREIGN")))[0]
        assert "archived" in (await slack.missing(at(server, server.other)))[0]
        server.rooms["CFOREIGN"].member = True  # somebody did as they were told
        assert await slack.missing(at(server, "CFOREIGN")) == ()
        with pytest.raises(TellUser, match="/invite"):
            await slack.missing(at(server, "CNOWHERE"))
        with pytest.raises(TellUser, match="/invite"):
            await slack.missing(at(server, "DOTHERS"))
        await slack.tell("U123", ALERT)
        assert await slack.missing(at(server, "D123")) == ()
        server.fail(Fault(), method="conversations.info")
        with pytest.raises(TellUser, match="try again"):
            await slack.missing(at(server))


async def test_nothing_is_sent_before_the_token_is_found_good(server: SlackServer) -> None:
    slack = Slack(settings(server))
    with pytest.raises(TryLater, match="not connected") as told:
        await slack.send(at(server), ALERT, "a")
    assert told.value.unsent
    with pytest.raises(TryLater, match="not connected") as told:
        await slack.send(at(server), ALERT, "a", tried=LONG_AGO)
    assert not told.value.unsent


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"bot_token": "xoxb-other"}, "set SLACK_BOT_TOKEN"),
        ({"app_token": "xapp-other"}, "set SLACK_APP_TOKEN"),
    ],
)
async def test_a_refused_token_ends_it_with_one_sentence(
    server: SlackServer, change: dict[str, str], sentence: str
) -> None:
    slack = Slack(replace(settings(server), **change))
    with pytest.raises(TollbellError, match=sentence) as told:
        await asyncio.wait_for(slack.run(Paper(COMMANDS, echo)), 10)
    assert "other" not in str(told.value)


async def test_a_token_that_may_too_little_says_what_it_lacks(server: SlackServer) -> None:
    server.scopes = "chat:write,commands"
    with pytest.raises(TollbellError, match="lacks channels:history, channels:read, files:write"):
        await asyncio.wait_for(Slack(settings(server)).run(Paper(COMMANDS, echo)), 10)


async def test_sends_go_on_while_it_connects_anew(
    server: SlackServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(server) as slack:
        await server.sockets.disconnect()
        with caplog.at_level(logging.WARNING):
            assert await slack.send(at(server), ALERT, "a")


async def test_an_answer_that_names_no_message_is_looked_for_again(
    server: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(server) as slack:
        assert slack._web is not None
        monkeypatch.setattr(slack._web, "tell", _nothing)
        with pytest.raises(TryLater, match="names no message") as told:
            await slack.send(at(server), ALERT, "a")
        assert not told.value.unsent


async def _nothing(*_: object) -> dict[str, object]:
    return {}


async def test_it_remembers_no_more_tries_than_it_may(
    server: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "TRIES", 2)
    async with connected(server) as slack:
        for key in "abc":
            server.fail(Fault())
            with pytest.raises(TryLater):
                await slack.send(at(server), ALERT, key)
        assert list(slack._alive) == ["b", "c"]


async def test_a_message_that_slack_answers_late_is_not_waited_for(
    server: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "TIMEOUT", 0.2)
    monkeypatch.setattr(room, "MARGIN", 0.0)
    async with connected(server) as slack:
        server.fail(Fault(status=503, accepted=True, delay=0.5))
        with pytest.raises(TryLater, match="in time") as told:
            await slack.send(at(server), ALERT, "a")
        assert not told.value.unsent
        await slack.send(at(server), ALERT, "a", tried=LONG_AGO)
    assert len(server.posts()) == 1
