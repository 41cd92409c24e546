# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Bytes to clean text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.decode import text_of


def xml(encoding: str, text: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss>{text}</rss>'


@pytest.mark.parametrize(
    ("codec", "label", "text"),
    [
        ("utf-8", "utf-8", "Zölle – 关税"),
        ("utf-8", "iso-8859-1", "Zölle – 关税"),
        ("utf-8", "utf-16", "Zölle – 关税"),
        ("cp1252", "iso-8859-1", "Zölle – 10 €"),
        ("cp1252", "us-ascii", "Zölle"),
        ("cp1252", "windows-1252", "Zölle"),
        ("cp1252", "no-such-encoding", "Zölle"),
        ("cp1252", "punycode", "Zölle"),
        ("cp1251", "windows-1251", "Пошлины"),
        ("koi8_r", "KOI8-R", "Пошлины"),
        ("cp932", "shift_jis", "関税①"),
        ("euc_jp", "EUC-JP", "関税"),
        ("iso2022_jp", "iso-2022-jp", "関税"),
        ("cp949", "euc-kr", "관세 똠"),
        ("gb18030", "gb2312", "关税 朱镕基"),
        ("big5hkscs", "big5", "關稅"),
        ("iso8859_2", "iso-8859-2", "Cła żółć"),
        ("cp037", "ibm037", "duties"),
    ],
)
def test_P4_a_label_means_what_browsers_take_it_to_mean(codec: str, label: str, text: str) -> None:
    assert text_of(xml(label, text).encode(codec)) == xml(label, text)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "utf-32-le"),
        (b"", "utf-32-be"),
    ],
)
def test_P4_a_mark_or_a_pattern_of_bytes_comes_first(mark: bytes, codec: str) -> None:
    text = xml("iso-8859-1", "Zölle")
    assert text_of(mark + text.encode(codec), "text/xml; charset=koi8-r") == text


def test_P4_valid_utf8_wins_over_a_false_charset() -> None:
    text = xml("windows-1251", "Zölle")
    assert text_of(text.encode(), "text/xml; charset=ISO-8859-1") == text


def test_P4_the_server_is_believed_before_the_document() -> None:
    text = xml("iso-8859-1", "Пошлины")
    assert text_of(text.encode("koi8_r"), 'text/xml; charset="koi8-r"') == text


def test_P4_one_bad_byte_does_not_spoil_a_utf8_document() -> None:
    raw = xml("utf-8", "Zölle auf Kupfer: größer als X").encode().replace(b"X", b"\x92")
    assert text_of(raw) == xml("utf-8", "Zölle auf Kupfer: größer als ’")


def test_P4_control_characters_and_halves_of_characters_go() -> None:
    assert text_of(b"<rss>a\x00\x08\x0b\x1fb\r\nc\rd</rss>") == "<rss>ab\nc\nd</rss>"
    assert text_of("<rss>a\ud83d</rss>".encode("utf-16-le", "surrogatepass")) == "<rss>a�</rss>"


@given(st.binary(max_size=200), st.sampled_from(["", "text/xml; charset=shift_jis", "x=utf-7"]))
def test_P4_no_bytes_raise_and_what_comes_out_is_text(raw: bytes, content_type: str) -> None:
    text_of(raw, content_type).encode()


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_P4_utf8_comes_through_as_it_is(text: str) -> None:
    assert text_of(xml("utf-8", text).encode()) == xml("utf-8", text)
