"""Plain RSS is read without feedparser, and just as feedparser reads it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.item import Page
from bot.sources import plain_atom, plain_rss, xml_feed
from tests.bot.sources.documents import entry, rss
from tests.bot.sources.test_corpus import NAMES, documents
from tests.bot.sources.test_xml_feed import page

DC = '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ann</dc:creator>'
ENCODED = (
    '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<![CDATA[<p>Full</p>]]></content:encoded>"
)


def both(body: bytes) -> tuple[Page, Page]:
    """A document as it is read, and as feedparser reads it."""
    quick = page(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_rss, "read", lambda _: None)
        return quick, page(body)


def is_plain(body: bytes) -> bool:
    return plain_rss.read(body.decode().partition("?>")[2]) is not None


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("json-")])
def test_the_corpus_is_read_the_same(name: str) -> None:
    feed, response, expected = documents(name)
    if "error" not in expected:
        quick = xml_feed.read(feed, response)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plain_rss, "read", lambda _: None)
            patch.setattr(plain_atom, "read", lambda _: None)
            assert xml_feed.read(feed, response) == quick


@pytest.mark.parametrize(
    "inside",
    [
        entry("a"),
        entry("a") + DC,
        entry("a") + ENCODED,
        ENCODED + entry("a"),
        DC + DC + "<author>ann@wire.example (Ann)</author><title>x</title>",
        "<title>Steel &amp;amp; &lt;b&gt;zinc&lt;/b&gt;</title><description>5 &lt; 6</description>",
        "<title>5 &lt; 6</title><description>  </description><pubDate/>",
        "<guid>http://wire.example/a</guid>",
        "<guid isPermaLink='false'>http://wire.example/a</guid><title/>",
        "<guid isPermaLink='True'>http://wire.example/a</guid>",
        "<guid>http://wire.example/a</guid><link>http://wire.example/b</link>",
        "<link>http://wire.example/b?x=1&amp;y=2#z</link><guid>http://wire.example/a</guid>",
        "<enclosure url='http://wire.example/a.mp3' type='audio/mpeg' length='1'/>",
        "<title>Z\u00c3\u00b6lle twice encoded, Z\u00f6lle once</title>",
        "<title>\u00c3\u00b6</title><description>\u00e2\u20ac\u2122</description>",
        "<category>Steel</category><comments>http://wire.example/c</comments><title>x</title>",
        "<title>a<!-- b -->c</title>",
        "<pubDate>Mon, 10 Nov 2025 10:00:00 EST</pubDate><title>x</title>",
        "",
    ],
)
def test_what_is_plain_is_read_the_same(inside: str) -> None:
    body = rss(inside, entry("z"), more="<ttl>60</ttl><language>en</language>")
    assert is_plain(body)
    quick, slow = both(body)
    assert quick == slow


@pytest.mark.parametrize(
    "inside",
    [
        "<link>/a</link>",
        "<link> </link>",
        "<link>http:///a</link>",
        "<link>http://wire.example/a b</link>",
        "<link>http://wire.example/a</link><link>http://wire.example/b</link>",
        "<title>a</title><title>b</title>",
        "<title>a <b>b</b></title>",
        "<description><p>a</p></description>",
        "<description type='text'>a</description>",
        "<source url='http://a.example'>A</source>",
        "<title xml:lang='fr'>a</title>",
        "<author></author>",
        "<unknown/>",
        f"<author>{'a' * 1001}</author>",
        "<title>&#x93;a&#x94;</title>".replace("&#x93;", "\x93"),
        "<enclosure url='/a.mp3'/>",
        "<title>a<br></title>",
    ],
)
def test_what_is_not_plain_is_left_to_feedparser(inside: str) -> None:
    assert not is_plain(rss(inside))


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0' xml:base='http://a.example/'><channel/></rss>",
        "<rss><channel/><item/></rss>",
        "<rss><item/></rss>",
        "<rss><channel><image><title>x</title></image></channel></rss>",
        "<rss><channel><item x='1'/></channel></rss>",
        "<rss xmlns='http://a.example/'><channel/></rss>",
        "<rss><channel><a:b/></channel></rss>",
        "<rss><channel/></rss><!-- open",
        "<feed/>",
        "",
    ],
)
def test_a_document_of_another_form_is_left_to_feedparser(text: str) -> None:
    assert plain_rss.read(text) is None


WORDS = st.text("ab <&\"'\u00c3\u00b6\u00a0\u20ac;#x9]\n", max_size=12).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
ELEMENTS = st.sampled_from(
    ["title", "description", "guid", "pubDate", "author", "category", "comments"]
)


@settings(max_examples=60)
@given(st.dictionaries(ELEMENTS, WORDS, max_size=5))
def test_any_words_are_read_the_same(words: dict[str, str]) -> None:
    quick, slow = both(rss("".join(f"<{name}>{text}</{name}>" for name, text in words.items())))
    assert quick == slow
