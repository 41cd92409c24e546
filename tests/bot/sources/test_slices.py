# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Items that were read before are cut out of a document, and what is left is read the same (P8)."""

import codecs
from datetime import UTC, datetime

import pytest

from bot.model.feed import Feed, FeedState
from bot.model.item import Page
from bot.sources.kinds import syndication
from bot.sources.reader import Task, page_of
from bot.sources.request import Response
from bot.sources.settings import SourceSettings
from bot.sources.settle import agrees, settle
from bot.sources.slices import Known, known, sliced, without
from bot.sources.state import seen
from tests.bot.sources.documents import entries, entry, rss
from tests.bot.sources.test_corpus import NAMES, documents

FEED = Feed("wire", "http://wire.example/f", "The Wire")
NOW = datetime(2025, 11, 10, 12, 0, tzinfo=UTC)


def answer(body: bytes, status: int = 200, complete: bool = True) -> Response:
    return Response(FEED.url, status, {}, body, complete)


def page(body: bytes, state: FeedState | None = None) -> Page:
    task = Task(FEED.kind, FEED, answer(body), known(state) if state else None)
    return page_of(syndication.read, task)


def after(body: bytes, state: FeedState | None = None) -> FeedState:
    """The state when a document was read whole and kept."""
    found = settle(page(body), state or FeedState(), SourceSettings(), NOW, partial=False)
    return FeedState(last_ok_at=NOW, extra=found.state.extra)


def texts(body: bytes) -> list[str]:
    found = sliced(answer(body))
    return [] if found is None else [found.text[start:end] for start, end in found.places]


def test_P8_only_the_items_that_are_new_are_read() -> None:
    found = page(entries(["c", "b", "a"]), after(entries(["b", "a"])))
    assert [item.guid for item in found.items] == ["c"]
    assert len(found.cuts) == 3


def test_P8_a_changed_word_makes_an_item_new() -> None:
    changed = rss(entry("b"), entry("a").replace("happened", "did happen"))
    assert [item.guid for item in page(changed, after(entries(["b", "a"]))).items] == ["a"]


def test_P8_the_date_of_the_document_is_no_part_of_its_items() -> None:
    dates = ["Mon, 10 Nov 2025 10:00:00 GMT", "Mon, 10 Nov 2025 11:00:00 GMT"]
    one, two = (rss(entry("a"), more=f"<lastBuildDate>{date}</lastBuildDate>") for date in dates)
    found = page(two, after(one))
    assert (found.title, found.items, len(found.cuts)) == ("The Wire", (), 1)


@pytest.mark.parametrize(
    "body",
    [
        entries(["b", "a"]).replace(b"The Wire", b"Another"),
        entries(["b", "a"]).replace(b"<rss ", b"<rss xml:base='http://x.example/' "),
        entries(["b", "a"]).replace(b"</channel>", b"<language>fr</language></channel>"),
    ],
)
def test_P8_where_anything_around_the_items_is_new_all_are_read(body: bytes) -> None:
    assert len(page(body, after(entries(["a"]))).items) == 2


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"<rss><item>1</item> <item>2</item></rss>", ["<item>1</item>", "<item>2</item>"]),
        (b"<feed><entry a='1'>1</entry></feed>", ["<entry a='1'>1</entry>"]),
        (b"<item><![CDATA[</item>]]>1</item>", ["<item><![CDATA[</item>]]>1</item>"]),
        (b"<!-- <item> --><item>1</item>", ["<item>1</item>"]),
        (b"<items><item>1</item></items>", ["<item>1</item>"]),
        (b"<item>1</item>x<item>2</item>", []),
        (b"<item>1</item><item>1</item>", []),
        (b"<item>1<item>2</item></item>", []),
        (b"<item>1</item></item>", []),
        (b"<item>1</entry>", []),
        (b"<item a='1'/>", []),
        (b"<item>1", []),
        (b"<item><![CDATA[1</item>", []),
        (b"<rss></rss>", []),
    ],
)
def test_P8_items_are_cut_only_where_they_stand_plainly(body: bytes, found: list[str]) -> None:
    assert texts(body) == found


def test_P8_nothing_is_cut_from_a_part_of_a_document() -> None:
    assert sliced(answer(entries(["a"]), status=226)) is None
    assert sliced(answer(entries(["a"]), complete=False)) is None


@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "utf-16-le"])
def test_P8_what_is_left_is_read_whatever_the_document_says_of_its_encoding(codec: str) -> None:
    text = (
        "<?xml version='1.0' encoding='windows-1251'?><rss><item>Сталь</item><item>b</item></rss>"
    )
    response = answer((codecs.BOM_UTF16_LE if "16" in codec else b"") + text.encode(codec))
    found = sliced(response)
    assert found is not None
    rest = without(found, Known(found.head, frozenset(found.cuts[1:])), response)
    assert rest is not None
    assert texts(rest.body) == ["<item>Сталь</item>"]


@pytest.mark.parametrize("name", NAMES)
def test_P8_the_items_that_are_left_are_those_of_the_whole_document(name: str) -> None:
    feed, response, expected = documents(name)
    found = sliced(response)
    if "error" in expected or found is None:
        return
    whole = page_of(syndication.read, Task(feed.kind, feed, response))
    for number, cut in enumerate(found.cuts):
        others = Known(found.head, frozenset(found.cuts) - {cut})
        one = page_of(syndication.read, Task(feed.kind, feed, response, others))
        assert one.items in (whole.items, whole.items[number : number + 1])
        assert (one.title, one.hints) == (whole.title, whole.hints)


def test_P8_a_cut_document_settles_as_the_whole_one_does() -> None:
    before = after(entries(["b", "a"]))
    body = entries(["d", "c", "b"])
    cut = settle(page(body, before), before, SourceSettings(), NOW, partial=False)
    whole = settle(page(body), before, SourceSettings(), NOW, partial=False)
    new = tuple(item for item in whole.items if item.guid in ("c", "d"))
    assert (cut.items, cut.new, cut.silent) == (new, whole.new, whole.silent)
    assert set(seen(cut.state)) == set(seen(whole.state))
    apart = ("seen",)
    assert {k: v for k, v in cut.state.extra.items() if k not in apart} == {
        k: v for k, v in whole.state.extra.items() if k not in apart
    }


def test_P8_a_guid_for_the_second_time_asks_for_the_whole_document() -> None:
    before = after(entries(["b", "a"]))
    again = rss(entry("b").replace("happened", "came"), entry("b"), entry("a"))
    assert not agrees(page(again, before), before)
    assert agrees(page(entries(["c", "b", "a"]), before), before)
    assert agrees(page(again), before)


def test_P8_an_entry_with_a_new_guid_keeps_its_key_although_the_others_are_cut() -> None:
    before = after(entries(["c", "b", "a"]))
    moved = rss(entry("c").replace("isPermaLink='false'>c", "isPermaLink='false'>z"), entry("b"))
    found = settle(page(moved, before), before, SourceSettings(), NOW, partial=False)
    assert (len(found.items), found.new) == (1, False)


def test_P8_nothing_is_known_of_a_feed_that_was_not_read() -> None:
    state = after(entries(["a"]))
    assert known(state) is not None
    assert known(FeedState(extra=state.extra)) is None
    assert known(FeedState()) is None
