"""Lists of feeds, in and out."""

import pytest

from bot.model.errors import TellUser
from bot.model.feed import Feed, Tier
from bot.sources.opml import read, tier_of, write

NESTED = b"""<?xml version="1.0"?>
<opml version="1.1"><head><title>Mine</title></head><body>
  <outline text="Trade">
    <outline text="The  Wire" type="rss" xmlUrl=" http://wire.example/f " htmlUrl="http://x/"/>
    <outline text="again" xmlURL="http://wire.example/f"/>
    <outline title="Gazette" text="G" xmlurl="https://gazette.example/f" category="/tier/official"/>
  </outline>
  <outline text="no feed" htmlUrl="http://x/"/>
</body></opml>"""


def test_the_feeds_of_a_list_are_found_in_its_folders_each_once() -> None:
    found = read(NESTED)
    assert [(one.url, one.title) for one in found] == [
        ("http://wire.example/f", "The Wire"),
        ("https://gazette.example/f", "Gazette"),
    ]
    assert [tier_of(one) for one in found] == [Tier.PRESS, Tier.OFFICIAL]


def test_a_list_that_was_written_is_read_again() -> None:
    feeds = [
        Feed("a", "https://a.example/f?x=1&y=2", 'The "A" & <B>', "json_feed", Tier.WIRE, "US"),
        Feed("b", "https://b.example/é", "B"),
    ]
    found = read(write(feeds).encode())
    assert [(one.url, one.title, tier_of(one)) for one in found] == [
        (feed.url, feed.title, feed.tier) for feed in feeds
    ]
    assert [one.category("jurisdiction") for one in found] == ["US", ""]
    assert [one.category("kind") for one in found] == ["json_feed", "syndication"]


LAUGHS = b"<!DOCTYPE opml [<!ENTITY a 'xxxxxxxxxx'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(9)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "This is no OPML"),
        (b"hello", "This is no OPML"),
        (b"<opml><body>", "This is no OPML"),
        (b"<rss version='2.0'/>", "it begins with <rss>"),
        (b"<opml><body/></opml>", "names no feed"),
        (b"<opml><outline xmlUrl=' '/></opml>", "names no feed"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"<opml>" + b"<outline xmlUrl='&a;'/>" * 2 + b"</opml>", "This is no OPML"),
        (b"<opml>" + b"<outline>" * 300 + b"</outline>" * 300 + b"</opml>", "This is no OPML"),
        (
            b"<opml>"
            + b"".join(b"<outline xmlUrl='u%d'/>" % n for n in range(10_001))
            + b"</opml>",
            "names 10001 feeds",
        ),
        (LAUGHS + b"]><opml><outline xmlUrl='http://x/' text='&a8;'/></opml>", "This is no OPML"),
    ],
)
def test_what_is_no_list_is_one_sentence(text: bytes, words: str) -> None:
    with pytest.raises(TellUser, match=words) as caught:
        read(text)
    assert "\n" not in str(caught.value)


def test_no_file_is_read_for_an_entity() -> None:
    head = b"<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    with pytest.raises(TellUser):
        read(head + b"<opml><outline xmlUrl='http://x/' text='&a;'/></opml>")
