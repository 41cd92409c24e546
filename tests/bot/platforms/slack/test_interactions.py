"""What people do with the bot is acknowledged at once and answered, whatever happens."""

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.model.command import Attachment, Call, Form, Option, Reply
from bot.model.errors import TellUser
from bot.model.message import Action, Look
from bot.platforms.slack import interactions
from tests.bot.platforms.samples import ALERT
from tests.bot.platforms.slack.live import CHOICES, COMMANDS, at, connected, echo
from tests.fakes import Paper
from tests.slack_server import Fault, SlackServer, until


async def test_a_command_is_answered_privately(server: SlackServer) -> None:
    async with connected(server):
        answer = await server.type("/trade latest country:CN n=3", user="U7")
    assert "trade latest {'country': 'CN', 'n': 3} by U7 in CTRADE" in answer.text
    assert answer.private
    assert server.violations == []


async def test_the_bot_need_not_be_in_the_channel(server: SlackServer) -> None:
    async with connected(server):
        answer = await server.type("/trade latest", channel="CFOREIGN")
    assert "in CFOREIGN" in answer.text


async def test_a_shared_answer_is_public_with_its_messages(server: SlackServer) -> None:
    async def share(call: Call) -> Reply:
        return Reply(("Latest",), (ALERT,) * 12, private=not call.values["share"])

    async with connected(server, share):
        answer = await server.type("/trade latest share")
        await until(lambda: answer.text.count("'type': 'header'") == 12)
    assert not answer.private
    assert len(answer.messages) <= 4
    assert server.violations == []


async def test_help_is_asked_for_in_words(server: SlackServer) -> None:
    async with connected(server):
        everything = await server.type("/trade help")
        assert "/trade watch add" in everything.text
        assert "details" not in everything.text
        assert everything.text == (await server.type("/trade")).text
        one = await server.type("/trade help watch add")
    assert "min_severity:" in one.text


async def test_a_typo_is_answered_with_the_nearest(server: SlackServer) -> None:
    async with connected(server):
        answer = await server.type("/trade wacth add us-tariffs")
    assert "did you mean '/trade watch add'?" in answer.text


async def test_a_slow_answer_is_acknowledged_at_once(server: SlackServer) -> None:
    async def slow(call: Call) -> Reply:
        await asyncio.sleep(0.3)
        return await echo(call)

    async with connected(server, slow):
        answer = await server.type("/trade latest")
    assert (answer.acked_after or 9) < 0.25
    assert "trade latest" in answer.text


