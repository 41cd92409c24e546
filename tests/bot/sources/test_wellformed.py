"""What is done to a text so that an XML parser takes it for what it is."""

import pytest

from bot.sources.wellformed import bare, declared, sound, with_known_names, wrapper

CONTENT = "http://purl.org/rss/1.0/modules/content/"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (CONTENT, CONTENT),
        (f" {CONTENT} ", CONTENT),
        (CONTENT.rstrip("/"), CONTENT),
        (CONTENT.replace("http:", "https:"), CONTENT),
        ("http://www.w3.org/2005/atom", "http://www.w3.org/2005/Atom"),
        ("http://somewhere.example/Else", "http://somewhere.example/Else"),
    ],
)
def test_a_misspelled_namespace_is_the_registered_one(written: str, meant: str) -> None:
    text = f"<rss xmlns:c='{written}'><a xmlns:c=' {CONTENT}'/></rss>"
    assert with_known_names(text) == f"<rss xmlns:c='{meant}'><a xmlns:c=' {CONTENT}'/></rss>"


def test_prefixes_that_are_used_are_declared_at_the_root() -> None:
    text = declared("<rss><dc:creator/><x a:b='1'/></rss>")
    assert sound(text)
    assert 'xmlns:dc="http://purl.org/dc/elements/1.1/"' in text
    assert declared("<rss/>") == "<rss/>"


@pytest.mark.parametrize(
    ("head", "around"),
    [
        ("<rss><channel>", ("<rss><channel>", "</channel></rss>")),
        ("<rss><channel><t>x</t>", ("<rss><channel><t>x</t>", "</channel></rss>")),
        ("<rss><channel><t>x<br>", ("<rss><channel><t>x<br>", "</br></t></channel></rss>")),
        ("<rss><channel><a b=1>", ("<rss><channel>", "</channel></rss>")),
        ("", ("<rss version='2.0'><channel>", "</channel></rss>")),
    ],
)
def test_an_item_alone_gets_the_tags_around_it(head: str, around: tuple[str, str]) -> None:
    assert wrapper(head) == around


def test_of_a_broken_head_only_the_outermost_tags_are_kept() -> None:
    assert bare("<rss a='1'><channel><image><url>") == ("<rss a='1'><channel>", "</channel></rss>")
