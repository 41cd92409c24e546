# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Text made fit for an XML parser."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.mend import ENTITIES, entities, with_references, without_doctype


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<a>AT&T</a>", "<a>AT&amp;T</a>"),
        ("<a>&amp;&lt;&#65;</a>", "<a>&amp;&lt;&#65;</a>"),
        ("<a>&amp;nbsp;</a>", "<a>&amp;nbsp;</a>"),
        ("<a>&eacute;&mdash;</a>", "<a>é—</a>"),
        ("<a>&unknown;</a>", "<a>&amp;unknown;</a>"),
        ("<a>&#xD83D;&#0;&#xFFFF;&#99999999;</a>", "<a></a>"),
        ("<a>&#128;&#x92;</a>", "<a>€’</a>"),
        ("<a>5 < 6 <3</a>", "<a>5 &lt; 6 &lt;3</a>"),
        ('<a href="x?a=1&b=2&copy=3"/>', '<a href="x?a=1&amp;b=2&amp;copy=3"/>'),
        ("<![CDATA[AT&T < &nbsp;]]>&", "<![CDATA[AT&T < &nbsp;]]>&amp;"),
        ("<!-- a & b -->&", "<!-- a & b -->&amp;"),
        ("<![CDATA[open & left", "open &amp; left"),
    ],
)
def test_P4_references_become_such_that_a_parser_knows(before: str, after: str) -> None:
    assert with_references(before) == after


@pytest.mark.parametrize(
    "before",
    [
        '<?xml version="1.0"?><rss/>',
        "<!DOCTYPE rss><rss/>",
        '<!DOCTYPE rss PUBLIC "-//x" "http://x/rss.dtd">\n<rss/>',
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>',
        '<!DOCTYPE rss [<!ENTITY a "]>"><!-- ]> "-->] ><rss/>',
        "<!-- <rss> --><?xml-stylesheet href='x'?><rss/>",
        "PHP warning\n<rss/>",
    ],
)
def test_P5_all_that_stands_before_the_root_goes(before: str) -> None:
    assert without_doctype(before) == "<rss/>"


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ('<!ENTITY desk "The Trade Desk">', {"desk": "The Trade Desk"}),
        ("<!ENTITY a 'x'><!ENTITY b 'y'>", {"a": "x", "b": "y"}),
        ('<!ENTITY a "&b;"><!ENTITY b "x">', {"b": "x"}),
        ('<!ENTITY a SYSTEM "file:///etc/passwd">', {}),
        ('<!ENTITY % a "x">', {}),
        (f'<!ENTITY a "{"x" * 201}">', {}),
    ],
)
def test_P5_an_entity_of_the_document_is_a_few_words_and_nothing_else(
    inside: str, found: dict[str, str]
) -> None:
    text = f"<!DOCTYPE rss [{inside}]><rss>&a;</rss>"
    assert entities(text) == found


def test_P5_the_documents_own_entities_cannot_swell_it() -> None:
    text = with_references("&a;" * (ENTITIES + 2), {"a": "words"})
    assert text == "words" * ENTITIES + "&amp;a;&amp;a;"


@given(st.text("<>!&;#[]-CDAT\"' ax1", max_size=80))
def test_no_text_raises(text: str) -> None:
    with_references(without_doctype(text))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="<\ufffe\uffff")))
def test_any_text_without_tags_becomes_sound(text: str) -> None:
    ET.fromstring(f"<a>{with_references(text).replace(']]>', ']]')}</a>")
