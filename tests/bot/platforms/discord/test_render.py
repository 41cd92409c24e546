"""No message is over a limit of Discord, and each says what it has to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.command import Reply
from bot.model.message import Field, Link, Message, Quote, Strong, Tone
from bot.platforms.discord import embeds, render
from tests.bot.platforms.samples import ALERT
from tests.discord_server.limits import specification, violations


@pytest.mark.skipif(specification() is None, reason="Discord's OpenAPI document is not here")
def test_the_specification_refuses_what_the_docs_forbid() -> None:
    assert violations({"embeds": [{"title": "x" * 257}]})
    assert violations({"content": "x", "nonce": "x" * 26})


def test_the_limits_by_hand_refuse_what_the_docs_forbid() -> None:
    for embed in (
        {"title": "x" * 257},
        {"description": "x" * 4097},
        {"fields": [{"name": "x", "value": "x"}] * 26},
        {"fields": [{"name": "x", "value": " "}]},
        {"author": {"name": "x" * 257}},
        {"title": "x", "colour": 1},
        {},
    ):
        assert violations({"embeds": [embed]}), embed
    assert violations({"content": "x" * 2001})
    assert violations({})
    assert violations({"embeds": [{"description": "x" * 3001}] * 2})
    assert violations({"content": "x", "embeds": [{"title": "x"}], "nonce": "x" * 25}) == []


def test_an_alert_is_one_embed_by_the_anatomy() -> None:
    embed = embeds.embed(ALERT)
    assert embed["title"] == "▼ US lowers tariff on goods from CN: 57 % → 47 %"
    assert embed["author"] == {"name": "TARIFF · AGREED · MEDIUM"}
    assert embed["url"] == "https://news.example/us-china"
    assert embed["color"] == 0x1E8E3E
    assert embed["description"] == "Told after the meeting in Busan; **no official text yet**."
    assert embed["timestamp"] == "2025-10-30T06:05:00+00:00"
    assert embed["footer"]["text"].endswith("not legal advice")
    assert embed["fields"] == [
        {"name": "Rate", "value": "~~57 %~~ → **47 %**", "inline": True},
        {"name": "Effective", "value": "<t:1762776000:D> (<t:1762776000:R>)", "inline": True},
        {"name": "Next", "value": "not stated", "inline": True},
        {
            "name": "Sources (2)",
            "value": "[Reuters](https://reuters.example/a) · FT",
            "inline": False,
        },
        {
            "name": "Evidence",
            "value": "> “would fall to 47% from 57%” — [Reuters](https://reuters.example/a)",
            "inline": False,
        },
    ]


def test_an_empty_message_is_still_one() -> None:
    assert embeds.embed(Message("")) == {"title": "◆", "color": 0x5F6368}


@pytest.mark.parametrize("tone", Tone)
def test_each_tone_has_a_colour(tone: Tone) -> None:
    assert embeds.embed(replace(ALERT, tone=tone))["color"] == embeds.COLOURS[tone]


def test_what_has_no_place_is_counted() -> None:
    many = replace(ALERT, fields=tuple(Field(f"Field {n}", ("x",)) for n in range(40)))
    fields = embeds.embed(many)["fields"]
    assert len(fields) == 25
    assert [field["name"] for field in fields[-3:]] == ["Field 22", "…", "Evidence"]
    assert fields[-2]["value"] == "17 more, not shown here"
    assert len(embeds.embed(replace(many, quotes=(), fields=many.fields[:25]))["fields"]) == 25


def test_long_fields_leave_room_for_the_evidence() -> None:
    long = replace(ALERT, fields=tuple(Field(f"Field {n}", ("x" * 1500,)) for n in range(20)))
    embed = embeds.embed(long)
    assert embeds.size(embed) <= 6000
    assert embed["fields"][-1]["name"] == "Evidence"
    assert embed["fields"][-2]["value"].endswith("more, not shown here")


def test_the_evidence_takes_two_fields_and_links_each_address_once() -> None:
    quotes = tuple(Quote(f"{n} " * 90, "Reuters", "https://e.example/1") for n in range(9))
    first, second = embeds.embed(Message("x", quotes=quotes))["fields"]
    assert first["value"].count("](https://e.example/1)") == 1
    assert "Reuters" in second["value"]
    assert "](" not in second["value"]


def test_a_source_with_a_long_address_keeps_its_name() -> None:
    quote = Quote("the words", "Reuters", "https://e.example/" + "x" * 400)
    (field,) = embeds.embed(Message("x", quotes=(quote,)))["fields"]
    assert field["value"] == "> “the words” — Reuters"


def test_an_address_over_the_limit_is_left_out() -> None:
    assert "url" not in embeds.embed(Message("x", url="https://e.example/" + "x" * 2048))


def test_nothing_may_ping() -> None:
    assert render.post(ALERT, "key")["allowed_mentions"] == {"parse": [], "replied_user": False}


@given(st.text(), st.text())
def test_a_nonce_is_the_keys_own(one: str, other: str) -> None:
    assert render.nonce(one) == render.nonce(one)
    assert len(render.nonce(one)) == 25
    assert (render.nonce(one) == render.nonce(other)) is (one == other)


def test_a_reply_refers_to_its_message() -> None:
    body = render.post(ALERT, "key", "123")
    assert body["message_reference"] == {"message_id": "123"}


def test_an_answer_is_a_sentence_and_its_messages() -> None:
    (body,) = render.answers(Reply(("Two ", Link("events", "https://e.example")), (ALERT, ALERT)))
    assert body["content"] == "Two [events](https://e.example)"
    assert len(body["embeds"]) == 2
    assert render.answers(Reply(()))[0]["content"] == "–"


def test_a_long_answer_goes_on_in_further_messages() -> None:
    lines = tuple(span for n in range(150) for span in (Strong(f"Feed {n}"), f" {'x' * 30}\n"))
    first, *more, last = render.answers(Reply(lines, (ALERT,)))
    assert first["content"].startswith("**Feed 0** ")
    assert all(len(body["content"]) <= 2000 for body in (first, *more, last))
    told = "\n".join(body["content"] for body in (first, *more, last))
    assert [f"**Feed {n}** {'x' * 30}" for n in range(150)] == told.split("\n")
    assert [len(body["embeds"]) for body in (first, *more, last)] == [0] * (1 + len(more)) + [1]


def test_an_endless_answer_is_cut_after_five_messages() -> None:
    bodies = render.answers(Reply(("word \n" * 9000,)))
    assert len(bodies) == 5
    assert bodies[-1]["content"].endswith("…")
