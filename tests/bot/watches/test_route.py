"""Routing: who is told, once each, and under which key."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.model.alert import Alert, Certainty, Reason, Severity
from bot.model.watch import Channel, Match, Subscription
from bot.watches.route import delivery_id, route

NOW = datetime(2025, 11, 10, tzinfo=UTC)
METALS, RARE = Match("metals", 1, ()), Match("rare-earths", 2, ())
ROOM, HALL = Channel("discord", "1", "9"), Channel("discord", "2", "9")


def alert(severity: Severity = Severity.MEDIUM, revision: int = 1) -> Alert:
    return Alert("A1", revision, Reason.NEW, severity, Certainty.REPORTED, "feed/1", NOW)


def test_a_channel_with_two_watches_is_told_once_with_both_reasons() -> None:
    wishes = [Subscription(ROOM, "metals"), Subscription(ROOM, "rare-earths")]
    (delivery,) = route(alert(), [METALS, RARE], wishes, NOW)
    assert delivery.matches == (METALS, RARE)


def test_a_channel_is_not_told_of_what_it_does_not_watch() -> None:
    assert route(alert(), [METALS], [Subscription(ROOM, "rare-earths")], NOW) == []


def test_a_floor_holds_for_its_own_watch_only() -> None:
    wishes = [Subscription(ROOM, "metals", Severity.HIGH), Subscription(HALL, "metals")]
    assert [each.channel for each in route(alert(), [METALS], wishes, NOW)] == [HALL]
    assert len(route(alert(Severity.HIGH), [METALS], wishes, NOW)) == 2


def test_the_same_alert_to_the_same_channel_is_the_same_delivery() -> None:
    assert delivery_id(alert(), ROOM) == delivery_id(alert(Severity.LOW), ROOM)
    assert len({delivery_id(a, c) for a in (alert(), alert(revision=2)) for c in (ROOM, HALL)}) == 4


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_delivery_id_fits_every_platform(platform: str, channel: str) -> None:
    key = delivery_id(alert(), Channel(platform, channel))
    assert len(key) == 26
    assert key.isalnum()
