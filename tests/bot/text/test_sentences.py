"""Where sentences and clauses begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import Spans, clauses, sentences


def parts(text: str) -> list[str]:
    spans = sentences(text, text.lower())
    return [text[slice(*spans.bounds(number))].strip() for number in range(len(spans))]


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("The U.S. Treasury spoke. China answered.", 2),
        ("Announcement No. 61 of 2025 applies.", 1),
        ("It starts on Nov. 10 at 12:01 a.m. EST.", 1),
        ("It hit the U.S. The duty stays.", 2),
        ("Title\nText of it.", 2),
        ("加征关税。自即日起实施。", 2),
        ("1. The duty is halved.", 1),
    ],
)
def test_a_text_has_so_many_sentences(text: str, many: int) -> None:
    assert len(parts(text)) == many


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("China suspended curbs while Washington cut tariffs", "while Washington cut tariffs"),
        ("duties rise, but exports fall", " but exports fall"),
        ("as much as 50% of strategic metals such as gallium", None),
        ("对原产于美国的商品,加征关税", "加征关税"),
    ],
)
def test_a_sentence_turns_into_clauses(text: str, clause: str | None) -> None:
    lower = text.lower()
    inner = clauses(lower, sentences(text, lower))
    last = text[slice(*inner.bounds(len(inner) - 1))]
    assert last == (clause or text)


@given(st.text(max_size=200))
def test_spans_cover_the_text(text: str) -> None:
    spans = sentences(text, text.lower())
    assert "".join(text[slice(*spans.bounds(number))] for number in range(len(spans))) == text


def test_every_position_has_its_span() -> None:
    spans = Spans((0, 5, 9), 12)
    assert [spans.at(at) for at in (0, 4, 5, 11)] == [0, 0, 1, 2]
    assert spans.around(6) == (5, 9)
