# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Items over the years: known for good, corrected aloud, told once (I8 to I10)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.model.alert import Reason
from bot.store.schema import alerts, deliveries
from bot.store.store import Store
from tests.bot.test_ingest import FEED, HOUR, ITEM, NOW, Feeds, ingest, kept
from tests.bot.test_ingest import store as store

DAY = timedelta(days=1)


async def reasons(store: Store) -> list[str]:
    """Why each alert was raised, in order."""
    async with store.reading() as tx:
        query = select(alerts.c.reason).order_by(alerts.c.revision)
        return list((await tx.alerts.db.execute(query)).scalars())


async def test_I8_an_item_is_known_long_after_its_words_were_forgotten(store: Store) -> None:
    feeds = Feeds()
    poller = await ingest(store, feeds)
    await poller(FEED, NOW)
    feeds.items = ()
    await poller(FEED, NOW + DAY)
    async with store.transaction() as tx:
        await tx.items.purge_text(NOW + 90 * DAY)
    feeds.items = (ITEM,)
    await poller(FEED, NOW + 91 * DAY)
    assert (await kept(store))[:2] == (1, 1)


async def test_I8_no_number_of_items_drops_one_that_is_in_the_document(store: Store) -> None:
    many = tuple(replace(ITEM, key=str(n), title=f"Notice {n}", text="") for n in range(700))
    feeds = Feeds(items=many)
    poller = await ingest(store, feeds)
    await poller(FEED, NOW)
    await poller(FEED, NOW + DAY)
    async with store.reading() as tx:
        assert await tx.items.count() == 700
        assert await tx.items.earlier(many[0].id) == []


async def test_I9_a_changed_figure_of_a_known_item_is_a_correction(store: Store) -> None:
    feeds = Feeds()
    poller = await ingest(store, feeds)
    await poller(FEED, NOW)
    title, text = ITEM.title.replace("25%", "35%"), ITEM.text.replace("25%", "35%")
    feeds.items = (replace(ITEM, title=title, text=text),)
    await poller(FEED, NOW + HOUR)
    assert await reasons(store) == [Reason.NEW, Reason.CORRECTION]


async def test_I9_a_fourth_correction_of_an_item_waits_for_the_digest(store: Store) -> None:
    feeds = Feeds()
    poller = await ingest(store, feeds)
    for hour, rate in enumerate((25, 35, 45, 55, 65)):
        words = (ITEM.title.replace("25%", f"{rate}%"), ITEM.text.replace("25%", f"{rate}%"))
        feeds.items = (replace(ITEM, title=words[0], text=words[1]),)
        await poller(FEED, NOW + hour * HOUR)
        async with store.transaction() as tx:  # each is told before the next one comes
            for dispatch in await tx.deliveries.claim(NOW + hour * HOUR, ["board"], 5):
                await tx.deliveries.sent(
                    dispatch.delivery, f"m{hour}", dispatch.story.revision, NOW
                )
    async with store.reading() as tx:
        query = select(deliveries.c.held).order_by(deliveries.c.revision)
        held = list((await tx.alerts.db.execute(query)).scalars())
    assert held == [None, None, None, None, "digest"]


@pytest.mark.parametrize(
    "change",
    [
        {"text": ITEM.text + " The ministry gave no further details."},
        {"title": ITEM.title.replace("imposes", "imposes,")},
        {"updated": NOW + HOUR},
        {"url": "https://example.com/elsewhere"},
    ],
)
async def test_I9_any_other_change_is_kept_and_not_told(
    store: Store, change: dict[str, object]
) -> None:
    feeds = Feeds()
    poller = await ingest(store, feeds)
    await poller(FEED, NOW)
    feeds.items = (replace(ITEM, **change),)  # type: ignore[arg-type]
    await poller(FEED, NOW + HOUR)
    assert (await kept(store))[:3] == (1, 1, 1)


async def test_I10_what_is_seen_and_what_is_to_be_told_are_one_transaction(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    poller = await ingest(store, Feeds())
    async with store.transaction() as tx:
        outbox = type(tx.deliveries)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "add", broken)
        await poller.poll(FEED, NOW)
    assert await kept(store) == (0, 0, 0, False)
    await poller.poll(FEED, NOW)
    assert await kept(store) == (1, 1, 1, True)


async def test_I10_an_alert_goes_to_a_channel_under_one_name_however_often_it_is_polled(
    store: Store,
) -> None:
    feeds = Feeds()
    for hours in range(3):  # as after crashes that forgot the feed's state, but not its items
        await (await ingest(store, feeds))(FEED, NOW + hours * HOUR)
    async with store.reading() as tx:
        ids = list((await tx.alerts.db.execute(select(deliveries.c.id))).scalars())
    assert len(ids) == len(set(ids)) == 1
