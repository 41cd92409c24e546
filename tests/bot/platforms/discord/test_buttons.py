"""Buttons, forms, menus, completions and files: used as a person would, answered in time."""

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.model.command import (
    Attachment,
    Call,
    Choice,
    Command,
    Form,
    Option,
    OptionKind,
    Reply,
    Surface,
)
from bot.model.errors import TellUser
from bot.model.message import Action, Look
from bot.platforms.discord.client import Discord
from tests.bot.platforms.discord.live import at, connected
from tests.bot.platforms.samples import ALERT
from tests.discord_server import Answer, DiscordServer, Fault, Person, until
from tests.fakes import Paper

SHARE = Option("share", "Show the answer to everyone", OptionKind.FLAG)
COMMANDS = (
    Command("trade latest", "Recent events", (Option("page", "Which"), SHARE)),
    Command(
        "watch add",
        "Watch something",
        (
            Option("preset", "What to watch", suggests="preset"),
            Option("rule", "A rule of your own"),
            Option("channel", "Where", OptionKind.CHANNEL),
            Option("role", "Whom to ping", OptionKind.ROLE),
            Option("list", "A list of codes", OptionKind.FILE),
        ),
        manages=True,
    ),
    Command("tradeops health", "How the bot is", administers=True),
    Command("details", "All figures", (Option("of", "Which"),), surface=Surface.BUTTON),
    Command("wrong", "Something is wrong", surface=Surface.BUTTON, writes=True),
    Command("unmute", "Take back a mute", surface=Surface.BUTTON, manages=True),
    Command("check", "Check this link", surface=Surface.MESSAGE),
)
WHAT = Option("what", "What is wrong, and where does it say so?", required=True, high=500)
FORM = Form("Wrong figure", "wrong", (WHAT,), {"of": "d-1"}, {"what": "57"}, frozenset({"what"}))


async def tell(call: Call) -> Reply:
    values = {name: value for name, value in call.values.items() if name != "list"}
    listed = f" list={len(str(call.values['list']))}" if "list" in call.values else ""
    return Reply((f"{call.command} {values}{listed} by {call.user}",))


def host(answer: object = tell, **choices: tuple[Choice, ...]) -> Paper:
    return Paper(COMMANDS, answer, dict(choices))  # type: ignore[arg-type]


def saying(reply: Reply) -> Paper:
    async def say(call: Call) -> Reply:
        return reply

    return host(say)


async def post(server: DiscordServer, discord: Discord, *actions: Action) -> dict[str, object]:
    ref = await discord.send(at(server), replace(ALERT, actions=actions), "d-1")
    return next(it for it in server.messages[server.channel] if it["id"] == ref)


# Buttons


async def test_a_button_is_a_call(server: DiscordServer) -> None:
    async with connected(server, host=host()) as discord:
        message = await post(server, discord, Action("Details", "details", {"of": "d-1"}))
        answer = await server.press(message, "Details", person=Person("53", 0))
    assert answer.content == "details {'of': 'd-1'} by 53"
    assert answer.private
    assert server.violations == []


async def test_a_button_works_after_a_restart(server: DiscordServer) -> None:
    async with connected(server, host=host()) as discord:
        message = await post(server, discord, Action("Details", "details", {"of": "d-1"}))
    async with connected(server, host=host()):
        assert (await server.press(message, "Details")).content.startswith("details {'of'")


async def test_a_button_turns_the_page(server: DiscordServer) -> None:
    async def page(call: Call) -> Reply:
        number = int(call.values.get("page", 1))
        turn = Action("Next", "trade latest", {"page": number + 1})
        return Reply((f"Page {number}",), (ALERT,), actions=(turn,), replaces=True)

    async with connected(server, host=host(page)):
        answer = await server.interact("trade latest")
        assert (answer.content, answer.updates) == ("Page 1", False)
        for number in (2, 3):
            answer = await server.press(answer.last, "Next")
            assert (answer.content, answer.updates) == (f"Page {number}", True)
    assert server.violations == []


