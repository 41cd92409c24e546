"""Numbers as they are written."""

import re

import pytest

from bot.text.numerals import NUMBER, chinese, matches, number, places


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,463", 1463),
        ("0.25", 0.25),
        ("fifty-seven", 57),
        ("twenty five", 25),
        ("zero", 0),
        ("1 500", 1500),
        ("二十五", 25),
        ("一百二十五", 125),
    ],
)
def test_a_number_has_its_value(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["tariff", "百x"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        chinese(text)


def test_numbers_are_found_where_they_begin() -> None:
    text = "from ten to 25 percent"
    assert [text[at:][:3] for at in places(text)] == ["ten", "25 "]


def test_matches_do_not_overlap() -> None:
    text = "1,500 and seven"
    found = matches(re.compile(NUMBER), text, places(text))
    assert [match[0] for match in found] == ["1,500", "seven"]
