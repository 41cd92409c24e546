"""A form as a modal that Slack takes, and what was filled in as values."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.command import Call, Choice, Command, Form, Option, OptionKind
from bot.model.errors import TellUser
from bot.model.watch import Channel
from bot.platforms.slack import modals
from bot.platforms.slack.modals import Misread
from tests.bot.platforms.samples import words
from tests.slack_server.limits import view_violations
from tests.slack_server.using import submitted

HERE = Channel("slack", "C1", "T1")
CALL = Call("watch add", HERE, "U1")
ADD = Command(
    "watch add",
    "Add",
    (
        Option("preset", "Which one", required=True, suggests="preset"),
        Option("channel", "Where", OptionKind.CHANNEL),
        Option("role", "Whom to ping", OptionKind.ROLE),
        Option("min_severity", "From which severity on", choices=("low", "high")),
        Option("cap", "How many a day", OptionKind.NUMBER, low=1, high=50),
        Option("list", "A list to watch", OptionKind.FILE),
        Option("share", "To everyone", OptionKind.FLAG),
    ),
)
PRESETS = {"preset": (Choice("US tariffs: all of them " + "x" * 90, "us-tariffs"),)}


def test_each_option_is_asked_for_in_its_own_way() -> None:
    sheet = modals.of_command(ADD, {"min_severity": "high", "cap": 3}, PRESETS)
    view = modals.view(sheet, CALL, "https://e.example/r")
    assert view_violations(view) == []
    elements = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert {name: element["type"] for name, element in elements.items()} == {
        "preset": "static_select",
        "channel": "conversations_select",
        "min_severity": "static_select",
        "cap": "number_input",
        "list": "plain_text_input",
    }
    assert elements["min_severity"]["initial_option"]["value"] == "high"
    assert elements["cap"]["initial_value"] == "3"
    assert elements["list"]["multiline"]
    assert [block["optional"] for block in view["blocks"]] == [False, True, True, True, True]


def test_what_was_filled_in_is_the_call_that_it_asks_for() -> None:
    sheet = modals.of_command(ADD, {}, PRESETS)
    call = Call("watch add", HERE, "U1", {"of": "d1"})
    view = modals.view(sheet, call, "https://e.example/r")
    payload = submitted(view, {"preset": "us-tariffs", "channel": "C222", "cap": "5"}, "U2", "t")
    filled = modals.submission({**payload, "team": {"id": "T1"}})
    assert filled.response_url == "https://e.example/r"
    assert filled.call.user == "U2"
    assert filled.call.channel == HERE
    values = modals.checked(filled.call.values, ADD)
    assert values == {"of": "d1", "preset": "us-tariffs", "channel": "C222", "cap": 5}


def test_what_cannot_be_is_told_at_its_field() -> None:
    with pytest.raises(Misread) as told:
        modals.checked({"cap": "99", "preset": "x"}, ADD)
    assert told.value.fields == {"cap": "'cap' is a whole number from 1 to 50."}


def test_a_field_that_was_emptied_has_no_value() -> None:
    form = Form("Edit", "watch edit", (Option("rule", "The rule"),), {"watch": "m"}, {"rule": "x"})
    view = modals.view(modals.of_form(form), Call("watch edit", HERE, "U1", form.values), "")
    assert view["blocks"][0]["element"]["initial_value"] == "x"
    assert dict(modals.submission(submitted(view, {}, "U1", "t")).call.values) == {"watch": "m"}


fields = st.lists(
    st.builds(Option, st.sampled_from(["a", "b", "c", "d", "e"]), words),
    min_size=1,
    max_size=5,
    unique_by=lambda option: option.name,
).map(tuple)


@given(
    st.builds(Form, words, st.just("x"), fields, st.just({}), st.dictionaries(st.just("a"), words))
)
@settings(max_examples=40, deadline=None)
def test_no_form_breaks_a_limit(form: Form) -> None:
    view = modals.view(modals.of_form(form), CALL, "https://e.example/r")
    assert view_violations(view) == []
    assert json.loads(view["private_metadata"])[1] == "C1"


def test_a_form_that_carries_too_much_is_refused_in_a_sentence() -> None:
    long = Call("watch edit", HERE, "U1", {"rule": "x" * 3000})
    with pytest.raises(TellUser, match="too long"):
        modals.view(modals.of_command(ADD, {}, {}), long, "")
