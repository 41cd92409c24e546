"""Documents that were written to hurt: each must end in a page or a sentence, soon."""

from collections.abc import Iterator


def _rss(inside: bytes, before: bytes = b"") -> bytes:
    return before + b"<rss version='2.0'><channel><title>t</title>" + inside + b"</channel></rss>"


def _item(inside: bytes) -> bytes:
    return _rss(b"<item><title>i</title>" + inside + b"</item>")


def _laughs() -> bytes:
    entities = b'<!ENTITY l0 "lol">' + b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    return _rss(b"<item><title>&l9;</title></item>", b"<!DOCTYPE rss [" + entities + b"]>")


def documents() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each."""
    yield "billion laughs", _laughs()
    swollen = b'<!DOCTYPE rss [<!ENTITY a "' + b"x" * 50_000 + b'">]>'
    yield (
        "quadratic blow-up",
        _rss(b"<item><title>" + b"&a;" * 20_000 + b"</title></item>", swollen),
    )
    yield "external entity", _rss(b"", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    dc = b" xmlns:dc='http://purl.org/dc/elements/1.1/'"
    yield "author", _item(b"<author>" + b"a@" * 32_000 + b"</author>")
    yield "creator", _item(b"<dc:creator" + dc + b">" + b"a." * 16_000 + b"</dc:creator>")
    yield "editor", _rss(b"<managingEditor>" + b"x@a-" * 8_000 + b"</managingEditor>")
    for mark in (b"<!-- ", b"<a ", b"<", b"<div>", b"&", b"<![CDATA[", b"<?", b'<a "', b"]]>"):
        many = mark * (100_000 // len(mark))
        yield f"raw {mark!r}", _item(b"<description>" + many + b"</description>")
        safe = many.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
        yield f"escaped {mark!r}", _item(b"<description>" + safe + b"</description>")
    yield "attributes", _item(b"<x " + b" ".join(b"a%d='1'" % n for n in range(30_000)) + b"/>")
    yield "prefixes", _rss(b"".join(b"<p%d:x/>" % n for n in range(20_000)))
    yield "items", _rss(b"<item><guid>x</guid></item>" * 50_000)
    yield "open items", _rss(b"<item>" * 30_000)
    yield "depth", _item(b"<a>" * 50_000 + b"</a>" * 50_000)
    yield "endless depth", _item(b"<a>" * 30_000)
    yield "comments before a page", b"<!DOCTYPE html>" + b"<!--><!---->" * 30_000 + b"<html>"
    yield "link", _item(b"<link>" + b'"' * 1_000_000 + b"</link>")
    yield "closing tags", b"</a>" * 200_000
    yield "document type", b"<!DOCTYPE x [" + b"'\"" * 200_000
    yield "date", _item(b"<pubDate>" + b"1:" * 200_000 + b"</pubDate>")
    yield "broken items", _rss(b"<item><title>x<br></title><guid>a<b></guid></item>" * 1_000)
    yield "surrogates", _item(b"<description>&#xD83D;&#0;&#x110000;</description>")
    for name in (b"punycode", b"zlib_codec", b"idna", b"utf-7", b"unicode_escape"):
        yield f"encoding {name!r}", _rss(b"", b"<?xml version='1.0' encoding='" + name + b"'?>")
    yield "JSON depth", b"[" * 2_000_000
    yield "JSON number", b'{"items": [{"id": ' + b"9" * 1_000_000 + b"}]}"
    yield "JSON items", b'{"items": [' + b'{"id": 1},' * 100_000 + b'{"id": 2}]}'
    yield "zeros", b"\0" * 1_000_000
    yield "spaces", b" " * 1_000_000
