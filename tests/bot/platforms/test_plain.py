"""What is left of untrusted text and addresses."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.message import Link, Message, Moment, Strong, Struck, Tone
from bot.platforms.plain import address, clean, day, headline, kept, line, plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "]0;titletext"),
        ("\x9b2Jgone", "gone"),
        ("a\x00b\x7fc\x85d", "abc d"),
        ("ab\u202ecd\u2066e", "abcde"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\there", "tab here"),
        ("half \ud83d pair", "half  pair"),
        ("  edges  ", "edges"),
        ("中国 · 57 % → 47 %", "中国 · 57 % → 47 %"),
    ],
)
def test_control_characters_and_overrides_are_gone(text: str, left: str) -> None:
    assert clean(text) == left


@given(st.text())
def test_no_text_keeps_a_character_that_steers(text: str) -> None:
    left = kept(text)
    assert all(c == "\n" or not (ord(c) < 32 or 127 <= ord(c) < 160) for c in left)
    assert not set(left) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    left.encode()


def test_a_line_has_no_line_feed() -> None:
    assert line(" a \n\n b\u2028c ") == "a b c"


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("https://e.example/a?b=c#d", "https://e.example/a?b=c#d"),
        (" http://E.example:8080/ ", "http://e.example:8080/"),
        ("https://e.example/a(b)[c] d", "https://e.example/a%28b%29%5Bc%5D%20d"),
        ("https://e.example/100%", "https://e.example/100%25"),
        ("https://e.example/%E4%B8%AD", "https://e.example/%E4%B8%AD"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("javascript:alert(1)", None),
        ("ftp://e.example/", None),
        ("https://whitehouse.gov@e.example/", None),
        ("https:///path", None),
        ("https://e.example:port/", None),
        ("https://[::1", None),
        ("e.example", None),
        ("", None),
        (None, None),
    ],
)
def test_only_http_addresses_stand(url: str | None, is_told: str | None) -> None:
    assert address(url) == is_told


@given(st.text().map(lambda rest: f"https://e.example/{rest}"))
def test_no_address_can_end_a_link(url: str) -> None:
    made = address(url) or ""
    assert made.isascii()
    assert not set(made) & set('()[]<>"\\ \n\x1b')


def test_a_day_is_the_same_day_from_honolulu_to_auckland() -> None:
    tokyo = timezone(timedelta(hours=9))
    moment = Moment(datetime(2025, 11, 10, 0, 0, tzinfo=tokyo))
    assert day(moment) == "10 Nov 2025"
    assert day(Moment(datetime(2025, 11, 10, 14, 5, tzinfo=UTC), day_only=False)) == (
        "10 Nov 2025 14:05 UTC"
    )


def test_spans_are_told_as_words() -> None:
    text = ("a ", Strong("b"), Struck(" c"), Link(" d", "https://e.example"))
    assert plain(text) == "a b c d"


def test_the_shape_is_told_once() -> None:
    assert headline(Message("▲ US raises", tone=Tone.RESTRICTIVE)) == "▲ US raises"
    assert headline(Message("US raises", tone=Tone.UNCONFIRMED)) == "▲ US raises"
    assert headline(Message("US lowers", tone=Tone.LIBERALISING)) == "▼ US lowers"
    assert headline(Message("US asks", tone=Tone.PROCEDURAL)) == "◆ US asks"
