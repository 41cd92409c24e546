"""HTML to plain text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.html import LIMIT, is_markup, plain, tidy


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Just words", "Just words"),
        ("  two\n  lines ", "two lines"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<ul><li>a<li>b</ul>after", "a\nb\nafter"),
        ("<b>57</b>% <i>to</i> 47%", "57% to 47%"),
        ("<h1>Head</h1>Body", "Head\nBody"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("a &amp; b &lt; c &eacute; &#8364; &#x20ac;", "a & b < c é € €"),
        ("a&nbsp;b", "a b"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<script>alert(1)</script><style>p{}</style>Text", "Text"),
        ("<!-- hidden -->Text", "Text"),
        ("<a href='http://x'>link</a>, then", "link, then"),
        ("<img alt='x' src='y'>", ""),
        ("<p>Never closed <b>bold", "Never closed bold"),
        ("</p>closed</b> first", "closed first"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("a\x00b\x08c\x1fd", "abcd"),
        ("<![CDATA[x]]>", ""),
        ("", ""),
        ("<", "<"),
        ("&", "&"),
    ],
)
def test_a_fragment_becomes_what_a_reader_would_see(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_only_the_start_of_a_very_long_field_is_read() -> None:
    assert len(plain("<p>" + "x" * 200_000)) <= LIMIT
    assert len(tidy("x" * 200_000)) == LIMIT


@pytest.mark.parametrize(
    "part",
    ["<!-- ", "<a ", "<", "<div>", "</p>", "&", "&#x", '<a a="', "<table>", "<b><i>", "]]>", "<?"],
)
def test_hostile_markup_takes_no_time(part: str) -> None:
    began = time.process_time()
    plain(part * (LIMIT // len(part)))
    assert time.process_time() - began < 5.0  # what grows with the square takes minutes


@given(st.text("<>/!-&;#[]?\"' \n\x00ablpirdtv", max_size=80))
def test_no_markup_raises_and_no_text_has_empty_lines(markup: str) -> None:
    text = plain(markup)
    assert text == tidy(text)
    assert "\n\n" not in text


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_words_come_through(words: str) -> None:
    assert plain(f"<p>{words}</p>") == tidy(words)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("a <b>c</b>", True), ("a &amp; b", True), ("a < b", False), ("a & b", False), ("</p>", True)],
)
def test_markup_is_known_by_a_tag_or_a_reference(text: str, answer: bool) -> None:
    assert is_markup(text) is answer
