"""Where items begin and end in a text that may be anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.outline import edited, outline, tags


def items(text: str) -> list[str]:
    return [text[one.start : one.end] for one in outline(text).slices]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<rss><item>1</item><item>2</item></rss>", ["<item>1</item>", "<item>2</item>"]),
        ("<feed><a:entry x='>'>1</a:entry></feed>", ["<a:entry x='>'>1</a:entry>"]),
        ("<item>1<item>2</item>", ["<item>1", "<item>2</item>"]),
        ("<item><![CDATA[</item>]]>1</item>", ["<item><![CDATA[</item>]]>1</item>"]),
        ("<!-- <item>0</item> --><item>1</item>", ["<item>1</item>"]),
        ("<items><item>1</item></items>", ["<item>1</item>"]),
        ("<item>1", ["<item>1"]),
        ("<item/>", []),
        ("</item>", []),
        ("<item>1</item><![CDATA[ <item>2</item>", ["<item>1</item>", "<item>2</item>"]),
    ],
)
def test_items_are_found_by_their_tags(text: str, found: list[str]) -> None:
    assert items(text) == found


def test_a_slice_says_whether_it_was_closed() -> None:
    assert [one.closed for one in outline("<item>1<item>2</item><item>3").slices] == [
        False,
        True,
        False,
    ]


def test_a_text_is_ended_when_its_root_is() -> None:
    assert outline("<rss><item/></rss>").ended
    assert not outline("<rss><item></item>").ended


def test_a_long_name_is_shortened_in_the_text() -> None:
    text = f"<item><author><![CDATA[{'a&b' * 1000}]]></author></item>"
    short = edited(text, outline(text).edits)
    assert short.startswith("<item><author>a&amp;b")
    assert len(short) < 3000 + 100
    assert short.endswith("</author></item>")


@given(st.text("<>/!-[]?=\"' itemncryCDAT&;", max_size=120))
def test_no_text_raises_and_slices_stand_in_order(text: str) -> None:
    plan = outline(text)
    ends = [place for one in plan.slices for place in (one.start, one.end)]
    assert ends == sorted(ends)
    assert all(0 <= tag.start < tag.end <= len(text) for tag in tags(text))
    edited(text, plan.edits)
