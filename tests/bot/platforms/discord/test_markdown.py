"""Plain words stand for themselves on Discord."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.message import Link, Moment, Span, Strong, Struck
from bot.platforms.discord.markdown import cut, escape, markdown
from bot.platforms.fitting import length
from tests.bot.platforms.samples import MARKS, texts, words

# What Discord makes something of, where no backslash stands before it.
LIVE = re.compile(
    r"@(?:everyone|here)|<(?:@|#|t:|a?:|/|id:)|https?://|"
    r"[*_~`|\[\]<>]|#(?=[#\s]|$)|^ *(?:[-+]|\d+[.)])(?:\s|$)",
    re.MULTILINE,
)


def live(text: str) -> list[str]:
    """The marks that Discord would act upon."""
    return LIVE.findall(re.sub(r"\\[^0-9A-Za-z\s]", "□", text))


def test_the_check_of_these_tests_finds_every_mark() -> None:
    assert len(live(MARKS)) > 50
    for mark in ("@everyone", "<@1>", "https://e.example", "# h", "- l", "1. l", "**b**"):
        assert live(mark), mark


@given(words)
@settings(max_examples=300)
def test_no_word_can_format_link_or_ping(text: str) -> None:
    assert not live(escape(text))


@given(st.lists(words, max_size=5), st.integers(2, 3000))
def test_no_cut_sets_a_mark_free(parts: list[str], limit: int) -> None:
    made = markdown(tuple(parts), limit)
    assert not live(made)
    assert length(made) <= limit


@given(texts, st.integers(2, 5000))
@settings(max_examples=200)
def test_no_text_is_over_its_limit(text: tuple[Span, ...], limit: int) -> None:
    assert length(markdown(text, limit)) <= limit


def test_what_is_escaped_reads_as_before() -> None:
    told = escape("-5 pp * 10 % on HS 7208.10-90 (1. Jan) a_b")
    assert (
        re.sub(r"\\([^0-9A-Za-z\s])", r"\1", told) == "-5 pp * 10 % on HS 7208.10-90 (1. Jan) a_b"
    )


def test_two_halves_of_an_address_do_not_meet() -> None:
    assert not live(markdown(("https:", "//e.example"), 100))
    assert not live(markdown(("@", "everyone"), 100))


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (Strong("47 %"), "**47 %**"),
        (Strong(" a* "), "x ** a\\*** y"),
        (Struck("57 %"), "~~57 %~~"),
        (Link("FR [1]", "https://e.example/a)b"), "[FR \\[1\\]](https://e.example/a%29b)"),
        (Link("FR", "javascript:alert(1)"), "FR"),
        (Link("", "https://e.example"), ""),
        (Strong(""), ""),
        (Moment(datetime(2025, 11, 10, tzinfo=UTC)), "<t:1762776000:D> (<t:1762776000:R>)"),
        (
            Moment(datetime(2025, 11, 10, tzinfo=UTC), day_only=False),
            "<t:1762732800:f> (<t:1762732800:R>)",
        ),
    ],
)
def test_each_span_has_its_markdown(span: Span, told: str) -> None:
    if told.startswith("x"):
        assert markdown(("x", span, "y"), 100) == "x **a\\*** y"
    else:
        assert markdown((span,), 100) == told


def test_what_is_left_out_leaves_an_ellipsis() -> None:
    assert markdown(("abcdef",), 4) == "abc…"
    assert markdown(("abcd",), 5) == "abcd"
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"
    assert markdown(("a", Strong("bcdef"), "g"), 8) == "abcdefg"


def test_a_link_that_does_not_fit_keeps_its_words() -> None:
    assert (
        markdown((Link("Reuters", "https://e.example/" + "x" * 90), " · FT"), 40) == "Reuters · FT"
    )
