# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""What feedparser is kept from doing."""

from pathlib import Path

import pytest

from bot.sources.tamed import Choked, parsed


def test_P3_a_text_is_never_opened_as_a_file_or_an_address(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text("<rss><channel><title>secret</title></channel></rss>")
    for text in (str(secret), f"file://{secret}", "http://127.0.0.1:9/feed"):
        assert not parsed(text, "http://wire.example/").feed.get("title")


def test_an_address_with_a_long_ending_stays_whole() -> None:
    entry = "<rss><channel><item><author>ann@wire.example</author></item></channel></rss>"
    assert parsed(entry, "http://wire.example/").entries[0]["author"] == "ann@wire.example"


def test_P6_a_name_that_feedparser_took_minutes_for_takes_none() -> None:
    name = "a@" * 100_000
    text = f"<rss><channel><item><author>{name}</author></item></channel></rss>"
    assert parsed(text, "http://wire.example/").entries[0]["author"] == name


def test_P2_whatever_it_raises_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(*_: object, **__: object) -> None:
        raise UnicodeError("punycode")

    monkeypatch.setattr("feedparser.parse", raising)
    with pytest.raises(Choked):
        parsed("<rss/>", "http://wire.example/")