async def test_what_a_page_no_longer_has_is_taken_away(server: DiscordServer) -> None:
    async def once(call: Call) -> Reply:
        if call.values:
            return Reply(("Saved.",), replaces=True)
        save = Action("Save", "trade latest", {"page": "1"}, Look.GOOD)
        return Reply(("Sure?",), (ALERT,), actions=(save,))

    async with connected(server, host=host(once)):
        asked = await server.interact("trade latest")
        answer = await server.press(asked.last, "Save")
    assert answer.last["components"] == []
    assert answer.last["embeds"] == []


@pytest.mark.parametrize("replaces", [True, False])
async def test_a_slow_button_is_deferred_without_a_word(
    server: DiscordServer, replaces: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.discord.interactions.PATIENCE", 0.05)

    async def slow(call: Call) -> Reply:
        await asyncio.sleep(0.1)
        return Reply(("Done",), replaces=replaces)

    async with connected(server, host=host(slow)) as discord:
        message = await post(server, discord, Action("Details", "details", {"of": "d-1"}))
        answer = await server.press(message, "Details")
    assert (answer.kind, answer.content) == (6, "Done")
    assert server.count("PATCH", "/messages/@original") == replaces
    assert bool(answer.last.get("flags")) is not replaces
    assert server.violations == []


async def test_a_button_that_is_none_of_ours_says_so(server: DiscordServer) -> None:
    async with connected(server, host=host()) as discord:
        message = await post(server, discord, Action("Details", "details", {"of": "d-1"}))
        message["components"][0]["components"][0]["custom_id"] = "ack:1"  # type: ignore[index]
        answer = await server.press(message, "Details")
    assert "ask again" in answer.content


async def test_a_kept_button_needs_what_its_command_needs(server: DiscordServer) -> None:
    paper = host()
    async with connected(server, host=paper) as discord:
        message = await post(server, discord, Action("Unmute", "kept", {"of": "k-1"}))
        paper.kept["k-1"] = Call("unmute", at(server), "1", {"what": "US"})
        refused = await server.press(message, "Unmute", person=Person(permissions=0))
        allowed = await server.press(message, "Unmute")
    assert refused.content == "You need Manage Channels in this channel for /unmute."
    assert allowed.content.startswith("unmute")


# Forms


async def test_a_form_adds_what_is_filled_in(server: DiscordServer) -> None:
    async def ask(call: Call) -> Reply:
        return await tell(call) if "what" in call.values else Reply((), form=FORM)

    async with connected(server, host=host(ask)) as discord:
        message = await post(server, discord, Action("Wrong figure", "wrong", {"of": "d-1"}))
        asked = await server.press(message, "Wrong figure")
        assert asked.modal
        assert asked.modal["title"] == "Wrong figure"
        (field,) = asked.modal["components"][0]["components"]
        assert (field["label"], field["style"], field["value"]) == (WHAT.summary, 2, "57")
        answer = await server.fill(asked, {"what": "It says 47"})
    assert answer.content == "wrong {'of': 'd-1', 'what': 'It says 47'} by 7"
    assert server.violations == []


async def test_a_form_of_a_command_is_answered_by_a_message(server: DiscordServer) -> None:
    form = replace(FORM, command="watch add", values={})

    async def ask(call: Call) -> Reply:
        return await tell(call) if call.values else Reply((), form=form)

    async with connected(server, host=host(ask)):
        asked = await server.interact("watch add")
        answer = await server.fill(asked, {"what": "x"})
        refused = await server.fill(asked, {"what": "x"}, Person(permissions=0))
    assert answer.content.startswith("watch add {'what': 'x'}")
    assert refused.content.startswith("You need Manage Channels")


async def test_a_form_that_comes_too_late_says_so(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.discord.interactions.PATIENCE", 0.02)

    async def slow(call: Call) -> Reply:
        await asyncio.sleep(0.05)
        return Reply((), form=FORM)

    async with connected(server, host=host(slow)) as discord:
        message = await post(server, discord, Action("Wrong", "wrong", {"of": "d-1"}))
        assert "press it again" in (await server.press(message, "Wrong")).content
        assert "press it again" in (await server.interact("trade latest")).content


# Completions


async def test_an_option_is_completed(server: DiscordServer) -> None:
    choices = (Choice("United States", "US"), Choice("x" * 300, "X"), Choice("too long", "y" * 101))
    many = tuple(Choice(f"Country {n}", f"C{n}") for n in range(40))
    async with connected(server, host=host(preset=(*choices, Choice("again", "US"), *many))):
        found = await server.complete("watch add", "preset", {"preset": "un", "rule": "x"})
    assert found[0] == {"name": "again", "value": "US"}
    assert len(found) == 25
    assert server.violations == []


async def test_a_completion_never_fails(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    paper = host()
    trouble: list[object] = [ZeroDivisionError("x"), TellUser("no"), None]

    async def suggest(call: Call, option: str) -> tuple[Choice, ...]:
        error = trouble.pop(0)
        if isinstance(error, Exception):
            raise error
        await asyncio.sleep(5)
        return ()

    monkeypatch.setattr("bot.platforms.discord.interactions.TYPING", 0.02)
    monkeypatch.setattr(paper, "suggest", suggest)
    async with connected(server, host=paper):
        for _ in range(3):
            assert await server.complete("watch add", "preset", {"preset": ""}) == []
        told = [r for r in caplog.records if "a completion failed" in r.getMessage()]
        assert len(told) == 3
        someone = Person(permissions=0)
        assert await server.complete("watch add", "preset", {"preset": ""}, someone) == []


# Files, shared answers, menus


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("type,code\nhs,8541\n".encode("utf-8-sig"), "list=18"),
        (b"\xff\xfe\x00", "not text"),
        (b"x" * 1_000_001, "too large"),
    ],
)
async def test_a_file_comes_as_its_text(
    server: DiscordServer, content: bytes, sentence: str
) -> None:
    async with connected(server, host=host()):
        answer = await server.interact("watch add", {"list": content})
    assert sentence in answer.content
    assert server.violations == []


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest",
        "http://cdn.discordapp.com/a",
        "https://cdn.discordapp.com.evil.example/a",
        "https://user@evil.example/cdn.discordapp.com",
        "file:///etc/passwd",
        "http://127.0.0.1:9/gone",
        "http://[",
    ],
)
async def test_a_file_is_fetched_from_discord_only(server: DiscordServer, url: str) -> None:
    async with connected(server, host=host()):
        use = server._use(None, None, Person())
        event = use.command(server.commands, "watch add", {"list": b"x"})
        attachments = event["data"]["resolved"]["attachments"]
        for attachment in attachments.values():
            attachment["url"] = url
        answer = await server._answered(event)
    assert "could not fetch" in answer.content


