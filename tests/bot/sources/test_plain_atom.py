"""Plain Atom is read without feedparser, and just as feedparser reads it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.item import Page
from bot.sources import plain_atom
from tests.bot.sources.test_xml_feed import page

ENTRY = (
    "<id>tag:wire.example,2025:a</id><title>Duty on steel</title>"
    "<link href='http://wire.example/a'/><updated>2025-11-10T09:00:00Z</updated>"
    "<published>2025-11-10T08:00:00Z</published><author><name>Ann</name></author>"
    "<summary type='html'>&lt;p&gt;Steel&lt;/p&gt;</summary>"
)


def feed(*entries: str, more: str = "", attributes: str = "") -> str:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"{attributes}><title>Wire</title>'
        f"{more}{inside}</feed>"
    )


def both(text: str) -> tuple[Page, Page]:
    """A document as it is read, and as feedparser reads it."""
    quick = page(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_atom, "read", lambda _: None)
        return quick, page(text)


@pytest.mark.parametrize(
    "inside",
    [
        ENTRY,
        ENTRY + "<content type='html'>&lt;p&gt;Full &amp;amp; long&lt;/p&gt;</content>",
        "<id> a </id><title type='html'>1 &amp;lt; 2 &lt;b&gt;x&lt;/b&gt;</title>",
        "<id>a</id><title type='text'>1 &amp;lt; 2</title><content>1 &lt; 2</content>",
        "<id>a</id><link rel='self' href='http://a.example/s'/><link href='http://a.example/1'/>",
        "<id>a</id><link rel='Alternate' type='Application/PDF' href='http://a.example/p'/>"
        "<link rel='alternate' type='text/html' href='http://a.example/1'/>",
        "<id>a</id><link rel='enclosure' type='audio/mpeg' href='http://a.example/m.mp3'/>",
        "<author><name>Ann</name><email>a@x.example</email></author><author><name>Bob</name>"
        "<uri>http://a.example</uri></author><id>a</id>",
        "<id>a</id><category term='steel'/><rights>x</rights><updated/>",
        "<id>a</id><author><name>Z\u00c3\u00b6e</name></author>",
        "<title>Z\u00c3\u00b6lle</title><id>\u00c3\u00b6</id>",
        "",
    ],
)
def test_what_is_plain_is_read_the_same(inside: str) -> None:
    more = "<subtitle>s</subtitle><link href='/'/><author><name>Desk</name></author>"
    for text in (feed(inside, ENTRY, more=more), feed(inside, attributes=" xml:lang='en-US'")):
        assert plain_atom.read(text) is not None
        quick, slow = both(text)
        assert quick == slow


@pytest.mark.parametrize(
    "inside",
    [
        "<link href='/a'/>",
        "<link/>",
        "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x</div></title>",
        "<content type='application/xml'>x</content>",
        "<content src='http://a.example/'/>",
        "<title>a</title><title>b</title>",
        "<title xml:lang='fr'>a</title>",
        "<author><email>a@x.example</email></author>",
        "<author>Ann</author>",
        "<source><id>x</id></source>",
        "<issued>2025-11-10T09:00:00Z</issued>",
        "<unknown/>",
        "<id>a<b/></id>",
        "<title>a<br></title>",
    ],
)
def test_what_is_not_plain_is_left_to_feedparser(inside: str) -> None:
    assert plain_atom.read(feed(inside)) is None


@pytest.mark.parametrize(
    "text",
    [
        feed(ENTRY, attributes=" xml:base='http://a.example/'"),
        feed(ENTRY, attributes=" version='0.3'"),
        feed(more="<x/>"),
        feed(more="<author/>"),
        feed(more="<author><name>A</name><b/></author>"),
        feed(ENTRY).replace("<entry>", "<entry xml:base='/a'>"),
        feed(ENTRY).replace("2005/Atom", "2006/Atom"),
        "<feed><entry/></feed>",
        "<rss/>",
    ],
)
def test_a_document_of_another_form_is_left_to_feedparser(text: str) -> None:
    assert plain_atom.read(text) is None


WORDS = st.text("ab <&\"'\u00c3\u00b6\u00a0\u20ac;#x9]\n", max_size=12).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
ELEMENTS = st.sampled_from(
    ["title", "summary", "content", "id", "updated", "published", "rights", "title type='html'"]
)


@settings(max_examples=60)
@given(st.dictionaries(ELEMENTS, WORDS, max_size=5))
def test_any_words_are_read_the_same(words: dict[str, str]) -> None:
    inside = "".join(f"<{name}>{text}</{name.split()[0]}>" for name, text in words.items())
    quick, slow = both(feed(inside))
    assert quick == slow
