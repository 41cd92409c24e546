# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""RSS, RDF and Atom documents to pages, sound and otherwise."""

from datetime import UTC, datetime

import pytest

from bot.model.feed import Feed
from bot.model.item import Item, Page
from bot.sources.document import read
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable
from tests.bot.sources.documents import entry, rss

FEED = Feed("wire", "http://wire.example/feeds/f.xml", "")
DATE = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)


def page(body: str | bytes, content_type: str = "", complete: bool = True) -> Page:
    raw = body if isinstance(body, bytes) else body.encode()
    headers = {"content-type": content_type}
    return read(FEED, Response(FEED.url, 200, headers, raw, complete))


def one(body: str | bytes, content_type: str = "") -> Item:
    items = page(body, content_type).items
    assert len(items) == 1
    return items[0]


def of_rss(inside: str) -> Item:
    return one(rss(inside))


def of_atom(inside: str, more: str = "") -> Item:
    return one(f'<feed xmlns="http://www.w3.org/2005/Atom" {more}><entry>{inside}</entry></feed>')


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link>http://a.example/1</link>", "http://a.example/1"),
        ("<link>  http://a.example/1\n</link>", "http://a.example/1"),
        ("<link>../1?a=1&amp;b=2</link>", "http://wire.example/1?a=1&b=2"),
        ("<link>/1?a=1&b=2</link>", "http://wire.example/1?a=1&b=2"),
        ("<link>//b.example/1</link>", "http://b.example/1"),
        ("<link><![CDATA[http://a.example/1]]></link>", "http://a.example/1"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>mailto:desk@a.example</link>", None),
        ("<guid>http://a.example/1</guid>", "http://a.example/1"),
        ("<guid isPermaLink='true'>http://a.example/1</guid>", "http://a.example/1"),
        ("<guid isPermaLink='false'>http://a.example/1</guid>", None),
        ("<guid>a-number-1</guid>", None),
        ("<guid>tag:a.example,2025:1</guid>", None),
        ("<guid>http://a.example/g</guid><link>http://a.example/1</link>", "http://a.example/1"),
        ("<link href='http://a.example/1'/>", "http://a.example/1"),
        ("<link></link><guid>http://a.example/1</guid>", "http://a.example/1"),
        ("<link/><guid isPermaLink='False'>http://a.example/1</guid>", None),
        ("<title>x</title>", None),
    ],
)
def test_an_rss_link_is_the_items_own_page(inside: str, url: str | None) -> None:
    assert of_rss(inside).url == url


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link href='http://a.example/1'/>", "http://a.example/1"),
        ("<link rel='alternate' href='1'/>", "http://base.example/d/1"),
        ("<link rel='self' href='http://a.example/s'/><link href='/1'/>", "http://base.example/1"),
        (
            "<link type='application/pdf' href='/p'/><link type='text/html' href='/h'/>",
            "http://base.example/h",
        ),
        ("<link rel='enclosure' href='/e'/>", None),
        (
            "<link rel='http://www.iana.org/assignments/relation/alternate' href='/1'/>",
            "http://base.example/1",
        ),
        ("<id>http://a.example/id</id>", None),
    ],
)
def test_an_atom_link_is_an_alternate_resolved_against_its_base(
    inside: str, url: str | None
) -> None:
    assert of_atom(inside, "xml:base='http://base.example/d/'").url == url


