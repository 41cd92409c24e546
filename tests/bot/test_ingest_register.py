"""A document that is filed, published and corrected at the Federal Register is one story."""

import json
from typing import Any

from sqlalchemy import select

from bot.model.alert import Reason
from bot.model.feed import Feed, Tier
from bot.model.item import Item
from bot.sources.identity import keyed
from bot.sources.kinds import federal_register, public_inspection
from bot.sources.request import Response
from bot.store.schema import alerts, stories
from bot.store.store import Store
from tests.bot.test_ingest import FEED, HOUR, NOW, Feeds, ingest
from tests.bot.test_ingest import store as store

FILED: dict[str, Any] = {
    "document_number": "2025-10001",
    "publication_date": "2025-06-05",
    "filed_at": "2025-06-04T08:45:00.000-04:00",
    "title": "Section 232 duty of 25 percent on imports of steel from Brazil",
    "type": "Rule",
    "excerpts": "The duty of 25% on steel from Brazil takes effect on June 12, 2025.",
}
PUBLISHED = {
    **{name: FILED[name] for name in ("document_number", "publication_date", "title", "type")},
    "abstract": "The duty of 25% on steel from Brazil takes effect on June 12, 2025.",
}


def items(kind: Any, raw: dict[str, Any]) -> tuple[Item, ...]:
    feed = Feed(FEED.slug, "https://www.federalregister.gov/", "Register", tier=Tier.OFFICIAL)
    body = json.dumps({"results": [raw]}).encode()
    return keyed(kind.read(feed, Response(feed.url, 200, {}, body)).items, "guid")


async def told(store: Store, *polls: tuple[Item, ...]) -> tuple[list[str], int]:
    """The reasons of the alerts, and how many stories there are, after some polls."""
    for hours, found in enumerate(polls):
        await (await ingest(store, Feeds(items=found)))(FEED, NOW + hours * 24 * HOUR)
    async with store.reading() as tx:
        reasons = select(alerts.c.reason).order_by(alerts.c.revision)
        count = (await tx.alerts.db.execute(select(stories.c.id))).all()
        return list((await tx.alerts.db.execute(reasons)).scalars()), len(count)


async def test_publication_is_no_news_of_what_was_on_inspection(store: Store) -> None:
    filed, published = items(public_inspection, FILED), items(federal_register, PUBLISHED)
    assert await told(store, filed, published) == ([Reason.NEW], 1)


async def test_publication_with_another_rate_is_news(store: Store) -> None:
    changed = {
        **PUBLISHED,
        "title": PUBLISHED["title"].replace("25 percent", "30 percent"),
        "abstract": PUBLISHED["abstract"].replace("25%", "30%"),
    }
    filed, published = items(public_inspection, FILED), items(federal_register, changed)
    reasons, count = await told(store, filed, published)
    assert (reasons[0], len(reasons), count) == (Reason.NEW, 2, 1)


async def test_a_correction_belongs_to_the_document_that_it_corrects(store: Store) -> None:
    correction = {
        **PUBLISHED,
        "document_number": "2025-10099",
        "publication_date": "2025-06-10",
        "title": "Section 232 duty on imports of steel from Brazil; Correction",
        "abstract": "The duty on steel from Brazil is corrected to 35%.",
        "correction_of": "https://www.federalregister.gov/api/v1/documents/2025-10001.json",
    }
    found = [items(federal_register, raw) for raw in (PUBLISHED, correction)]
    reasons, count = await told(store, *found)
    assert (reasons[0], len(reasons), count) == (Reason.NEW, 2, 1)
