# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""The Federal Register's answers to pages."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from bot.model.feed import Feed, FeedState, Tier
from bot.model.item import Item, Page
from bot.sources.kinds.federal_register import FLOOR, read, request
from bot.sources.pace import floor
from bot.sources.pull import Result
from bot.sources.request import Response
from bot.sources.settings import SourceSettings
from bot.sources.unreadable import Unreadable
from tests.bot.sources.conftest import Ask
from tests.feed_server import Answer, FeedServer

URL = (
    "https://www.federalregister.gov/api/v1/documents.json"
    "?conditions[agencies][]=industry-and-security-bureau"
)
FEED = Feed("fr-bis", URL, "Federal Register: BIS", "federal_register")
RULE: dict[str, Any] = {
    "document_number": "2025-19001",
    "publication_date": "2025-09-30",
    "title": "Expansion of End-User Controls &amp; Affiliates",
    "type": "Rule",
    "abstract": "In this <i>interim final rule</i>, BIS amends the regulations.",
    "html_url": "https://www.federalregister.gov/documents/2025/09/30/2025-19001/expansion",
    "citation": "90 FR 47201",
    "action": "Interim final rule.",
    "dates": "This rule is effective September 29, 2025.",
    "effective_on": "2025-09-29",
    "comments_close_on": "2025-10-29",
    "docket_ids": ["Docket No. 250929-0164"],
    "cfr_references": [{"title": 15, "part": 744}, {"title": 15, "part": None}],
    "executive_order_number": None,
    "agencies": [{"name": "Commerce Department"}, {"raw_name": "BIS"}],
}


def page(document: object, status: int = 200) -> Page:
    return read(FEED, Response(URL, status, {}, json.dumps(document).encode()))


def one(**changed: object) -> Item:
    return page({"results": [{**RULE, **changed}]}).items[0]


def test_A1_one_request_asks_for_the_newest_with_every_field_by_name() -> None:
    asked = parse_qsl(urlsplit(request(FEED, FeedState()).url).query)
    assert ("conditions[agencies][]", "industry-and-security-bureau") in asked
    assert {"document_number", "effective_on", "docket_ids", "correction_of"} <= {
        value for name, value in asked if name == "fields[]"
    }
    assert ("order", "newest") in asked


def test_what_the_operator_asks_for_stands() -> None:
    feed = Feed("x", URL + "&per_page=20&order=oldest&fields[]=title", "", "federal_register")
    asked = parse_qsl(urlsplit(request(feed, FeedState()).url).query)
    assert sorted(asked)[1:] == [("fields[]", "title"), ("order", "oldest"), ("per_page", "20")]


def test_A1_a_document_is_official_and_known_by_number_and_date() -> None:
    found = one()
    assert found.guid == "2025-19001@2025-09-30"
    assert found.tier is Tier.OFFICIAL
    assert found.title == "Expansion of End-User Controls & Affiliates"
    assert found.published == datetime(2025, 9, 30, tzinfo=UTC)
    assert found.author == "Commerce Department, BIS"


def test_the_text_is_the_abstract_and_what_the_register_states() -> None:
    assert one().text.splitlines() == [
        "In this interim final rule, BIS amends the regulations.",
        "FR Doc 2025-19001. Rule. 90 FR 47201. Docket No. 250929-0164. 15 CFR 744. "
        "Action: Interim final rule. Effective on 2025-09-29. Comments close on 2025-10-29. "
        "This rule is effective September 29, 2025.",
    ]


def test_a_document_without_an_abstract_still_says_what_is_known() -> None:
    found = one(
        abstract=None,
        dates=None,
        action=None,
        docket_ids=[],
        cfr_references=[],
        citation=None,
        comments_close_on=None,
        effective_on=None,
        executive_order_number=14257,
        signing_date="2025-04-02",
        correction_of="https://www.federalregister.gov/api/v1/documents/2025-1.json",
    )
    assert found.text == (
        "FR Doc 2025-19001. Rule. Executive Order 14257. "
        "Correction of FR Doc 2025-1. Signed on 2025-04-02."
    )


@pytest.mark.parametrize("document", [{"count": 0}, {"results": []}, {"results": None}])
def test_A1_no_result_is_an_empty_page(document: object) -> None:
    assert page(document).items == ()


def test_A1_a_404_is_an_empty_page() -> None:
    assert page({}, 404).items == ()


def test_what_the_register_refuses_is_told() -> None:
    errors = {"errors": {"conditions": {"agencies": "invalid value"}}}
    with pytest.raises(Unreadable, match=r"refuses the query.*invalid value"):
        page(errors)
    with pytest.raises(Unreadable):
        page(["x"])


@pytest.mark.parametrize("raw", [{}, {"document_number": None}, 5, None])
def test_what_is_no_document_is_left_out(raw: object) -> None:
    assert page({"results": [raw]}).items == ()


def test_A2_an_official_interface_is_asked_every_fifteen_minutes_at_most() -> None:
    assert FLOOR == floor(FEED, FeedState(extra={"honest": True}), SourceSettings()) == 900


async def test_a_404_of_the_register_is_a_success(server: FeedServer, ask: Ask) -> None:
    url = server.says("/documents.json", Answer(b"{}", status=404))
    pull = await ask(url, kind="federal_register")
    assert (pull.outcome, pull.items, pull.error) == (Result.FRESH, (), None)