@pytest.mark.parametrize(
    ("inside", "guid"),
    [
        ("<guid> a-1\n</guid>", "a-1"),
        ("<guid isPermaLink='true'>relative/1</guid>", "relative/1"),
        ("<guid></guid>", None),
        ("", None),
    ],
)
def test_I1_an_id_is_kept_as_written_and_only_trimmed(inside: str, guid: str | None) -> None:
    assert of_rss(f"{inside}<title>x</title>").guid == guid
    assert of_atom("<id>HTTP://A.example/%7Ea</id>").guid == "HTTP://A.example/%7Ea"


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("<title>Plain</title>", "Plain"),
        ("<title>Two\n  lines</title>", "Two lines"),
        ("<title>A &lt;b&gt;bold&lt;/b&gt; word</title>", "A bold word"),
        ("<title><![CDATA[Steel & <i>copper</i>]]></title>", "Steel & copper"),
        ("<title>Duties &amp;amp; quotas</title>", "Duties & quotas"),
        ("<title>It&amp;#8217;s</title>", "It’s"),
        ("<title>Below 5 &lt; 10</title>", "Below 5 < 10"),
        ("<title>AT&T</title>", "AT&T"),
        ("<title>Caf&eacute; &mdash; 10&nbsp;%</title>", "Café — 10 %"),
        ("<title></title>", ""),
    ],
)
def test_an_rss_title_is_plain_text(inside: str, title: str) -> None:
    assert of_rss(inside).title == title


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("<title>1 &amp;lt; 2</title>", "1 &lt; 2"),
        ("<title type='html'>1 &amp;lt; 2 &lt;b>x&lt;/b></title>", "1 < 2 x"),
        (
            "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>b</b></div>"
            "</title>",
            "a b",
        ),
    ],
)
def test_an_atom_title_is_read_by_its_type(inside: str, title: str) -> None:
    assert of_atom(inside).title == title


CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def test_the_full_content_is_preferred_and_kept_as_published() -> None:
    found = of_rss(
        f"<description>Short</description><content:encoded {CONTENT}>"
        "<![CDATA[<p>Long &amp; <a href='/x'>full</a></p><p>End</p>]]></content:encoded>"
    )
    assert found.content == "<p>Long &amp; <a href='/x'>full</a></p><p>End</p>"
    assert found.text == "Long & full\nEnd"


def test_an_odd_prefix_and_an_undeclared_one_are_understood() -> None:
    odd = of_rss(
        '<zz:encoded xmlns:zz="http://purl.org/rss/1.0/modules/content/">Body</zz:encoded>'
    )
    assert odd.text == "Body"
    bare = of_rss("<content:encoded>Body</content:encoded><dc:creator>Ann</dc:creator>")
    assert (bare.text, bare.author) == ("Body", "Ann")


def test_xhtml_content_loses_only_its_wrapper() -> None:
    found = of_atom(
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A</p><p>B</p></div>"
        "</content>"
    )
    assert found.content == "<p>A</p><p>B</p>"
    assert found.text == "A\nB"


@pytest.mark.parametrize(
    ("inside", "published", "updated"),
    [
        ("<pubDate>Mon, 10 Nov 2025 10:00:00 +0100</pubDate>", DATE, None),
        ("<pubDate>Mon, 10 Nov 2025 04:00:00 EST</pubDate>", DATE, None),
        ("<pubDate>2025-11-10T09:00:00Z</pubDate>", DATE, None),
        ("<pubDate>Mon, 11/10/2025 - 09:00</pubDate>", DATE, None),
        ("<dc:date>2025-11-10T18:00:00+09:00</dc:date>", DATE, DATE),
        ("<pubDate>yesterday</pubDate>", None, None),
        ("<pubDate></pubDate>", None, None),
        ("", None, None),
    ],
)
def test_dates_are_in_utc_or_absent(
    inside: str, published: datetime | None, updated: datetime | None
) -> None:
    found = of_rss(inside + "<title>x</title>")
    assert (found.published, found.updated) == (published, updated)


def test_an_atom_entry_states_only_its_own_dates() -> None:
    found = of_atom("<updated>2025-11-10T09:00:00Z</updated>")
    assert (found.published, found.updated) == (None, DATE)


def test_an_atom_entry_inherits_the_feeds_author() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Desk</name></author>'
        "<entry><id>1</id></entry><entry><id>2</id><author><name>Ann</name></author>"
        "<author><name>Bob</name></author></entry></feed>"
    )
    assert [item.author for item in page(body).items] == ["Desk", "Ann, Bob"]


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="http://a.example/"><title>Asia</title>'
    '</channel><item rdf:about="http://a.example/1"><title>One</title>'
    "<link>http://a.example/1</link></item></rdf:RDF>"
)


