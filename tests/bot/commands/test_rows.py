"""Rows of an answer that fit."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.parts.rows import cut, fitting
from bot.model.message import Link, Strong, Text
from bot.platforms.plain import plain

spans = st.text("ab ", max_size=40) | st.builds(Strong, st.text("ab", max_size=40))
links = st.builds(Link, st.just("a"), st.just("https://example.com/"))


@settings(max_examples=50)
@given(st.lists(st.tuples(spans, links), max_size=20))
def test_what_does_not_fit_is_counted(rows: list[Text]) -> None:
    said = fitting(rows, 200)
    assert sum(len(span) for span in said if isinstance(span, str)) <= 200 + len("and 20 more\n")
    left = 0 if len(said) == 2 * len(rows) else int(plain(said).split()[-2])
    assert len(said) // 2 + left == len(rows)


def test_a_text_is_cut_with_a_sign() -> None:
    assert (cut("abc", 3), cut("abcd", 3)) == ("abc", "ab…")
