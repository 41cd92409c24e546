"""`tollbell parse`, as an evaluator runs it."""

import json
import subprocess
import sys

from tests.bot.sources.documents import entry, rss


def parse(body: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot", "parse", "--url", "http://wire.example/f", *arguments]
    return subprocess.run(command, input=body, capture_output=True, check=False)


def test_a_document_becomes_one_object_in_document_order() -> None:
    done = parse(rss(entry("b"), "<title>Bare</title>"))
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["title"] == "The Wire"
    assert found["entries"][0] == {
        "id": "b",
        "url": "http://wire.example/b",
        "title": "About b",
        "author": None,
        "published": "2025-11-10T10:00:00+00:00",
        "updated": None,
        "content": "What happened: b",
        "text": "What happened: b",
    }
    bare = found["entries"][1]
    assert bare.pop("id").startswith("text:")
    assert bare == {
        "url": None,
        "title": "Bare",
        "author": None,
        "published": None,
        "updated": None,
        "content": None,
        "text": None,
    }


def test_the_content_type_decides_a_charset_that_the_document_does_not() -> None:
    body = rss("<title>Пошлины</title>").decode().encode("koi8_r")
    done = parse(body, "--content-type", "text/xml; charset=koi8-r")
    assert json.loads(done.stdout)["entries"][0]["title"] == "Пошлины"


def test_an_unreadable_document_is_one_sentence_and_status_1() -> None:
    done = parse(b"<html><body>Hello</body></html>")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().strip().splitlines() == ["Error: this is a web page, not a feed"]