def test_rdf_without_dates_is_read() -> None:
    found = one(RDF)
    assert (found.guid, found.url, found.published) == (
        "http://a.example/1",
        "http://a.example/1",
        None,
    )
    assert page(RDF).title == "Asia"


def test_an_old_atom_document_is_read() -> None:
    found = one(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>tag:1</id><title>T</title>'
        '<link rel="alternate" type="text/html" href="http://a.example/1"/>'
        "<issued>2025-11-10T09:00:00Z</issued></entry></feed>"
    )
    assert (found.guid, found.url, found.published) == ("tag:1", "http://a.example/1", DATE)


def test_the_publisher_that_an_aggregator_names_is_the_source() -> None:
    found = of_rss("<title>x</title><source url='http://paper.example'>The Paper</source>")
    assert found.source == "The Paper"


def test_the_publisher_is_not_part_of_the_title() -> None:
    found = of_rss("<title>Duty - a day on - The Paper</title><source>The Paper</source>")
    assert found.title == "Duty - a day on"


@pytest.mark.parametrize(
    ("more", "seconds"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            21600,
        ),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("", None),
    ],
)
def test_S4_a_document_says_how_often_it_wants_to_be_asked(
    more: str, seconds: float | None
) -> None:
    assert page(rss(entry("a"), more=more)).hints.ttl == seconds


@pytest.mark.parametrize(
    ("more", "hours", "days"),
    [
        ("<skipHours><hour>0</hour><hour> 23 </hour></skipHours>", {0, 23}, set()),
        ("<skipHours><hour>24</hour><hour>7</hour></skipHours>", {0, 7}, set()),
        ("<skipHours><hour>99</hour><hour>x</hour></skipHours>", set(), set()),
        (
            "<skipHours>" + "".join(f"<hour>{n}</hour>" for n in range(24)) + "</skipHours>",
            set(),
            set(),
        ),
        ("<skipDays><day>Saturday</day><day>Sunday</day><day>X</day></skipDays>", set(), {5, 6}),
        ("<hour>5</hour>", set(), set()),
    ],
)
def test_S6_a_document_says_when_not_to_ask(more: str, hours: set[int], days: set[int]) -> None:
    found = page(rss(entry("a"), more=more)).hints
    assert (set(found.skip_hours), set(found.skip_days)) == (hours, days)


@pytest.mark.parametrize(
    "broken",
    [
        "<guid>b</guid><description>a<br>b<p>c</description><title>B</title>",
        "<guid>b</guid><title>B</title><wrong></right>",
        "<guid>b</guid><title>B</title><x a=1 b='c/>",
    ],
)
def test_P10_a_broken_item_costs_no_other(broken: str) -> None:
    found = page(rss(entry("a"), broken, entry("c")))
    assert [item.guid for item in found.items][::2] == ["a", "c"]
    assert found.items[1].guid == "b"
    assert found.fault == "the document is damaged; its readable items were kept"


@pytest.mark.parametrize("end", ["", "</rss>", "<script>ad()</script>", "\n<!-- served by 7 -->"])
def test_P10_junk_after_the_items_costs_none(end: str) -> None:
    body = rss(entry("a"), entry("b")).replace(b"</channel></rss>", b"</channel>" + end.encode())
    assert [item.guid for item in page(body).items] == ["a", "b"]


def test_P10_junk_before_the_document_is_stepped_over() -> None:
    assert page(b"\n\nWarning: mysql_connect()\n" + rss(entry("a"))).items[0].guid == "a"


