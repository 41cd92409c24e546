"""No body that is made for Discord breaks a limit, whatever it is made from.

Messages and answers at random, and huge; the documents that the bodies are held to are Discord's
OpenAPI, where it is present, and the limits by hand of tests/discord_server/limits.py.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.command import Choice, Form, Option, Reply
from bot.model.message import Action, Look, Message
from bot.platforms.discord import render
from bot.platforms.discord.callbacks import completions
from bot.platforms.discord.components import inputs, marked, modal, rows
from tests.bot.platforms.samples import ALERT, messages, texts, urls, words
from tests.discord_server.limits import (
    choice_violations,
    form_violations,
    schema_violations,
    violations,
)

values = st.dictionaries(
    st.sampled_from(["of", "page", "q"]), st.one_of(words, st.integers(), st.booleans()), max_size=2
)
calls = st.builds(
    Action, words, st.sampled_from(["details", "mute"]), values, st.sampled_from(Look)
)
links = st.builds(Action, words, url=urls.map(str))
actions = st.lists(st.one_of(calls, links), max_size=40).map(tuple)
wished = st.builds(
    lambda message, actions, ping: replace(message, actions=actions, ping=ping),
    messages,
    actions,
    st.one_of(st.none(), words, st.integers(0, 2**64).map(str)),
)
few = settings(max_examples=25, deadline=None)


@given(wished, words)
@few
def test_no_message_breaks_a_limit(message: Message, key: str) -> None:
    for body in (render.post(message, key, "123"), render.plain_post(message, key)):
        assert violations(body) == []
        assert not body["allowed_mentions"]["parse"]
        assert len(body.get("content", "")) <= 180 or not body.get("embeds")
    for body in (render.edit(message), render.plain_edit(message)):
        assert violations(body, "MessageEditRequestPartial") == []


@given(wished, words)
@few
def test_no_post_of_a_forum_breaks_a_limit(message: Message, key: str) -> None:
    for opening in (render.opening(message), render.plain_opening(message, key)):
        body = {"name": render.thread_name(message), "message": opening}
        assert schema_violations(body, "CreateForumThreadRequest") == []
        assert 0 < len(body["name"]) <= 100
        assert violations(opening, "BaseCreateMessageCreateRequest") == []
        assert not opening.keys() & {"nonce", "enforce_nonce", "message_reference"}


@given(st.builds(Reply, texts, st.lists(wished, max_size=12).map(tuple), actions=actions))
@settings(max_examples=8, deadline=None)
def test_no_answer_breaks_a_limit(reply: Reply) -> None:
    bodies = render.answers(reply)
    for body in bodies:
        assert violations(body, "IncomingWebhookInteractionRequest") == []
        callback = {"type": 7, "data": body}
        assert schema_violations(callback, "UpdateMessageInteractionCallbackRequest") == []
    assert sum(len(body["embeds"]) for body in bodies) == len(reply.messages)
    assert all(not body["components"] for body in bodies[:-1])


fields = st.lists(
    st.builds(
        Option,
        st.sampled_from(["what", "rule", "reason", "where_it_says_so"]),
        words,
        required=st.booleans(),
        low=st.one_of(st.none(), st.integers(0, 9000)),
        high=st.one_of(st.none(), st.integers(1, 9000)),
    ),
    max_size=7,
    unique_by=lambda option: option.name,
)


@given(
    st.builds(
        Form,
        words,
        st.just("wrong"),
        fields.map(tuple),
        values,
        st.dictionaries(st.sampled_from(["what", "rule"]), words),
        st.just(frozenset({"rule"})),
    )
)
@few
def test_no_form_breaks_a_limit(form: Form) -> None:
    made = modal(form)
    if made is not None:
        assert form_violations(made) == []
        assert len(made["components"]) == min(len(form.fields), 5)
    else:
        assert not form.fields or len(str(form.values)) > 20


@given(st.lists(st.builds(Choice, words, words), max_size=40))
@few
def test_no_completion_breaks_a_limit(choices: list[Choice]) -> None:
    made = completions(choices)
    assert choice_violations(made["choices"]) == []
    body = {"type": 8, "data": made}
    assert schema_violations(body, "ApplicationCommandAutocompleteCallbackRequest") == []


# Buttons


def test_buttons_stand_five_in_a_row_and_each_once() -> None:
    pressed = [Action(f"B{n}", "details", {"of": f"d-{n % 12}"}) for n in range(24)]
    assert [len(row["components"]) for row in rows(pressed)] == [5, 5, 2]
    many = [Action(f"B{n}", "details", {"of": f"d-{n}"}) for n in range(40)]
    assert [len(row["components"]) for row in rows(many)] == [5] * 5


@pytest.mark.parametrize(
    "action",
    [
        Action("Long", "details", {"of": "x" * 100}),
        Action("Script", url="javascript:alert(1)"),
        Action("Far", url="https://e.example/" + "x" * 600),
        Action("Nowhere", url=""),
    ],
)
def test_a_button_that_discord_would_refuse_is_left_out(action: Action) -> None:
    assert rows([action, Action("Details", "details", {"of": "d-1"})]) == rows(
        [Action("Details", "details", {"of": "d-1"})]
    )


def test_each_look_has_a_style() -> None:
    (row,) = rows([Action(look, "details", {"of": look}, look) for look in Look])
    assert [button["style"] for button in row["components"]] == [2, 3, 4]


def test_a_message_is_found_by_the_whole_key_alone() -> None:
    buttons = (
        Action("Official", url="https://e.example/:d-1"),
        Action("Details", "details", {"of": "d-1"}),
        Action("Other", "details", {"of": "ad-1"}),
    )
    assert marked(buttons, "d-1") == (buttons[1],)


def test_the_buttons_of_the_only_card_stand_above_the_answers_own() -> None:
    card = replace(ALERT, actions=(Action("Official", url="https://e.example"),))
    more = (Action("Next", "trade latest", {"page": "2"}),)

    def labels(reply: Reply) -> list[str]:
        below = render.answers(reply)[-1]["components"]
        return [button["label"] for row in below for button in row["components"]]

    assert labels(Reply((), (card,), actions=more)) == ["Official", "Next"]
    assert labels(Reply((), (card, card), actions=more)) == ["Next"]


def test_a_filled_form_is_read_from_rows_and_from_labels() -> None:
    filled = {"type": 4, "custom_id": "what", "value": "x"}
    for components in ([{"type": 1, "components": [filled]}], [{"type": 18, "component": filled}]):
        assert inputs(components) == {"what": "x"}
    malformed: list[object] = [None, "x", [None], [{"components": "x"}], [{"component": 5}], {}]
    assert all(inputs(components) == {} for components in malformed)
