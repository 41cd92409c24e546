import pytest

from bot.config.lines import Address, line_of

TEXT = '''\
title = "above"
# [feed] in a comment
[[feed]]
slug = "one"
note = """
[[feed]]
slug = "inside a string"
"""
list = [
  "[[feed]]",
  '[x]',
]

[[feed]]  # the second
slug = "two"
"quoted key" = 1
[feed.deep]
a = "x # no comment"
b.c = 1

[products."rare earths"]
label = 1
'''


@pytest.mark.parametrize(
    ("table", "key", "line"),
    [
        ((), "title", 1),
        (("feed", 0), None, 3),
        (("feed", 0), "slug", 4),
        (("feed", 0), "list", 9),
        (("feed", 1), None, 14),
        (("feed", 1), "slug", 15),
        (("feed", 1), "quoted key", 16),
        (("feed", 1, "deep"), "a", 18),
        (("feed", 1, "deep"), "b", 19),
        (("products", "rare earths"), "label", 22),
    ],
)
def test_a_key_is_found_on_its_line(table: Address, key: str | None, line: int) -> None:
    assert line_of(TEXT, table, key) == line


def test_a_missing_key_is_found_at_its_table() -> None:
    assert line_of(TEXT, ("feed", 1), "url") == 14


def test_a_table_without_header_has_no_line() -> None:
    assert line_of(TEXT, ("feed", 2), "slug") is None


def test_a_hostile_text_is_walked_in_time_linear_in_its_length() -> None:
    assert line_of('a = """' + '"' * 200_000 + "\n" + "[" * 200_000, ("b",)) is None


@pytest.mark.parametrize("value", ['"""a\\""" # x"""', "'''it''s'''", '"a\\"[" # ["'])
def test_a_closed_value_hides_nothing_that_follows(value: str) -> None:
    assert line_of(f"a = {value}\nb = 1\n", (), "b") == 2
