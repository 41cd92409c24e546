"""Alerts: one for a revision of a story, told or not."""

from dataclasses import replace

from bot.model.alert import Severity
from bot.store.store import Store
from tests.bot.store.values import NOON, a_story, an_alert, an_item


async def test_an_alert_is_kept_once_for_a_revision(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([an_item()], NOON)
        await tx.stories.put(a_story(), (), Severity.HIGH)
        assert await tx.alerts.add(an_alert())
        assert not await tx.alerts.add(replace(an_alert(), severity=Severity.LOW), "late")
        assert await tx.alerts.count() == 1
        assert await tx.alerts.add(an_alert(revision=2))
