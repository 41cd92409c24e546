"""Plain words can neither format, link nor ping on Slack."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.message import Link, Moment, Person, Strong, Struck, Text
from bot.platforms.fitting import length
from bot.platforms.slack.mrkdwn import escape, mrkdwn, parts
from tests.bot.platforms.samples import MARKS, texts, words

NOON = datetime(2025, 11, 10, 15, 30, tzinfo=UTC)
CONTROLS = re.compile(r"<(?:https?://[^|<>]+\|[^<>]*|!date\^[^<>]*\|[^<>]*)>")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (("a < b & c > d",), "a &lt; b &amp; c &gt; d"),
        (("<!channel> <@U1> <#C1>",), "&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt;"),
        (("&lt;!here&gt;",), "&amp;lt;!here&amp;gt;"),
        (("a *bold* word",), "a ∗bold* word"),
        (("_it_ ~no~ `x`",), "ˍit_ ∼no~ ˋxˋ"),
        (("gallium* rare_earth 5*3",), "gallium* rare_earth 5*3"),
        ((":skull: at 10:30",), ":\u200bskull: at 10:30"),
        (("> said\n  > so",), "\u200b&gt; said\n\u200b  &gt; so"),
        ((Strong("25 %"), " → ", Strong("50 %")), "*25 %* → *50 %*"),
        (("up", Strong("50 %"), "now"), "up\u200b*50 %*\u200bnow"),
        ((Strong("a*b"), " ", Struck("c~d")), "*a∗b* ~c∼d~"),
        ((Strong(" "), Strong("")), ""),
        ((Link("A|B", "https://e.example/a?b=1&c=2"),), "<https://e.example/a?b=1&amp;c=2|A∣B>"),
        ((Link("x", "javascript:alert(1)"),), "x"),
        ((Link("x", "https://e.example/>|<!channel>"),), None),
        ((Person("U1"), " & ", Person("U2")), "@Ann &amp; @U2"),
        ((Moment(NOON),), "<!date^1762776000^{date_long} ({ago})|10 Nov 2025>"),
        (
            (Moment(NOON, day_only=False),),
            "<!date^1762788600^{date_long}, {time} ({ago})|10 Nov 2025 15:30 UTC>",
        ),
    ],
)
def test_spans_are_written_in_slacks_way(text: Text, told: str | None) -> None:
    made = mrkdwn(text, 500, {"U1": "Ann"})
    assert told is None or made == told
    assert "<!channel>" not in made
    assert "<@" not in made


@given(texts, st.integers(1, 300))
@settings(max_examples=80, deadline=None)
def test_no_text_is_longer_than_it_may_be_or_says_what_it_may_not(text: Text, limit: int) -> None:
    told = mrkdwn(text, limit)
    assert length(told) <= limit
    bare = CONTROLS.sub("", told)
    assert "<" not in bare
    assert ">" not in bare
    assert not re.search(r"&(?!amp;|lt;|gt;)", bare)


@given(words)
@settings(max_examples=60, deadline=None)
def test_plain_words_open_no_format(text: str) -> None:
    assert not re.search(r"(?<![^\W_])[*_~](?=\S)|`|^>|[<>]", escape(text))


def test_every_mark_at_once_is_only_words() -> None:
    told = mrkdwn((MARKS,), 3000)
    assert "<" not in told
    assert "`" not in told
    assert "@everyone @here" in told


@given(texts)
@settings(max_examples=40, deadline=None)
def test_a_long_text_is_whole_in_its_parts(text: Text) -> None:
    told = parts(text, 200)
    assert all(0 < length(part) <= 200 for part in told)
    kept = "".join("".join(told).split())
    letters = "".join(c for span in text if isinstance(span, str) for c in span if c.isalpha())
    assert len(kept) >= len(letters.strip()) - 12 * len(told)


def test_parts_end_where_lines_do() -> None:
    lines = tuple(f"line {number}\n" for number in range(30))
    assert all(part.startswith("line") for part in parts(lines, 100))


@pytest.mark.parametrize("hostile", ["*" * 50_000, ":a" * 25_000, "\n>" * 25_000, "&" * 50_000])
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    assert len(escape(hostile)) >= 50_000
