# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Links: which may be shown, and when two of them are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.urls import canonical, host, web

BASE = "https://wire.example/feeds/f.xml"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://a.example/1?b=2#c", "https://a.example/1?b=2#c"),
        ("/1", "https://wire.example/1"),
        ("1", "https://wire.example/feeds/1"),
        ("?a=1", "https://wire.example/feeds/f.xml?a=1"),
        ("//a.example/1", "https://a.example/1"),
        (" https://a.example/1\n", "https://a.example/1"),
        ("https://a.example/\n1", "https://a.example/1"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.example/](x)", "https://a.example/](x)"),
        ("https://a.example/<@1>", "https://a.example/%3C@1%3E"),
        ("https://bücher.example/ä", "https://bücher.example/ä"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@b.example", None),
        ("ftp://a.example/", None),
        ("https://user:word@a.example/", None),
        ("https://", None),
        ("", None),
        ("https://[::1", None),
        ("https://a.example:99999/", None),
        ("https://a.example/" + "x" * 2100, None),
    ],
)
def test_F8_only_whole_web_links_are_shown(link: str, shown: str | None) -> None:
    assert web(link, BASE) == shown


def test_a_relative_link_without_a_base_is_none() -> None:
    assert web("/1") is None


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/1",
        "http://a.example/1",
        "https://A.Example/1/",
        "https://a.example:443/1",
        "https://a.example/1#top",
        "https://a.example/1?utm_source=rss&utm_medium=feed",
        "https://a.example/1?fbclid=x",
    ],
)
def test_links_that_lead_to_one_place_are_one(link: str) -> None:
    assert canonical(link) == "https://a.example/1"


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/2",
        "https://a.example/1?id=2",
        "https://b.example/1",
        "https://a.example/I",
    ],
)
def test_links_that_lead_elsewhere_are_not(link: str) -> None:
    assert canonical(link) != "https://a.example/1"


def test_a_host_is_in_lower_case_or_empty() -> None:
    assert host("https://A.Example:80/x") == "a.example"
    assert host("https://[::1") == ""
    assert host("x") == ""


@given(st.text(max_size=60))
def test_F8_no_link_raises_and_what_is_shown_has_no_space_in_it(link: str) -> None:
    shown = web(link, BASE)
    canonical(link)
    assert shown is None or (
        shown.startswith("http") and not set(shown) & set(" \n\t<>\"'`") - {"'"}
    )


@given(st.text(max_size=40))
def test_a_canonical_link_stays_as_it_is(path: str) -> None:
    shown = web(path, BASE)
    if shown:
        assert canonical(canonical(shown)) == canonical(shown)
