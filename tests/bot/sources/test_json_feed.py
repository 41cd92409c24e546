# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""JSON Feed documents to pages."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.feed import Feed
from bot.model.item import Item, Page
from bot.sources.document import read
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable

FEED = Feed("wire", "http://wire.example/f.json", "")


def page(body: bytes) -> Page:
    return read(FEED, Response(FEED.url, 200, {}, body))


def one(raw: dict[str, Any], **document: Any) -> Item:
    whole = {"version": "https://jsonfeed.org/version/1.1", "items": [raw], **document}
    return page(json.dumps(whole).encode()).items[0]


@pytest.mark.parametrize(
    ("value", "guid"),
    [("a", "a"), (" a ", "a"), (7, "7"), (7.5, "7.5"), (True, "true"), (None, None), ([], None)],
)
def test_P9_an_id_is_coerced_to_a_string(value: object, guid: str | None) -> None:
    assert one({"id": value, "title": "x"}).guid == guid


def test_P9_an_item_of_nothing_but_an_id_that_is_none_is_no_item() -> None:
    whole = {"items": [{"id": {"a": "b"}}, {"id": ["a"], "title": "x"}, {"title": [1]}]}
    assert [item.title for item in page(json.dumps(whole).encode()).items] == ["x", ""]


def test_P9_an_item_without_an_id_is_kept() -> None:
    assert one({"url": "/a"}).url == "http://wire.example/a"


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ({"url": "http://a.example/1", "external_url": "http://b.example"}, "http://a.example/1"),
        ({"external_url": "http://b.example/1"}, "http://b.example/1"),
        ({"url": "javascript:x", "external_url": "http://b.example/1"}, "http://b.example/1"),
        ({"url": 5, "id": 1}, None),
    ],
)
def test_P9_the_link_is_url_else_external_url(raw: dict[str, Any], url: str | None) -> None:
    assert one(raw).url == url


def test_P9_authors_beat_the_author_and_the_feeds_come_last() -> None:
    old, new = {"author": {"name": "Old"}}, {"authors": [{"name": "Ann"}, {"name": "Bob"}]}
    assert one({**old, **new}).author == "Ann, Bob"
    assert one(old).author == "Old"
    assert one({"id": 1}, **new).author == "Ann, Bob"
    assert one({"title": "x", "authors": None}, author="Desk").author == "Desk"
    assert one({"authors": {"name": "Ann"}, "id": 1}).author == "Ann"
    assert one({"authors": ["Ann", 5, {}], "id": 1}).author == "Ann"
    assert one({"author": {"url": "mailto:ann@a.example?subject=x"}, "id": 1}).author == (
        "ann@a.example"
    )
    assert one({"author": {"url": "http://a.example"}, "id": 1}).author is None


@pytest.mark.parametrize(
    ("raw", "content", "text"),
    [
        ({"content_html": "<p>A</p><p>B</p>", "content_text": "t"}, "<p>A</p><p>B</p>", "A\nB"),
        ({"content_text": "1 < 2 &amp; 3"}, "1 < 2 &amp; 3", "1 < 2 &amp; 3"),
        ({"summary": "Short"}, "Short", "Short"),
        ({"id": 1}, "", ""),
    ],
)
def test_P9_html_is_preferred_and_text_is_text(
    raw: dict[str, Any], content: str, text: str
) -> None:
    found = one(raw)
    assert (found.content, found.text) == (content, text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-10T10:00:00+01:00",
        "2025-11-10T09:00:00Z",
        "2025-11-10T09:00:00.123456Z",
        "2025-11-10 09:00:00",
        "Mon, 10 Nov 2025 09:00:00 GMT",
    ],
)
def test_P9_dates_are_read(text: str) -> None:
    found = one({"date_published": text, "date_modified": text})
    assert found.published == found.updated == datetime(2025, 11, 10, 9, 0, tzinfo=UTC)


def test_P9_an_expired_feed_says_so() -> None:
    assert page(b'{"items": [], "expired": true}').hints.expired
    assert not page(b'{"items": [], "expired": "yes"}').hints.expired


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"{}",
        b"null",
        b'{"items": 5}',
        b'{"title": "Too many", "status": 429}',
        b"[" * 100_000,
        b'{"items": [' + b"9" * 10_000 + b"}",
    ],
)
def test_P9_what_is_no_json_feed_is_a_sentence(body: bytes) -> None:
    with pytest.raises(Unreadable):
        page(body)


def test_P9_a_feed_without_items_is_one_if_all_that_it_says_is_a_feeds() -> None:
    assert page(b'{"title": "Quiet", "_own": {}, "author": {"name": "Ann"}}').title == "Quiet"
    assert page(b'{"_own": {"about": "http://wire.example"}}').items == ()


@pytest.mark.parametrize(
    "rest", ['{"id": "c", "url": "htt', '{"id": }, {"id": "d"}]}', "", "]} and more", "} ]"]
)
def test_P10_the_items_before_a_break_are_kept(rest: str) -> None:
    body = f'{{"title": "Wire", "items": [{{"id": "a"}}, {{"id": "b"}}, {rest}'.encode()
    found = page(body)
    assert (found.title, [item.guid for item in found.items]) == ("Wire", ["a", "b"])
    assert found.fault == "the document is damaged; its readable items were kept"


def test_P9_a_byte_order_mark_and_raw_newlines_are_taken() -> None:
    body = '\ufeff{"title": "a\nb", "items": []}'.encode()
    assert page(body).title == "a b"


FIELDS = st.sampled_from(
    ["id", "url", "title", "authors", "author", "name", "attachments", "content_html", "items"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(FIELDS, JSON, max_size=6), max_size=3))
def test_P9_no_value_in_any_place_raises(items: list[dict[str, Any]]) -> None:
    assert len(page(json.dumps({"items": items}).encode()).items) <= len(items)
