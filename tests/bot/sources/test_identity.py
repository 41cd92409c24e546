# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""What makes an entry the same entry tomorrow."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.item import Item
from bot.sources.identity import keyed, known_as, mark, mode_for, stated

DATE = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)
LONG = "Commerce publishes the export control rule"


def item(guid: str | None = None, link: str | None = None, **more: object) -> Item:
    url = f"http://wire.example/{link}" if link else None
    values = {"title": "", "text": "", "source": "", **more}
    return Item("wire", str(values.pop("key", "")), guid=guid, url=url, **values)  # type: ignore[arg-type]


def keys(*items: Item, mode: str = "guid") -> list[str]:
    """The keys in the order of the document."""
    return [found.key for found in reversed(keyed(items, mode))]


@pytest.mark.parametrize(
    ("found", "known_by"),
    [
        (item("g", "l", key="http://f/1"), "g"),
        (item(None, "l", key="http://f/1"), "http://wire.example/l"),
        (item(None, None, key="http://f/1"), "http://f/1"),
    ],
)
def test_I1_an_entry_is_known_by_guid_then_link_then_file(found: Item, known_by: str) -> None:
    assert stated(found) == known_by


def test_I1_an_entry_without_any_is_known_by_its_words() -> None:
    assert stated(item(title="a", text="b")) != stated(item(title="a", text="c"))
    assert keys(item(title="a")) == keys(item(title="a"))


def test_I1_a_key_is_sixteen_bytes() -> None:
    assert len(bytes.fromhex(keys(item("g"))[0])) == 16


def test_I1_a_guid_is_compared_as_written() -> None:
    assert keys(item("HTTP://a/1")) != keys(item("http://a/1"))


def test_I2_a_second_entry_with_one_guid_gets_a_key_by_its_link() -> None:
    old, new = item("g", "1"), item("g", "2")
    assert len(set(keys(new, old))) == 2
    assert keys(new, old)[1] == keys(old)[0]


def test_I2_a_new_entry_before_an_old_one_does_not_take_its_key() -> None:
    others = [item(f"o{n}", f"o{n}") for n in range(30)]
    old, new = item("g", "1"), item("g", "2")
    before = keys(old, *others)
    assert set(before) < set(keys(new, old, *others))


def test_I2_a_feed_with_one_guid_for_all_is_told_apart_by_links() -> None:
    items = [item("same", str(n)) for n in range(10)]
    assert mode_for(items, None) == "link"
    assert len(set(keys(*items, mode="link"))) == 10


def test_I2_a_feed_with_one_guid_and_link_for_all_is_told_apart_by_titles() -> None:
    items = [item("same", "same", title=f"Notice {n}") for n in range(10)]
    assert mode_for(items, None) == "title"
    assert len(set(keys(*items, mode="title"))) == 10


def test_I2_one_repeated_guid_changes_no_mode_and_a_mode_stays() -> None:
    items = [item("g", "1"), item("g", "2"), *(item(f"o{n}", f"o{n}") for n in range(8))]
    assert mode_for(items, None) == "guid"
    assert mode_for(items, "link") == "link"


def later(before: list[Item], *now: Item) -> list[str]:
    """Keys of a document, when another one came before it."""
    seen = tuple(mark(found) for found in keyed(before, "guid"))
    return [found.key for found in reversed(known_as(keyed(now, "guid"), seen))]


OTHER = item("other", "other", title="Another thing altogether, at length")


def test_I3_a_new_guid_at_a_known_link_is_the_entry_that_was_there() -> None:
    old = item("a?v=1", "story", title=LONG, published=DATE)
    new = replace(old, guid="a?v=2", title="Commerce publishes the rule, with changes")
    assert later([old, OTHER], new, OTHER) == keys(old, OTHER)


def test_I3_tracking_and_case_of_the_host_make_no_other_link() -> None:
    old = replace(item("1"), url="http://Wire.example/story/?utm_source=rss#top")
    new = replace(item("2"), url="https://wire.example/story")
    assert later([old, OTHER], new, OTHER) == keys(old, OTHER)


def test_I3_a_new_guid_and_link_under_a_known_title_is_the_entry_that_was_there() -> None:
    old = item("1", "old-slug", title=LONG, published=DATE)
    new = item("2", "new-slug", title=LONG.upper(), published=DATE)
    assert later([old, OTHER], new, OTHER) == keys(old, OTHER)


def test_I3_an_undated_title_that_comes_again_is_another_entry() -> None:
    old = item("1", "issue-1", title=LONG)
    new = item("2", "issue-2", title=LONG)
    assert later([old, OTHER], new, OTHER) == keys(new, OTHER)


def test_I3_an_entry_beside_the_known_one_is_another() -> None:
    old = item("1", "story", title=LONG)
    new = item("2", "story", title=LONG)
    assert later([old, OTHER], new, old, OTHER) == keys(new, old, OTHER)


def test_I3_an_entry_of_another_day_is_another() -> None:
    old = item("1", "daily", title=LONG, published=DATE)
    new = item("2", "daily", title=LONG, published=DATE + timedelta(days=1))
    assert later([old, OTHER], new, OTHER) == keys(new, OTHER)


def test_I3_a_page_with_one_link_for_all_has_no_entries_by_link() -> None:
    old = [item("1", "status", title="A"), item("2", "status", title="B")]
    new = [item("3", "status", title="C"), item("4", "status", title="D")]
    assert later(old, *new) == keys(*new)


@given(
    st.lists(
        st.builds(
            item,
            st.sampled_from([None, "a", "b", "c"]),
            st.sampled_from([None, "1", "2"]),
            title=st.sampled_from(["", "x", LONG]),
        ),
        max_size=8,
    ),
    st.sampled_from(["guid", "link", "title"]),
)
def test_no_two_entries_of_a_document_share_a_key(items: list[Item], mode: str) -> None:
    found = keyed(items, mode)
    assert len({one.key for one in found}) == len(items)
    again = known_as(found, tuple(mark(one) for one in found))
    assert again == found