@pytest.mark.parametrize(
    ("error", "sentence", "lines"),
    [
        (TellUser("There is no such watch."), "There is no such watch.", 0),
        (ZeroDivisionError("secret"), "That did not work", 1),
    ],
)
async def test_an_error_is_a_private_sentence(
    server: SlackServer,
    error: Exception,
    sentence: str,
    lines: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(call: Call) -> Reply:
        raise error

    with caplog.at_level(logging.INFO, "bot.platforms.slack.interactions"):
        async with connected(server, fail):
            answer = await server.type("/trade latest")
    assert sentence in answer.text
    assert "secret" not in answer.text
    assert answer.private
    told = [r for r in caplog.records if r.name == "bot.platforms.slack.interactions"]
    assert len(told) == lines


@pytest.mark.parametrize(
    ("user", "channel", "may"),
    [
        ("UADMIN", "CTRADE", True),
        ("UCREATOR", "CTRADE", True),
        ("UMEMBER", "CTRADE", True),
        ("U7", "CTRADE", False),
        ("U7", "CNOWHERE", False),
        ("U7", "D7", True),
    ],
)
async def test_who_may_manage_a_channel(
    server: SlackServer, user: str, channel: str, may: bool
) -> None:
    async with connected(server, managers="SGROUP"):
        answer = await server.type("/trade watch add metals", channel, user)
    assert ("you need to be a workspace admin" in answer.text) is not may
    assert ("watch add {'preset': 'metals'}" in answer.text) is may


async def test_another_channel_is_for_who_may_manage_that_one(server: SlackServer) -> None:
    server.rooms[server.other].creator = "U7"
    async with connected(server):
        here = await server.type("/trade watch add metals", user="U7")
        there = await server.type("/trade watch add metals channel:<#COTHER|other>", user="U7")
        back = await server.type("/trade watch add metals channel:<#CTRADE>", "COTHER", "U7")
    refused = ["you need to be" in answer.text for answer in (here, there, back)]
    assert refused == [True, False, True]


@pytest.mark.parametrize(("user", "may"), [("UADMIN", True), ("UMEMBER", False)])
async def test_who_may_administer(server: SlackServer, user: str, may: bool) -> None:
    async with connected(server, managers="SGROUP"):
        answer = await server.type("/trade tradeops health", user=user)
    assert ("is for the workspace's admins" in answer.text) is not may


async def test_an_admin_from_elsewhere_is_none_here(server: SlackServer) -> None:
    server.admins.add("USTRANGER")
    server.strangers.add("USTRANGER")
    async with connected(server):
        answer = await server.type("/trade tradeops health", user="USTRANGER")
    assert "is for the workspace's admins" in answer.text


@pytest.mark.parametrize("method", ["users.info", "usergroups.users.list", "conversations.info"])
@pytest.mark.parametrize("fault", [Fault(), Fault("missing_scope")])
async def test_who_cannot_be_asked_about_may_not_yet(
    server: SlackServer, method: str, fault: Fault
) -> None:
    server.fail(fault, method=method)
    async with connected(server, managers="SGROUP"):
        answer = await server.type("/trade watch add metals", user="U7")
        assert "watch add {" not in answer.text
        again = await server.type("/trade watch add metals")
    assert "watch add {" in again.text


async def test_what_may_be_done_is_asked_once_a_minute(server: SlackServer) -> None:
    async with connected(server):
        for _ in range(3):
            await server.type("/trade watch add metals")
    assert server.count("users.info") == 1


async def test_a_kept_button_is_for_who_may_make_the_call_that_it_stands_for(
    server: SlackServer,
) -> None:
    host = Paper(COMMANDS, echo)
    async with connected(server, host=host):
        here = await server.type("/trade latest")
        place = Call("watch add", at(server), "U7", {"preset": "metals"})
        host.kept["k1"] = place
        button = {"action_id": "tb:0", "value": "tb:kept:k1"}
        refused = await server.press(button, user="U7")
        allowed = await server.press(button)
    assert here.messages
    assert "you need to be a workspace admin" in refused.text
    assert "kept {'of': 'k1'}" in allowed.text


async def test_pages_are_turned_in_their_place(server: SlackServer) -> None:
    async def page(call: Call) -> Reply:
        number = int(call.values.get("page", 0))
        more = Action("More", "trade latest", {"page": str(number + 1)}, Look.GOOD)
        return Reply((f"Page {number}",), actions=(more,), replaces="page" in call.values)

    async with connected(server, page):
        first = await server.type("/trade latest")
        assert first.messages[0]["replace_original"] is False
        second = await server.press(first.buttons[0])
        third = await server.press(second.buttons[0])
    assert "Page 2" in third.text
    assert third.messages[0]["replace_original"] is True
    assert server.violations == []


async def test_an_alerts_button_answers_who_pressed_it_alone(server: SlackServer) -> None:
    message = replace(ALERT, actions=(Action("Details", "details", {"of": "d1"}),))
    async with connected(server) as slack:
        await slack.send(at(server), message, "d1")
        (post,) = server.posts()
        button = next(b for b in post["blocks"] if b["type"] == "actions")["elements"][0]
        answer = await server.press(button, post, "U7")
    assert "details {'of': 'd1'} by U7" in answer.text
    assert answer.private
    assert answer.messages[0]["replace_original"] is False


@pytest.mark.parametrize("opens", [True, False])
async def test_what_is_only_read_opens_in_a_window(server: SlackServer, opens: bool) -> None:
    async def whole(call: Call) -> Reply:
        return Reply((), (ALERT, replace(ALERT, title="All figures")))

    if not opens:
        server.fail(Fault("expired_trigger_id"), method="views.open")
    async with connected(server, whole):
        answer = await server.press({"action_id": "tb:0", "value": "tb:details:d1"}, user="U7")
    assert bool(answer.views) is opens
    assert bool(answer.messages) is not opens
    assert "would fall to 47%" in answer.text
    assert "All figures" in answer.text
    assert server.violations == []


async def test_a_link_that_is_a_button_is_acknowledged_and_no_more(server: SlackServer) -> None:
    async with connected(server):
        asking = asyncio.ensure_future(
            server.press({"action_id": "tb:link:0", "url": "https://e.example"})
        )
        await until(
            lambda: any(a.acked_after is not None for a in server.answers.by_token.values())
        )
        asking.cancel()
    assert all(not answer.messages for answer in server.answers.by_token.values())


async def test_a_messages_menu_tells_what_the_message_is(server: SlackServer) -> None:
    async with connected(server) as slack:
        message = replace(ALERT, actions=(Action("Details", "details", {"of": "d1"}),))
        await slack.send(at(server), message, "d1")
        explained = await server.choose("explain", server.posts()[0])
        other = {"ts": "5.1", "text": "see <https://e.example/a?b=1&amp;c=2|this>", "user": "U1"}
        checked = await server.choose("explain", other)
    assert "'of': 'd1'" in explained.text
    assert "'url': 'https://e.example/a?b=1&amp;c=2'" in checked.text
    assert "'ref': '5.1'" in checked.text


async def test_a_command_that_needs_more_opens_a_form(server: SlackServer) -> None:
    async with connected(server):
        asked = await server.type("/trade watch add min_severity:high")
        (view,) = asked.views
        preset, floor, _ = (block["element"] for block in view["blocks"])
        assert [option["value"] for option in preset["options"]] == ["us-tariffs", "metals"]
        assert floor["initial_option"]["value"] == "high"
        await server.submit(asked, {"preset": "metals", "min_severity": "low"})
    assert "watch add {'preset': 'metals', 'min_severity': 'low'} by UADMIN" in asked.text
    assert server.violations == []


async def test_a_form_is_not_opened_for_who_may_not(server: SlackServer) -> None:
    async with connected(server):
        answer = await server.type("/trade watch add", user="U7")
    assert answer.views == []
    assert "you need to be a workspace admin" in answer.text


WRONG = Form(
    "What is wrong?", "wrong", (Option("what", "What is wrong", required=True),), {"of": "d1"}
)


async def test_a_buttons_form_makes_a_call_of_what_was_filled_in(server: SlackServer) -> None:
    async def asks(call: Call) -> Reply:
        if "what" not in call.values:
            return Reply(
                (), form=replace(WRONG, filled={"what": "the rate"}, long=frozenset({"what"}))
            )
        return await echo(call)

    async with connected(server, asks):
        asked = await server.press({"action_id": "tb:0", "value": "tb:wrong:d1"}, user="U7")
        (block,) = asked.views[0]["blocks"]
        assert block["element"]["initial_value"] == "the rate"
        assert block["element"]["multiline"]
        await server.submit(asked, {"what": "It is 25 %"}, user="U7")
    assert "wrong {'of': 'd1', 'what': 'It is 25 %'} by U7" in asked.text


async def test_what_cannot_be_stands_in_the_form(server: SlackServer) -> None:
    async def refuse(call: Call) -> Reply:
        raise TellUser("This channel watches it already.")

    async with connected(server, refuse):
        asked = await server.type("/trade watch add")
        answer = await server.submit(asked, {"preset": "metals"})
    assert answer.ack["response_action"] == "errors"
    assert answer.ack["errors"] == {"preset": "This channel watches it already."}


async def test_a_slow_form_closes_and_is_answered_later(
    server: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "PATIENCE", 0.05)

    async def slow(call: Call) -> Reply:
        await asyncio.sleep(0.2)
        raise TellUser("There is no such preset.")

    async with connected(server, slow):
        asked = await server.type("/trade watch add")
        answer = await server.submit(asked, {"preset": "metals"})
        assert answer.ack == {}
        await until(lambda: asked.messages)
    assert "There is no such preset." in asked.text


async def test_a_form_that_comes_too_late_says_so(server: SlackServer) -> None:
    async with connected(server):
        server.fail(Fault("expired_trigger_id"), method="views.open")
        answer = await server.type("/trade watch add")
    assert "could not be opened in time" in answer.text


async def test_an_answer_that_its_address_does_not_take_finds_another_way(
    server: SlackServer,
) -> None:
    async with connected(server):
        server.answers.broken = 2
        asking = asyncio.ensure_future(server.type("/trade latest", user="U7"))
        await until(lambda: server.talk.ephemeral)
        server.answers.broken = 2
        asking.cancel()
        other = asyncio.ensure_future(server.type("/trade latest", "CFOREIGN", "U7"))
        await until(lambda: "D7" in server.rooms and server.posts("D7"))
        other.cancel()
    assert server.talk.ephemeral[0]["user"] == "U7"
    assert server.violations == []


async def test_a_file_comes_in_direct_messages(server: SlackServer) -> None:
    async def export(call: Call) -> Reply:
        return Reply(("Here it is.",), attachment=Attachment("measures.csv", b"a,b\n"))

    async with connected(server, export):
        await server.type("/trade latest", user="U7")
        await until(lambda: server.uploads and "channel" in server.uploads[0])
    assert server.uploads == [{"name": "measures.csv", "content": b"a,b\n", "channel": "D7"}]


async def test_presets_stand_in_a_list_only_where_it_is_all_of_them(server: SlackServer) -> None:
    many = tuple(replace(CHOICES["preset"][0], value=f"p{n}") for n in range(25))
    host = Paper(COMMANDS, echo, {"preset": many})
    async with connected(server, host=host):
        asked = await server.type("/trade watch add")
    assert asked.views[0]["blocks"][0]["element"]["type"] == "plain_text_input"


async def test_an_answer_that_reaches_nobody_is_one_line(
    server: SlackServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers.broken = 2
    for method in ("chat.postEphemeral", "conversations.open"):
        server.fail(Fault("fatal_error"), method=method)
    async with connected(server):
        asking = asyncio.ensure_future(server.type("/trade latest"))
        await until(lambda: "an answer did not reach Slack" in caplog.text)
        asking.cancel()
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.exc_info for record in told] == [None]


async def test_a_file_that_is_not_taken_is_one_line(
    server: SlackServer, caplog: pytest.LogCaptureFixture
) -> None:
    async def export(call: Call) -> Reply:
        return Reply(("Here it is.",), attachment=Attachment("measures.csv", b"a,b\n"))

    server.fail(Fault("fatal_error"), method="files.getUploadURLExternal")
    async with connected(server, export):
        answer = await server.type("/trade latest")
        await until(lambda: "did not take the file" in caplog.text)
    assert "Here it is." in answer.text


async def test_a_button_that_nobody_knows_any_more_says_so(server: SlackServer) -> None:
    async with connected(server):
        answer = await server.press({"action_id": "tb:0", "value": "tb:gone:1"})
    assert "I do not know that any more" in answer.text


async def test_a_number_out_of_bounds_stands_at_its_field(server: SlackServer) -> None:
    form = Form("Latest", "trade latest", (Option("n", "How many"), Option("country", "Which")))

    async def asks(call: Call) -> Reply:
        return Reply((), form=form) if "n" not in call.values else await echo(call)

    async with connected(server, asks):
        asked = await server.type("/trade latest")
        answer = await server.submit(asked, {"n": "99"})
        assert answer.ack["errors"] == {"n": "'n' is a whole number from 1 to 10."}
        await server.submit(asked, {"n": "9"})
    assert "trade latest {'n': 9}" in asked.text


async def test_an_answer_in_a_thread_stays_in_it(server: SlackServer) -> None:
    message = {"ts": "5.2", "thread_ts": "5.1", "text": "x"}
    async with connected(server):
        answer = await server.press({"action_id": "tb:0", "value": "tb:details:d1"}, message)
    assert answer.messages[0]["thread_ts"] == "5.1"
