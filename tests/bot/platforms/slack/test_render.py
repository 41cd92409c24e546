"""No message is over a limit of Slack, and each says what it has to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.command import Reply
from bot.model.message import Action, Field, Look, Message, Quote, Tone
from bot.platforms.fitting import length
from bot.platforms.slack import render
from bot.platforms.slack.answers import bodies, window
from tests.bot.platforms.samples import ALERT, messages, texts, urls, words
from tests.slack_server.limits import view_violations, violations

actions = st.builds(
    Action,
    words,
    st.just("details"),
    st.dictionaries(st.sampled_from(["of", "page", "query"]), words, max_size=3),
    st.sampled_from(Look),
    urls,
)
whole = st.builds(
    lambda message, buttons, ping: replace(message, actions=tuple(buttons), ping=ping),
    messages,
    st.lists(actions, max_size=40),
    st.none() | st.just("S123") | words,
)


@given(whole, st.text(min_size=1))
@settings(max_examples=30, deadline=None)
def test_no_message_breaks_a_limit(message: Message, key: str) -> None:
    for body in (render.post(message, key, "1.2"), render.edit(message)):
        assert violations(body) == []
        assert render.weight(body["blocks"]) <= render.BUDGET
    assert length(render.plainly(render.post(message, key), message)["text"]) <= 4000


@given(
    st.builds(
        Reply,
        texts,
        st.lists(messages, max_size=10).map(tuple),
        actions=st.lists(actions, max_size=6).map(tuple),
    )
)
@settings(max_examples=25, deadline=None)
def test_no_answer_breaks_a_limit(reply: Reply) -> None:
    made = bodies(reply)
    assert [violations(body) for body in made] == [[] for _ in made]
    assert len(made) <= 4
    if reply.messages:
        assert view_violations(window(reply)) == []


@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        ({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}, "header"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}, "section"),
        ({"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}, "fields"),
        ({"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}, "section"),
        ({"type": "section"}, "empty section"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": " "}}, "empty text"),
        ({"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}, "context"),
        ({"type": "divider", "colour": "red"}, "unknown keys"),
        ({"type": "picture"}, "unknown block"),
        (
            {"type": "actions", "elements": [{"type": "button", "text": {}, "value": "x" * 2001}]},
            "button",
        ),
    ],
)
def test_the_limits_refuse_what_the_docs_forbid(block: render.Json, wrong: str) -> None:
    assert wrong in str(violations({"text": "x", "blocks": [block]}))


def test_the_limits_refuse_what_is_too_much_altogether() -> None:
    section = render.section("x" * 2900)
    assert "msg_blocks_too_long" in violations({"text": "x", "blocks": [section] * 5})
    assert violations({"text": "x", "blocks": [render.section("x")] * 51})
    assert violations({"text": "", "blocks": [section]})
    assert violations({"text": "x", "blocks": [section] * 3}) == []


def test_an_alert_is_blocks_by_the_anatomy() -> None:
    buttons = (
        Action("Official text", url="https://e.example/official"),
        Action("Details", "details", {"of": "d1"}),
        Action("Mark reviewed", "reviewed", {"of": "d1"}, Look.GOOD),
    )
    header, badge, body, fields, sources, evidence, actions, footer = render.blocks(
        replace(ALERT, actions=buttons), key="d1"
    )
    assert header["text"]["text"] == "▼ US lowers tariff on goods from CN: 57 % → 47 %"
    assert header["block_id"] == "tb:d1"
    assert badge["elements"][0]["text"] == (
        "🟢 *TARIFF · AGREED · MEDIUM* · <https://news.example/us-china|source>"
    )
    assert body["text"]["text"] == "Told after the meeting in Busan; *no official text yet*."
    assert [field["text"] for field in fields["fields"]] == [
        "*Rate*\n~57 %~ → *47 %*",
        "*Effective*\n<!date^1762776000^{date_long} ({ago})|10 Nov 2025>",
        "*Next*\nnot stated",
    ]
    assert sources["text"]["text"] == "*Sources (2)*\n<https://reuters.example/a|Reuters> · FT"
    assert evidence["text"]["text"] == (
        "> “would fall to 47% from 57%” — <https://reuters.example/a|Reuters>"
    )
    link, details, reviewed = actions["elements"]
    assert link["url"] == "https://e.example/official"
    assert details["value"] == "tb:details:d1"
    assert reviewed["style"] == "primary"
    assert "not legal advice" in footer["elements"][0]["text"]


def test_an_empty_message_is_still_one() -> None:
    assert violations(render.edit(Message(""))) == []
    assert violations(bodies(Reply(()))[0]) == []


@pytest.mark.parametrize("tone", Tone)
def test_each_tone_has_a_colour_and_a_shape(tone: Tone) -> None:
    header, badge, *_ = render.blocks(replace(ALERT, tone=tone))
    assert header["text"]["text"][0] in "▲▼◆"
    assert badge["elements"][0]["text"].startswith(render.CIRCLES[tone])


def test_the_address_is_given_once() -> None:
    official = Action("Official text", url=ALERT.url)
    assert "|source>" not in str(render.blocks(replace(ALERT, actions=(official,))))


def test_what_has_no_place_is_counted() -> None:
    many = replace(ALERT, fields=tuple(Field(f"Field {n}", ("x" * 700,)) for n in range(40)))
    blocks = render.blocks(many)
    assert "more, not shown here" in str(blocks)
    assert "would fall to 47%" in str(blocks[-2])
    short = replace(ALERT, fields=tuple(Field(f"F{n}", ("x",), inline=True) for n in range(23)))
    sections = [block["fields"] for block in render.blocks(short) if "fields" in block]
    assert [len(fields) for fields in sections] == [10, 10, 3]


def test_evidence_links_each_address_once() -> None:
    quotes = tuple(Quote(f"{n} " * 90, "Reuters", "https://e.example/1") for n in range(9))
    *_, evidence = render.blocks(Message("x", quotes=quotes))
    assert evidence["text"]["text"].count("<https://e.example/1|") == 1


def test_a_group_is_pinged_where_it_is_asked_for_and_nowhere_else() -> None:
    pinged = render.post(replace(ALERT, ping="S123"), "key")
    assert pinged["text"].startswith("<!subteam^S123> ▼")
    assert pinged["blocks"][0]["text"]["text"] == "<!subteam^S123>"
    assert "<!" not in str(render.post(replace(ALERT, ping="x> <!channel>"), "k")["text"])
    hostile = replace(ALERT, title="<!channel> <@U1>", badge="<!here>", footer="<!everyone>")
    told = str(render.post(hostile, "key"))
    assert "&lt;!here&gt;" in told
    assert "<!here>" not in told
    assert "<!everyone>" not in told


def test_a_reply_is_in_its_thread() -> None:
    assert render.post(ALERT, "key", "1.2")["thread_ts"] == "1.2"
    assert render.post(ALERT, "key", "1.2")["reply_broadcast"] is False
    assert render.post(replace(ALERT, loud=True), "key", "1.2")["reply_broadcast"] is True
    assert "reply_broadcast" not in render.post(replace(ALERT, loud=True), "key")


def test_plain_text_says_all_of_it() -> None:
    body = render.plainly(render.post(ALERT, "key"), ALERT)
    assert "blocks" not in body
    for part in ("57 % → 47 %", "AGREED", "Busan", "Rate: ", "would fall to 47%", "legal advice"):
        assert part in body["text"]
    assert body["metadata"]["event_payload"] == {"delivery_id": "key"}
