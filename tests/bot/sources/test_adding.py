# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""What may become a feed, and what is said of the rest."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.model.errors import TellUser
from bot.model.feed import Feed, FeedState
from bot.sources.adding import Found, feed_at, first_check, look, named_by
from bot.sources.http import Http
from bot.sources.pull import Puller
from bot.sources.request import Response
from bot.sources.settings import SourceSettings
from bot.sources.worker import Parser
from tests.bot.sources.conftest import LOOPBACK, NOW
from tests.bot.sources.documents import entries
from tests.feed_server import Answer, FeedServer

KNOWN = Feed("wire", "https://www.wire.example/f/?utm_source=x", "The Wire")
PAGE = (
    b"<!doctype html><html><head><title>News</title>"
    b"<link rel='alternate' type='application/rss+xml' title='All  \xc3\xa9v\xc3\xa9nements'"
    b" href='/all.xml'>"
    b"<LINK REL='Alternate' TYPE='application/atom+xml' HREF='https://other.example/a'>"
    b"<link rel=alternate type=application/rss+xml href=/all.xml>"
    b"<link rel=alternate hreflang=de href=/de><link rel=stylesheet href=/s.css>"
    b"<link rel=alternate type=application/feed+json href='javascript:alert(1)'>"
    b"<link rel=alternate type=application/feed+json href='http://[::1'>"
    b"</head><body>Hello</body></html>"
)


@pytest.fixture
async def puller() -> AsyncIterator[Puller]:
    async with Http(LOOPBACK) as http, Parser() as parser:
        yield Puller(LOOPBACK, http, parser)


async def looked(puller: Puller, url: str, *others: tuple[Feed, FeedState]) -> Found:
    return await look(puller, feed_at(url, ()), others, NOW)


async def refused(puller: Puller, url: str, *others: tuple[Feed, FeedState]) -> str:
    with pytest.raises(TellUser) as caught:
        await looked(puller, url, *others)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("url", "slug", "kind"),
    [
        ("https://www.bbc.co.uk/news/business/rss.xml", "bbc-co-uk-news-business", "syndication"),
        ("ustr.gov/rss.xml", "ustr-gov", "syndication"),
        ("https://xn--mgba3a4f16a.ir/", "xn-mgba3a4f16a-ir", "syndication"),
        ("https://www.com/feed", "feed", "syndication"),
        ("https://a.example/" + "x" * 100, "a-example-" + "x" * 54, "syndication"),
        (
            "https://www.federalregister.gov/api/v1/documents.json?conditions[term]=duty",
            "federalregister-gov-documents",
            "federal_register",
        ),
        (
            "https://www.federalregister.gov/api/v1/public-inspection-documents/current.json",
            "federalregister-gov-public-inspection-documents-current",
            "public_inspection",
        ),
        (
            "https://www.federalregister.gov/documents/search.rss?conditions[term]=duty",
            "federalregister-gov-documents-search",
            "syndication",
        ),
        ("https://news.google.com/rss/search?q=tariff", "news-google-search", "google_news"),
    ],
)
def test_an_address_gives_a_name_and_a_kind(url: str, slug: str, kind: str) -> None:
    feed = feed_at(url, ())
    assert (feed.slug, feed.kind) == (slug, kind)
    assert feed.url.startswith("https://")


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken = [
        Feed("a-example", "https://x.example/", ""),
        Feed("a-example-2", "https://y.example/", ""),
    ]
    assert feed_at("https://a.example/feed", taken).slug == "a-example-3"


@pytest.mark.parametrize(
    "url",
    [
        "http://www.wire.example/f",
        "https://www.wire.example/f/#top",
        "https://WWW.wire.example:443/f?utm_medium=y",
    ],
)
def test_a_feed_that_is_here_is_not_added_again(url: str) -> None:
    with pytest.raises(TellUser, match="is here already: 'wire', The Wire"):
        feed_at(url, [KNOWN])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "  ",
        "file:///etc/passwd",
        "http://",
        "http://a:b@wire.example/f",
        "http://[::1",
        "x" * 3000,
    ],
)
def test_what_is_no_address_is_one_sentence(url: str) -> None:
    with pytest.raises(TellUser) as caught:
        feed_at(url, ())
    assert len(str(caught.value)) < 400