@pytest.mark.parametrize("slow", [False, True])
async def test_an_answer_brings_a_file(
    server: DiscordServer, slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.discord.interactions.PATIENCE", 0.01 if slow else 1.0)

    async def export(call: Call) -> Reply:
        await asyncio.sleep(0.05 * slow)
        return Reply(("Here",), (ALERT,) * 11, attachment=Attachment("calendar.ics", b"BEGIN\r\n"))

    async with connected(server, host=host(export)):
        answer = await server.interact("trade latest")
        await until(lambda: answer.files)
    assert answer.files == {"calendar.ics": b"BEGIN\r\n"}
    assert len(answer.messages) == 2
    assert server.violations == []


async def test_a_shared_answer_is_deferred_for_all(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.discord.interactions.PATIENCE", 0.02)

    async def slow(call: Call) -> Reply:
        await asyncio.sleep(0.05)
        return Reply(("Here",), private=not call.values["share"])

    async with connected(server, host=host(slow)):
        answer = await server.interact("trade latest", {"share": True})
    assert (answer.kind, answer.private, answer.content) == (5, False, "Here")
    assert server.violations == []


async def test_a_menu_tells_which_message_it_was_chosen_on(server: DiscordServer) -> None:
    asked: list[Call] = []

    async def note(call: Call) -> Reply:
        asked.append(call)
        return Reply(("Noted.",))

    async with connected(server, host=host(note)) as discord:
        ours = await post(server, discord, Action("Details", "details", {"of": "d-1"}))
        await server.choose("Check this link", ours)
        theirs = {**ours, "components": [], "embeds": [], "content": "Look: <https://e.example/a>!"}
        await server.choose("Check this link", theirs)
        await server.choose("Check this link", {**theirs, "content": "no link"})
    ref = ours["id"]
    assert [(call.command, dict(call.values)) for call in asked] == [
        ("check", {"ref": ref, "of": "d-1", "url": "https://news.example/us-china"}),
        ("check", {"ref": ref, "url": "https://e.example/a", "text": theirs["content"]}),
        ("check", {"ref": ref, "text": "no link"}),
    ]
    assert server.violations == []


# Who may


async def test_managing_needs_the_right_in_the_channel_that_is_named(
    server: DiscordServer,
) -> None:
    values = {"channel": server.other}
    async with connected(server, host=host()):
        refused = await server.interact("watch add", values, person=Person(there=0))
        here = await server.interact("watch add", person=Person(permissions=0, there=1 << 4))
        allowed = await server.interact(
            "watch add", values, person=Person(permissions=0, there=1 << 4)
        )
    assert refused.content == "You need Manage Channels in that channel for /watch add."
    assert here.content == "You need Manage Channels in this channel for /watch add."
    assert allowed.content.startswith("watch add {'channel': '902'}")


async def test_a_button_about_another_channel_needs_the_right_there(server: DiscordServer) -> None:
    save = Action("Save", "watch add", {"channel": server.other, "preset": "metals"})
    managers = {"id": "88", "type": 0, "allow": str(1 << 4), "deny": "0"}
    server.rooms.channels[server.other]["permission_overwrites"] = [managers]
    async with connected(server, host=saving(save)) as discord:
        assert discord
        asked = await server.interact("watch add", person=Person(permissions=1 << 4))
        refused = await server.press(asked.last, "Save", server.channel, Person("7", 1 << 4))
        allowed = await server.press(asked.last, "Save", server.channel, Person("7", 0, ("88",)))
    assert refused.content == "You need Manage Channels in that channel for /watch add."
    assert allowed.content.startswith("watch add {")


def saving(save: Action) -> Paper:
    async def ask(call: Call) -> Reply:
        return await tell(call) if call.values else Reply(("Sure?",), actions=(save,))

    return host(ask)


async def test_a_role_of_the_settings_may_manage(server: DiscordServer) -> None:
    async with connected(server, host=host(), manager_roles=("66",)):
        assert [it["default_member_permissions"] for it in server.commands[:2]] == [None, None]
        allowed = await server.interact("watch add", person=Person("7", 0, ("66",)))
        refused = await server.interact("watch add", person=Person("7", 0, ("67",)))
        health = await server.interact("tradeops health", person=Person("7", 0, ("66",)))
    assert allowed.content.startswith("watch add")
    assert refused.content.startswith("You need Manage Channels")
    assert health.content == "You need Manage Server for /tradeops health."


@pytest.mark.parametrize(("bits", "may"), [(1 << 3, True), (1 << 5, True), (1 << 4, False)])
async def test_administering_needs_manage_server(
    server: DiscordServer, bits: int, may: bool
) -> None:
    async with connected(server, host=host()):
        answer = await server.interact("tradeops health", person=Person(permissions=bits))
    assert answer.content.startswith("tradeops health") is may


async def test_direct_messages_get_one_clear_sentence(server: DiscordServer) -> None:
    async with connected(server, host=host()):
        answer = await server.interact("trade latest", guild="")
    assert answer.content.startswith("I answer in servers only")


@pytest.mark.parametrize(
    "wrong",
    [
        {"data": None},
        {"data": {}},
        {"data": {"name": "trade", "type": 1, "options": [{"type": 1}]}},
        {"type": "x"},
        {"member": None, "user": None},
        {"channel_id": None, "channel": None},
        {"token": None, "id": None, "data": 5},
    ],
)
async def test_a_malformed_interaction_is_one_line(
    server: DiscordServer, wrong: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(server, host=host()):
        event = server._use(None, None, Person()).command(server.commands, "trade latest", {})
        await server.gateway.dispatch("INTERACTION_CREATE", {**event, **wrong})
        answer = await server.interact("trade latest")
    assert answer.content.startswith("trade latest")
    told = [r for r in caplog.records if r.levelno >= logging.WARNING]
    assert len(told) <= 1
    assert all(record.exc_info is None for record in told)


async def test_a_broken_first_response_is_given_again_with_its_file(server: DiscordServer) -> None:
    server.interactions.faults.append(Fault())
    reply = Reply(("Here",), attachment=Attachment("a.csv", b"x"))
    async with connected(server, host=saying(reply)):
        answer: Answer = await server.interact("trade latest")
    assert answer.files == {"a.csv": b"x"}
