# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Odd and hostile documents, each beside what it is to be read as.

`tests/data/feeds/corpus/NAME.feed` is the document, `NAME.expected.json` states as much of the
reading as the document is about, in the form of `tollbell parse`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.verbs.parse import as_json
from bot.model.feed import Feed
from bot.sources.document import read
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable

CORPUS = Path(__file__).parents[2] / "data" / "feeds" / "corpus"
NAMES = sorted(path.name.removesuffix(".feed") for path in CORPUS.glob("*.feed"))
URL = "http://wire.example/feeds/f.xml"


def documents(name: str) -> tuple[Feed, Response, dict[str, Any]]:
    """A document of the corpus as it was answered, and what is expected of it."""
    expected = json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))
    url = expected.pop("url", URL)
    headers = {"content-type": expected.pop("content_type", "")}
    body = (CORPUS / f"{name}.feed").read_bytes()
    return Feed("wire", url, ""), Response(url, 200, headers, body), expected


@pytest.mark.parametrize("name", NAMES)
def test_P11_a_document_is_read_as_expected(name: str) -> None:
    feed, response, expected = documents(name)
    if "error" in expected:
        with pytest.raises(Unreadable, match=expected["error"]):
            read(feed, response)
        return
    page = read(feed, response)
    assert (expected["fault"] in (page.fault or "")) if "fault" in expected else not page.fault
    found = as_json(page)
    assert found["title"] == expected.get("title", found["title"])
    assert len(found["entries"]) == expected.get("count", len(expected.get("entries", [])))
    for entry, wanted in zip(found["entries"], expected.get("entries", []), strict=False):
        assert {name: entry[name] for name in wanted} == wanted


def test_P11_the_corpus_is_there() -> None:
    assert len(NAMES) >= 150