async def test_C9_a_feed_is_looked_at_with_one_request_and_called_what_it_calls_itself(
    server: FeedServer, puller: Puller
) -> None:
    url = server.says("/f", Answer(entries(["b", "a"]), headers={"ETag": '"1"'}))
    found = await looked(puller, url)
    assert server.paths == ["/f"]
    assert found.feed.title == "The Wire"
    assert {item.source for item in found.pull.items} == {"The Wire"}
    assert len(found.pull.silent) == 2
    assert found.pull.state.validators.etag == '"1"'


async def test_a_title_that_somebody_gave_stays(server: FeedServer, puller: Puller) -> None:
    feed = feed_at(server.says("/f", Answer(entries(["a"]))), (), "My wire")
    found = await look(puller, feed, (), NOW)
    assert found.feed.title == found.pull.items[0].source == "My wire"


async def test_F7_a_web_page_is_not_added_and_its_feeds_are_named(
    server: FeedServer, puller: Puller
) -> None:
    url = server.says("/news", Answer(PAGE))
    said = await refused(puller, url)
    assert "this is a web page, not a feed" in said
    assert f"{server.url}/all.xml (All événements); https://other.example/a" in said
    assert server.paths == ["/news"]


async def test_F7_a_web_page_without_feeds_gets_guesses(server: FeedServer, puller: Puller) -> None:
    url = server.says("/news", Answer(b"<html><body>Hello</body></html>"))
    assert "/rss.xml" in await refused(puller, url)


async def test_what_cannot_be_read_says_why(server: FeedServer, puller: Puller) -> None:
    assert "HTTP 404" in await refused(puller, f"{server.url}/nothing")
    assert "is not public" in await refused(puller, "http://10.0.0.1/f")
    assert "the document is empty" in await refused(puller, server.says("/f", Answer(b"")))


async def test_R3_a_feed_that_leads_to_one_that_is_here_is_not_added(
    server: FeedServer, puller: Puller
) -> None:
    there = server.says("/there", Answer(entries(["a"])))
    url = server.says("/f", Answer(status=302, headers={"Location": "/there"}))
    other = Feed("other", there, "")
    assert "leads to what is here already: 'other'" in await refused(
        puller, url, (other, FeedState())
    )
    behind = Feed("behind", "http://x.example/f", "")
    state = FeedState(extra={"asked_of": there})
    assert "'behind'" in await refused(puller, url, (behind, state))


@pytest.mark.parametrize(
    "body", [b"", b"\0" * 100, b"<" * 100_000, b"<html>" * 10_000, b"\xff\xfe<"]
)
def test_a_page_that_is_none_names_nothing(body: bytes) -> None:
    assert list(named_by(Response("http://x.example/", 200, body=body))) == []


def test_S11_the_first_polls_of_many_feeds_are_spread_over_the_interval_and_stay_so() -> None:
    slugs = [f"feed{number}" for number in range(400)]
    checks = [first_check(slug, 400, SourceSettings(), NOW) for slug in slugs]
    assert checks == [first_check(slug, 400, SourceSettings(), NOW) for slug in slugs]
    waits = [when - NOW for when in checks if when is not None]
    assert len(waits) == 400
    assert max(waits) <= timedelta(minutes=30)
    quarters = [
        sum(low <= wait / timedelta(minutes=7.5) < low + 1 for wait in waits) for low in range(4)
    ]
    assert min(quarters) > 60


def test_S11_a_few_feeds_are_asked_at_once() -> None:
    assert first_check("feed", 10, SourceSettings(), NOW) is None