def test_P10_of_a_cut_document_the_whole_items_are_kept() -> None:
    body = rss(entry("a"), entry("b"), entry("c"))
    for place in range(body.index(b"</item>") + 7, len(body), 7):
        found = page(body[:place], complete=False)
        whole = body[:place].count(b"</item>")
        assert [item.guid for item in found.items] == ["a", "b", "c"][:whole]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "the document is empty"),
        (b" \n ", "the document is empty"),
        (b"<!DOCTYPE html><html><body>Hi</body></html>", "this is a web page, not a feed"),
        (b"<html><rss></html>", "this is a web page, not a feed"),
        (b"Not found", "this is not a feed"),
        (b"<urlset><url/></urlset>", "this is not a feed"),
        (b"\x00" * 500, "the document is empty"),
    ],
)
def test_P10_what_is_no_feed_says_what_it_is(body: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        page(body)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert page(rss(title="Quiet")) == Page("Quiet", ())


def test_P5_entities_of_a_document_type_are_words_or_nothing() -> None:
    body = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "]>"><!ENTITY x SYSTEM "file:///etc/passwd">'
        b'<!ENTITY y "&a;&a;"><!-- ]> -->]>'
        + rss(entry("a").replace("About", "&x;&a;&y; &nbsp;")).partition(b"?>")[2]
    )
    assert page(body).items[0].title == "&x;]>&y; a"


def test_P6_a_long_name_is_cut_before_it_is_parsed() -> None:
    found = of_rss(f"<title>x</title><author>{'a@' * 32_000}</author>")
    assert len(found.author or "") <= 1000


def test_P6_a_tag_with_too_many_attributes_loses_them() -> None:
    many = " ".join(f'a{n}="1"' for n in range(300))
    assert of_rss(f"<title>x</title><y {many}/>").title == "x"


def test_P6_only_the_first_two_thousand_items_are_read() -> None:
    found = page(rss(*(f"<guid>{n}</guid>" for n in range(2100))))
    assert [found.items[0].guid, found.items[-1].guid, len(found.items)] == ["0", "1999", 2000]
    assert found.fault == "the document is too long; its first 2000 items were kept"


def test_P6_nesting_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="nested more than 256 deep"):
        page(rss("<a>" * 300 + "</a>" * 300))


CHOKING = "<width><content/></width>"  # feedparser 6.0.14 raises a TypeError


def test_P2_what_feedparser_cannot_take_before_the_items_costs_no_item() -> None:
    found = page(rss(entry("a"), entry("b"), more=CHOKING))
    assert [item.guid for item in found.items] == ["a", "b"]


def test_P2_an_item_that_feedparser_cannot_take_costs_no_other() -> None:
    found = page(rss(entry("a"), entry("b") + CHOKING, entry("c")))
    assert [item.guid for item in found.items] == ["a", "c"]


def test_P2_a_feed_without_items_that_feedparser_cannot_take_is_empty() -> None:
    assert page(rss(more=CHOKING)).items == ()


def test_items_in_a_document_nested_without_end_are_read() -> None:
    found = page(rss(entry("a"), more="<a>" * 300))
    assert [item.guid for item in found.items] == ["a"]


def test_P10_items_without_a_document_around_them_are_read() -> None:
    found = page(f"<item>{entry('a')}</item><item>{entry('b')}</item>")
    assert [item.guid for item in found.items] == ["a", "b"]


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_a_long_document_is_read_in_parts_and_whole(count: int) -> None:
    names = [str(number) for number in range(count)]
    found = page(rss(*map(entry, names), more="<x/>"))
    assert [item.guid for item in found.items] == names
    assert found.fault is None


def test_P1_what_was_read_in_time_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sources.xml_feed.PATIENCE", 0.0)
    found = page(rss(*(entry(str(number)) for number in range(1000)), more="<x/>"))
    assert [item.guid for item in found.items] == [str(number) for number in range(100)]
    assert found.fault == "reading takes too long; the first 100 items were kept"


def test_a_base_is_resolved_against_the_base_around_it_and_the_document() -> None:
    body = (
        "<rss version='2.0' xml:base='/news/'><channel><item><link>1</link></item>"
        "<item xml:base='old/'><link>2</link></item></channel></rss>"
    )
    assert [item.url for item in page(body).items] == [
        "http://wire.example/news/1",
        "http://wire.example/news/old/2",
    ]
