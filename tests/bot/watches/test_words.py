"""Words: which spellings of a text a word of a rule takes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.watches.words import bases, folded, forms, found, readings, spans, tokens


def takes(word: str, text: str, literal: bool = False) -> bool:
    """Whether a word or phrase of a rule stands at the beginning of a text."""
    said = [folded(it) for it in found(text)]
    return any(
        len(row) <= len(said) and all(one.fits(it) for one, it in zip(row, said, strict=False))
        for row in readings(word, literal)
    )


@pytest.mark.parametrize(
    ("word", "texts"),
    [
        ("tariff", "tariff tariffs TARIFFS Tariff's"),
        ("tariffs", "tariff tariffs"),
        ("duty", "duty duties"),
        ("duties", "duty"),
        ("ban", "ban bans banned banning"),
        ("banned", "bans ban banning"),
        ("raise", "raise raises raised raising"),
        ("process", "processes processed processing"),
        ("agree", "agreed agrees agreeing"),
        ("control", "controlled controls controlling"),
        ("target", "targeted targeting"),
        ("retaliate", "retaliating retaliates retaliated"),
        ("apply", "applied applies applying"),
        ("EV", "EVs evs"),
        ("cote", "Côte cote\u0301"),
        ("Türkiye", "Turkiye TÜRKIYE"),
        ("US", "US U.S."),
        ("U.S.", "U.S. U.S"),
        ("STRASSE", "Straße"),
        ("rare-earth", "rare-earths rare—earth"),
        ("retaliat*", "retaliation retaliatory retaliat"),
        ("rare-earth*", "rare-earths"),
        ("稀土", "稀土 稀土出口"),
    ],
)
def test_a_word_takes_its_inflections(word: str, texts: str) -> None:
    for text in texts.split():
        assert takes(word, text), text


@pytest.mark.parametrize(
    ("word", "texts"),
    [
        ("plan", "plane planes planet"),
        ("car", "care caring card"),
        ("rate", "rat rats ratted"),
        ("accord", "according"),
        ("unit", "united"),
        ("new", "news"),
        ("custom", "customs"),
        ("good", "goods"),
        ("steel", "steal stainless"),
        ("chip", "chicken"),
        ("U.S.", "us US"),
        ("稀土", "稀 土"),
        ("ban", "bane bandit"),
        ("retaliat*", "retail"),
    ],
)
def test_a_word_takes_no_other_word(word: str, texts: str) -> None:
    for text in texts.split():
        assert not takes(word, text), text


def test_quotation_marks_take_a_word_as_it_is_written_but_for_case() -> None:
    assert takes("tariffs", "Tariffs", literal=True)
    assert not takes("tariffs", "tariff", literal=True)
    assert not takes("US", "U.S.", literal=True)


def test_a_star_makes_a_prefix_inside_a_phrase_too() -> None:
    assert [(one.text, one.form) for one in tokens("rare earth*", True)] == [
        ("rare", "="),
        ("earth", "*"),
    ]


@given(st.text(max_size=60))
def test_every_word_stands_where_it_is_said_to_stand(text: str) -> None:
    assert [text[start:end] for start, end in spans(text)] == found(text)
    assert all(found(text))


@given(st.text(st.sampled_from("abeinrsty"), min_size=2, max_size=9))
def test_an_inflection_shares_a_base_form_with_its_word(word: str) -> None:
    for form in forms(word):
        if form not in ("being", "string", "species", "need"):
            assert not bases(form).isdisjoint(bases(word))


def test_a_long_text_is_split_in_linear_time() -> None:
    start = time.process_time()
    for text in ("a" * 200_000, "é\u0301" * 100_000, "稀" * 200_000, "a " * 100_000):
        assert len(" ".join(found(text))) >= 199_999
    assert time.process_time() - start < 2
