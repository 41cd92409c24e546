"""Alerts: one for a revision of a story, told or not."""

from dataclasses import replace

from bot.model.alert import Severity
from bot.store.store import Store
from tests.bot.store.values import HOUR, NOON, a_story, an_alert, an_item


async def test_an_alert_is_kept_once_for_a_revision(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.items.add_new([an_item()], NOON)
        await tx.stories.put(a_story(), (), Severity.HIGH)
        assert await tx.alerts.add(an_alert())
        assert not await tx.alerts.add(replace(an_alert(), severity=Severity.LOW), "late")
        assert await tx.alerts.latest(10) == [an_alert()]
        assert await tx.alerts.add(an_alert(revision=2))


async def test_the_latest_alerts_are_those_that_were_not_silenced(store: Store) -> None:
    old = replace(an_alert("s1", 1, Severity.LOW), at=NOON - HOUR)
    new, silent = an_alert("s1", 2), an_alert("s1", 3, Severity.CRITICAL)
    async with store.transaction() as tx:
        await tx.items.add_new([an_item()], NOON)
        await tx.stories.put(a_story(), (), Severity.HIGH)
        await tx.alerts.add(old)
        await tx.alerts.add(new)
        await tx.alerts.add(silent, "the first fetch of a feed tells nothing")
        assert await tx.alerts.latest(10) == [new, old]
        assert await tx.alerts.latest(1) == [new]
        assert await tx.alerts.latest(10, since=NOON) == [new]
        assert await tx.alerts.latest(10, floor=Severity.CRITICAL) == []
