"""Text made plain, with the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normal import LIMIT, normalise


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("57\u202f% — 47％", "57 % - 47%"),
        ("China’s “curbs”", 'China\'s "curbs"'),
        ("a&amp;b &#8217;", "a&b '"),
        ("<p>duty</p>", " duty "),
        ("25% → 50%", "25% -> 50%"),
        ("１０～２０％", "10~20%"),
    ],
)
def test_every_spelling_becomes_one(raw: str, plain: str) -> None:
    assert normalise(raw).text == plain


def test_a_slice_of_the_text_leads_back_to_its_words() -> None:
    raw = "<b>From</b> 57&nbsp;% to 47&nbsp;%"
    normal = normalise(raw)
    start = normal.text.index("57")
    first, last = normal.span(start, start + 4)
    assert raw[first:last] == "57&nbsp;%"


def test_long_text_is_read_up_to_the_limit() -> None:
    assert len(normalise("a" * (LIMIT + 5)).text) == LIMIT


@given(st.text(max_size=300))
def test_every_position_lies_in_the_source(raw: str) -> None:
    normal = normalise(raw)
    assert len(normal.lower) == len(normal.text)
    for at in range(len(normal.text)):
        start, end = normal.span(at, at + 1)
        assert 0 <= start < end <= len(raw)
