"""Documents on public inspection, and how they meet the published ones."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from bot.config.vocabulary import load
from bot.events.lens import Lens
from bot.events.read import read as event_of
from bot.model.feed import Feed, FeedState, Tier
from bot.model.item import Item
from bot.sources.kinds import federal_register
from bot.sources.kinds.public_inspection import read, request
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable
from bot.stories.keys import keys

URL = "https://www.federalregister.gov/api/v1/public-inspection-documents/current.json"
FEED = Feed("fr-inspection", URL, "Federal Register: on inspection", "public_inspection")
FILED: dict[str, Any] = {
    "document_number": "2025-19001",
    "publication_date": "2025-09-30",
    "filed_at": "2025-09-29T08:45:00.000-04:00",
    "filing_type": "special",
    "title": "Export controls: 25 entities in China added to the Entity List",
    "type": "Rule",
    "toc_subject": "Entity List",
    "agencies": [{"name": "Commerce Department"}, {"raw_name": "BIS"}],
    "docket_numbers": ["Docket No. 250929-0164"],
    "html_url": "https://www.federalregister.gov/public-inspection/2025-19001/entity-list",
    "pdf_url": "https://public-inspection.federalregister.gov/2025-19001.pdf",
}


def answer(document: object, status: int = 200) -> Response:
    return Response(URL, status, {}, json.dumps(document).encode())


def one(**changed: object) -> Item:
    return read(FEED, answer({"results": [{**FILED, **changed}]})).items[0]


def test_every_field_is_asked_for_by_name() -> None:
    asked = parse_qsl(urlsplit(request(FEED, FeedState()).url).query)
    assert {"document_number", "filed_at", "publication_date", "docket_numbers"} <= {
        value for name, value in asked if name == "fields[]"
    }


def test_a_filed_document_is_dated_by_its_filing_and_known_by_its_number() -> None:
    found = one()
    assert (found.guid, found.tier) == ("2025-19001", Tier.OFFICIAL)
    assert found.published == datetime(2025, 9, 29, 12, 45, tzinfo=UTC)
    assert found.url == FILED["html_url"]
    assert found.author == "Commerce Department, BIS"
    assert found.text == (
        "FR Doc 2025-19001. Rule. Docket No. 250929-0164. Scheduled to be published on 2025-09-30."
    )


def test_a_document_without_a_title_has_that_of_the_table_of_contents() -> None:
    found = one(title=None, subject_1="Additions", subject_2="Additions", html_url=None)
    assert found.title == "Entity List: Additions"
    assert found.url == FILED["pdf_url"]


def test_an_empty_desk_is_an_empty_page() -> None:
    assert read(FEED, answer({"count": 0})).items == ()
    assert read(FEED, answer({}, 404)).items == ()
    assert read(FEED, answer({"results": [5, {}]})).items == ()


def test_what_the_register_refuses_is_told() -> None:
    with pytest.raises(Unreadable, match="refuses"):
        read(FEED, answer({"errors": {"fields": "invalid"}}))


def test_a_filed_document_a_published_one_and_its_correction_share_what_makes_a_story() -> None:
    lens = Lens.of(load(Path(__file__).parents[3] / "config" / "vocabulary"))
    published = {
        "document_number": "2025-19001",
        "publication_date": "2025-09-30",
        "title": "Additions to the Entity List",
        "abstract": "BIS adds 25 entities in China to the Entity List.",
        "type": "Rule",
    }
    correction = {
        **published,
        "document_number": "2025-20002",
        "publication_date": "2025-10-06",
        "title": "Additions to the Entity List; Correction",
        "correction_of": "https://www.federalregister.gov/api/v1/documents/2025-19001.json",
    }
    answered = answer({"results": [published, correction]})
    items = [one(), *federal_register.read(FEED, answered).items]
    events = [event for item in items if (event := event_of(item, lens))]
    assert len(events) == 3
    shared = set.intersection(*(set(keys(event)) for event in events))
    assert any("2025-19001" in str(key) for key in shared)
